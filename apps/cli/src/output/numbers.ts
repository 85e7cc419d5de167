/** Numbers for people. */

/** `12,345`. */
export function count(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 0 });
}

/** `22.6 %`, or a dash where there is none. */
export function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? '-' : `${(100 * value).toFixed(1)} %`;
}

/** `17.5 - 28.7 %`, or a dash. */
export function interval(bounds: { readonly lower: number; readonly upper: number } | null | undefined): string {
  return bounds ? `${(100 * bounds.lower).toFixed(1)} - ${(100 * bounds.upper).toFixed(1)} %` : '-';
}

/** `12.3`, or a dash. */
export function decimal(value: number | null | undefined): string {
  return value === null || value === undefined ? '-' : value.toFixed(1);
}

/** `3.4 s`. */
export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
