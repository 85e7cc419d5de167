import type { StreamWrite } from '#libs/event-store';

/**
 * Cuts writes, in their order, into groups in which no stream comes twice: as indexes, without those that have no events.
 */
export function wavesOf(writes: readonly StreamWrite[]): number[][] {
  const waves: number[][] = [];
  let streams = new Set<string>();
  writes.forEach(({ stream, events }, n) => {
    if (events.length === 0) return;
    if (waves.length === 0 || streams.has(stream)) {
      waves.push([]);
      streams = new Set();
    }
    streams.add(stream);
    waves.at(-1)!.push(n);
  });
  return waves;
}
