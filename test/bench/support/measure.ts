/** Timing, and what a measurement is. */

/** Larger is better for rates, smaller for the others. */
export type Unit = 'events/s' | 's' | 'ms' | 'MB';

/** Values of one measurement, in the order they were taken. */
export interface Sample {
  readonly unit: Unit;
  readonly values: readonly number[];
}

/** The same work done by something else, in the same run. */
export interface Peer extends Sample {
  readonly name: string;
}

export interface Measurement extends Sample {
  /** Name in the results file; stays the same from version to version. */
  readonly id: string;
  readonly what: string;
  /** Which of its values is shown; default the median. */
  readonly show?: 'p95';
  readonly peer?: Peer;
}

/** Milliseconds that some work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** Does the work once unmeasured, then so many times measured: milliseconds each. */
export async function repeated(times: number, work: () => unknown): Promise<number[]> {
  await work();
  const values: number[] = [];
  for (let i = 0; i < times; i += 1) values.push(await timed(work));
  return values;
}

/** As `repeated`, for two kinds of work in turns, so that both meet the same disturbances. */
export async function inTurns(
  times: number,
  own: () => unknown,
  peer: () => unknown,
): Promise<{ own: number[]; peer: number[] }> {
  await own();
  await peer();
  const values = { own: [] as number[], peer: [] as number[] };
  for (let i = 0; i < times; i += 1) {
    values.own.push(await timed(own));
    values.peer.push(await timed(peer));
  }
  return values;
}

/** Rates of so many events in each of these milliseconds. */
export const perSecond = (events: number, milliseconds: readonly number[]): number[] =>
  milliseconds.map((ms) => (events * 1_000) / ms);

/** The value below which this part of the values lies (nearest rank). @param part from 0 to 1. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]!;
}

/** The value shown for a sample. */
export const shown = ({ values }: Sample, show?: Measurement['show']): number =>
  quantile(values, show === 'p95' ? 0.95 : 0.5);

/** How many times better than the peer; below 1 = worse. */
export function ratio(measurement: Measurement): number | null {
  if (!measurement.peer) return null;
  const [own, other] = [shown(measurement), shown(measurement.peer)];
  return measurement.unit === 'events/s' ? own / other : other / own;
}
