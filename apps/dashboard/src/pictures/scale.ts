/** Scales of an axis. Pure. */

/** Maps numbers of a domain onto pixels, in a straight line. */
export type Scale = (value: number) => number;

/** A domain without width maps onto the middle. */
export function linear([low, high]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  if (high === low) return () => (start + end) / 2;
  return (value) => start + ((value - low) / (high - low)) * (end - start);
}

/** Round numbers within a domain, about so many, apart by 1, 2 or 5 times a power of ten. */
export function ticks([low, high]: readonly [number, number], about: number): number[] {
  if (!(high > low)) return [low];
  const step = niceStep((high - low) / Math.max(1, about));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
}

/** The smallest domain of round numbers around some; with `zero`, from zero. */
export function niceDomain(values: readonly number[], about: number, zero = false): [number, number] {
  const low = Math.min(...values, ...(zero ? [0] : []));
  const high = Math.max(...values, ...(zero ? [0] : []));
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  if (high === low)
    return low === 0 ? [0, 1] : zero ? [0, high * 1.25] : [low - Math.abs(low) / 10, high + Math.abs(high) / 10];
  const step = niceStep((high - low) / about);
  return [round(Math.floor(low / step + 1e-9) * step), round(Math.ceil(high / step - 1e-9) * step)];
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const times = rough / power;
  return (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10) * power;
}

/** Takes away what binary fractions add: 0.30000000000000004 is 0.3. */
const round = (value: number): number => Number(value.toPrecision(12));
