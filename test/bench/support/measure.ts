/** Timing, and what a measurement is. */

/** A rate is better when it is larger, everything else when it is smaller. */
export type Unit = 'events/s' | 's' | 'ms' | 'MB' | 'bytes/event' | 'µs/event' | 'ratio';

/** Which of the values stands for them all; none = the median. */
export type Shown = 'p99';

/** Values of one measurement, in the order they were taken. */
export interface Sample {
  readonly unit: Unit;
  readonly values: readonly number[];
  readonly show?: Shown;
  /** Processor time of all threads of the process, in µs for each event, round by round. */
  readonly processor?: readonly number[];
}

/** The same work done by something else, in the same run. */
export interface Peer extends Sample {
  readonly name: string;
  /** Why there are no values. */
  readonly missing?: string;
}

/** What the ratio or the result must reach. */
export interface Target {
  readonly of: 'ratio' | 'result';
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Measurement extends Sample {
  /** Name in the results file; stays the same from version to version. */
  readonly id: string;
  readonly what: string;
  readonly peer?: Peer;
  readonly target?: Target;
}

export type Verdict = 'yes' | 'no' | 'not measured';

/** What some work took. */
export interface Cost {
  /** Wall clock. */
  readonly ms: number;
  /** Processor time of all threads of this process, meanwhile. */
  readonly processorMs: number;
}

/** Milliseconds that some work takes. */
export async function timed(work: () => unknown): Promise<number> {
  return (await costOf(work)).ms;
}

/** Time and processor time that some work takes in this process. */
export async function costOf(work: () => unknown): Promise<Cost> {
  const used = process.cpuUsage();
  const from = performance.now();
  await work();
  const ms = performance.now() - from;
  const { user, system } = process.cpuUsage(used);
  return { ms, processorMs: (user + system) / 1_000 };
}

/** A rate with its processor time, from what so many events took in each round. */
export function rateOf(events: number, costs: readonly Cost[]): Sample {
  return {
    unit: 'events/s',
    values: costs.map(({ ms }) => (events * 1_000) / ms),
    processor: costs.map(({ processorMs }) => (processorMs * 1_000) / events),
  };
}

/** Does two kinds of work in turns, once unmeasured and then so many times, so that both meet the same disturbances: ms each. */
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

/** The value below which this part of the values lies (nearest rank). @param part from 0 to 1. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)]!;
}

/** The value that stands for a sample; null when there are none. */
export const shown = ({ values, show }: Sample): number | null =>
  values.length === 0 ? null : quantile(values, show === 'p99' ? 0.99 : 0.5);

/** How many times better than the peer; below 1 = worse; null when there is nothing to compare. */
export function ratio(measurement: Measurement): number | null {
  if (!measurement.peer) return null;
  const [own, other] = [shown(measurement), shown(measurement.peer)];
  if (own === null || other === null) return null;
  return measurement.unit === 'events/s' ? own / other : other / own;
}

/** Whether what was asked is met; null when nothing was asked. */
export function verdict(measurement: Measurement): Verdict | null {
  const { target } = measurement;
  if (!target) return null;
  const value = target.of === 'ratio' ? ratio(measurement) : shown(measurement);
  if (value === null) return 'not measured';
  return value >= (target.atLeast ?? -Infinity) && value <= (target.atMost ?? Infinity) ? 'yes' : 'no';
}
