interface Range {
  readonly type: string;
  readonly subtype: string;
  readonly quality: number;
}

/**
 * Chooses a representation by an `Accept` header (RFC 9110, section 12.5.1).
 *
 * @param header the header as sent; absent or empty means anything
 * @param offered what can be given, the preferred one first
 * @returns the offered type the client likes best (on a tie the first offered), or null when it accepts none
 */
export function chooseMediaType<T extends string>(header: string | undefined, offered: readonly T[]): T | null {
  const ranges = parse(header);
  if (ranges.length === 0) return offered[0] ?? null;
  let best: { type: T; quality: number } | null = null;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > 0 && (best === null || quality > best.quality)) best = { type, quality };
  }
  return best?.type ?? null;
}

function parse(header: string | undefined): readonly Range[] {
  return (header ?? '').split(',').flatMap((part) => {
    const [range = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const [type, subtype] = range.split('/');
    if (!type || !subtype) return [];
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const quality = weight === undefined ? 1 : Number(weight);
    return [{ type, subtype, quality: Number.isFinite(quality) ? quality : 0 }];
  });
}

/** The weight of the most specific range that covers a type; 0 when none does. */
function qualityOf(media: string, ranges: readonly Range[]): number {
  const [type, subtype] = media.split('/');
  const covering =
    ranges.find((range) => range.type === type && range.subtype === subtype) ??
    ranges.find((range) => range.type === type && range.subtype === '*') ??
    ranges.find((range) => range.type === '*' && range.subtype === '*');
  return covering?.quality ?? 0;
}
