/** What an event costs, and what a ledger takes, at every size asked for. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '../support/client.js';
import type { Context } from '../support/context.js';
import type { FilledLedger } from '../support/ledgers.js';
import { timed, type Measurement } from '../support/measure.js';
import { startBenchServer } from '../support/server.js';

/** The cost per event may grow by a fifth from the smallest size to the largest. */
const FLAT = 1.2;

export async function scale(context: Context): Promise<Measurement[]> {
  const { options, ledgers } = context;
  const all: FilledLedger[] = [];
  const measurements: Measurement[] = [];
  for (const events of options.events) {
    const ledger = await ledgers.of(events);
    all.push(ledger);
    const { recorded } = ledger.expected;
    measurements.push({
      id: `scale-ingest-${events}`,
      what: `${recorded} events recorded: processor time of the server`,
      unit: 'µs/event',
      values: [perEvent(ledger)],
    });
    for (const [file, bytes] of await sizes(ledger.dataDir)) {
      measurements.push({
        id: `scale-disk-${file}-${events}`,
        what: `${recorded} events: ${file} on disk`,
        unit: 'bytes/event',
        values: [bytes / recorded],
      });
    }
    measurements.push(...(await startUp(ledger, options.rounds)));
  }
  const [first, last] = [all[0]!, all.at(-1)!];
  if (first === last) return measurements;
  const grown = `${last.expected.recorded} events beside ${first.expected.recorded}`;
  return [
    ...measurements,
    {
      id: 'scale-flat',
      what: `${grown}: processor time for each`,
      unit: 'ratio',
      values: [perEvent(last) / perEvent(first)],
      target: { of: 'result', atMost: FLAT },
    },
    {
      id: 'scale-memory',
      what: `${grown}: most memory of the server`,
      unit: 'ratio',
      values: [last.memoryMB / first.memoryMB],
    },
  ];
}

const perEvent = ({ received, sent }: FilledLedger): number => (received.processorMs * 1_000) / sent;

/** Starts with everything there: to the first answer at all, and to the first figure of the newest state. */
async function startUp({ dataDir, expected }: FilledLedger, rounds: number): Promise<Measurement[]> {
  const answers: number[] = [];
  const figures: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const server = await startBenchServer(dataDir);
    const client = new Client(server.url);
    const figure = await timed(() => client.ask('/v1/flows?from=2023-01-01&to=2023-12-31'));
    answers.push(server.startMs / 1_000);
    figures.push((server.startMs + figure) / 1_000);
    client.close();
    await server.stop();
  }
  const what = `a server starts with ${expected.recorded} events`;
  return [
    {
      id: `start-${expected.recorded}`,
      what: `${what}, until it answers`,
      unit: 's',
      values: answers,
      target: { of: 'result', atMost: 5 },
    },
    {
      id: `start-figure-${expected.recorded}`,
      what: `${what}, until it has answered with a figure`,
      unit: 's',
      values: figures,
    },
  ];
}

/** Bytes of the large files, each with what stands beside it. */
async function sizes(dataDir: string): Promise<[string, number][]> {
  const files = ['events.sqlite', 'keys.sqlite', 'tree.sqlite', 'facts.duckdb'];
  const names = await readdir(dataDir);
  return Promise.all(
    files.map(async (file): Promise<[string, number]> => {
      const own = names.filter((name) => name.startsWith(file));
      const bytes = await Promise.all(own.map(async (name) => (await stat(join(dataDir, name))).size));
      return [file, bytes.reduce((sum, one) => sum + one, 0)];
    }),
  );
}
