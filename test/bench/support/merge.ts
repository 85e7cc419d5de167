/** Merges parts of a region by time of delivery. */
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Counts } from './client.js';

interface Source {
  readonly lines: AsyncIterator<string>;
  readonly place: number;
  line: string;
}

/**
 * @param files lines as `draw-events` writes them, each file in order.
 * @param target gets the events alone, one a line.
 * @returns how many of each the ledger must answer.
 */
export async function mergeParts(files: readonly string[], target: string): Promise<Counts> {
  const sources: Source[] = [];
  for (const [place, file] of files.entries()) {
    const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity })[Symbol.asyncIterator]();
    const first = await lines.next();
    if (!first.done) insert(sources, { lines, place, line: first.value });
  }
  const out = createWriteStream(target);
  const counts: Counts = { recorded: 0, duplicate: 0, rejected: 0 };
  for (let next = sources.shift(); next; next = sources.shift()) {
    const [, expected, event] = next.line.split('\t') as [string, 'recorded' | 'duplicate' | 'refused', string];
    counts[expected === 'refused' ? 'rejected' : expected] += 1;
    if (!out.write(`${event}\n`)) await once(out, 'drain');
    const following = await next.lines.next();
    if (!following.done) insert(sources, { ...next, line: following.value });
  }
  out.end();
  await once(out, 'finish');
  return counts;
}

/** Keeps the sources in the order of their next lines; of one time, in the order of the parts. */
function insert(sources: Source[], source: Source): void {
  let [low, high] = [0, sources.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comesBefore(sources[middle]!, source)) low = middle + 1;
    else high = middle;
  }
  sources.splice(low, 0, source);
}

/** Times are all of one form, in UTC. */
function comesBefore(a: Source, b: Source): boolean {
  const [one, other] = [timeOf(a.line), timeOf(b.line)];
  return one === other ? a.place < b.place : one < other;
}

const timeOf = (line: string): string => line.slice(0, line.indexOf('\t'));
