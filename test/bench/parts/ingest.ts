/** Events in over HTTP, with the projection at work beside it as it is in use. */
import { intake } from '../support/events.js';
import { Client, type Counts } from '../support/client.js';
import { perSecond, timed, type Measurement } from '../support/measure.js';
import type { BenchServer } from '../support/server.js';

interface Region {
  readonly file: string;
  readonly expected: Counts;
}

/** @throws Error when the ledger makes something else of the events than was expected: then nothing here counts. */
export async function ingestRegion(server: BenchServer, { file, expected }: Region): Promise<Measurement[]> {
  const client = new Client(server.url);
  const sent = expected.recorded + expected.duplicate + expected.rejected;
  let counts: Counts | undefined;
  const before = await server.usage();
  const began = performance.now();
  const upload = await timed(async () => (counts = await client.upload(file)));
  if (counts!.recorded !== expected.recorded || counts!.rejected !== expected.rejected) {
    throw new Error(`expected ${JSON.stringify(expected)}, the ledger answered ${JSON.stringify(counts)}`);
  }
  await client.ask(`/v1/flows?from=2023-01-01&to=2023-12-31&asOf=${expected.recorded}`);
  const visible = performance.now() - began;
  const after = await server.usage();
  client.close();
  return [
    measured('ingest-ndjson', `${sent} events in one NDJSON request, to the last receipt`, sent, upload),
    measured('ingest-visible', 'the same, until all of them are in the figures', sent, visible),
    {
      id: 'ingest-processor',
      what: 'processor time of the server for both',
      unit: 's',
      values: [after.seconds - before.seconds],
    },
    {
      id: 'ingest-memory',
      what: 'most memory of the server meanwhile (RSS)',
      unit: 'MB',
      values: [after.memoryMB],
    },
  ];
}

/** Requests of one event each, over some connections. */
export async function ingestSingles(server: BenchServer, count: number, connections: number): Promise<Measurement> {
  const client = new Client(server.url, connections);
  const send = async (label: string, each: number) => {
    await Promise.all(
      Array.from({ length: connections }, async (_, lane) => {
        for (let i = lane; i < each; i += connections) await client.record(intake(`${connections}-${label}-${i}`));
      }),
    );
  };
  await send('warm', Math.ceil(count / 10));
  const took = await timed(() => send('run', count));
  client.close();
  const over = connections === 1 ? '1 connection' : `${connections} connections`;
  return measured(`ingest-single-${connections}`, `${count} requests of one event, ${over}`, count, took);
}

const measured = (id: string, what: string, events: number, ms: number): Measurement => ({
  id,
  what,
  unit: 'events/s',
  values: perSecond(events, [ms]),
});
