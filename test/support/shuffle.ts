import type { SentEvent } from './events.js';
import { nameOf } from './events.js';

const OPENINGS = new Set(['intake-registered', 'protection-measure-imposed', 'probation-started']);
const CHANGES = new Set(['event-corrected', 'event-retracted']);

/** A seeded source of numbers in [0, 1) (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}

/** Which stream an event belongs to, seen from outside: the kind follows from the type. */
function streamKey(event: SentEvent, kinds: ReadonlyMap<string, string>): string {
  const name = nameOf(event);
  if (CHANGES.has(name)) return kinds.get(targetKey(event)) ?? `?${event.subject}`;
  const kind = /^(protection|placement)-/.test(name)
    ? 'measure'
    : name.startsWith('probation-')
      ? 'probation'
      : /^(offence|justice|client-|clients-)/.test(name)
        ? 'client'
        : 'trajectory';
  return `${kind}/${event.subject}`;
}

function keyOf(event: SentEvent): string {
  return `${event.source} ${event.id}`;
}

function targetKey(event: SentEvent): string {
  const target = (event.data['corrects'] ?? event.data['retracts']) as { source: string; id: string };
  return `${target.source} ${target.id}`;
}

/**
 * One order of arrival that the contract allows: each stream's opening first, and within a stream nothing passes a
 * correction or retraction (they refer to what came before, and which of several holds is decided by arrival).
 * All else, and how the streams interleave, is random.
 */
export function shuffleArrivals(events: readonly SentEvent[], seed: number): SentEvent[] {
  const random = seeded(seed);
  const kinds = new Map<string, string>();
  const streams = new Map<string, SentEvent[][]>();
  for (const event of events) {
    const stream = streamKey(event, kinds);
    kinds.set(keyOf(event), stream);
    const segments = streams.get(stream) ?? streams.set(stream, [[]]).get(stream)!;
    if (CHANGES.has(nameOf(event)) || OPENINGS.has(nameOf(event))) segments.push([event], []);
    else segments.at(-1)!.push(event);
  }
  const queues = [...streams.values()].map((segments) => segments.flatMap((segment) => shuffled(segment, random)));
  const turns = shuffled(
    queues.flatMap((queue, index) => queue.map(() => index)),
    random,
  );
  const next = queues.map(() => 0);
  return turns.map((index) => queues[index]![next[index]!++]!);
}
