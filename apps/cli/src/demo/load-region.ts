/** Loads the demonstration region into a running server, the way a provider's events come in. */
import { Readable } from 'node:stream';
import { simulateDeliveries, type SimulationOptions } from '#libs/simulation';
import { CommandError } from '../errors.js';
import { sendToServer } from '../importing/send-to-server.js';
import { events, startProgress } from '../output/progress.js';

/** What the ledger made of the region's messages. */
export interface LoadCounts {
  recorded: number;
  duplicate: number;
  rejected: number;
}

const MARK_EVERY = 500;

/** Bytes sent together. */
const PART_BYTES = 64 * 1024;

/**
 * Sends a simulated region over HTTP.
 * @throws CommandError when the ledger's answers are not those the simulation expects.
 */
export async function loadRegion(url: string, options: SimulationOptions): Promise<LoadCounts> {
  const progress = startProgress({ label: 'Loading the demonstration region', total: days(options.from, options.to) });
  const counts: LoadCounts = { recorded: 0, duplicate: 0, rejected: 0 };
  const expected = { recorded: 0, duplicate: 0, refused: 0 };
  const reached: number[] = []; // days of history after every so many messages, for results come in later
  function* parts(): Generator<Uint8Array> {
    let lines: string[] = [];
    let [length, sent] = [0, 0];
    for (const delivery of simulateDeliveries(options)) {
      if (sent % MARK_EVERY === 0) reached.push(days(options.from, delivery.deliveredAt));
      sent += 1;
      expected[delivery.expected] += 1;
      const line = JSON.stringify(delivery.event);
      lines.push(line);
      length += line.length + 1;
      if (length < PART_BYTES) continue;
      yield Buffer.from(`${lines.join('\n')}\n`);
      [lines, length] = [[], 0];
    }
    if (lines.length > 0) yield Buffer.from(`${lines.join('\n')}\n`);
  }
  try {
    for await (const results of sendToServer(url)(Readable.from(parts()))) {
      for (const { status } of results) counts[status] += 1;
      const answered = counts.recorded + counts.duplicate + counts.rejected;
      progress.update(reached[Math.floor(answered / MARK_EVERY)] ?? 0, events(answered));
    }
  } finally {
    progress.stop();
  }
  if (counts.recorded !== expected.recorded || counts.rejected !== expected.refused) {
    throw new CommandError(
      `The ledger answered other than the demonstration expects: ${JSON.stringify({ counts, expected })}.`,
    );
  }
  return counts;
}

function days(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 86_400_000);
}
