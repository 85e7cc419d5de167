/** Events in by NDJSON over HTTP, beside emmett on SQLite and beside a bare loop over the same rows. */
import { join } from 'node:path';
import type { BareRows } from '../tasks/bare-rows.js';
import type { EmmettCosts, EmmettSqlite } from '../tasks/emmett-sqlite.js';
import type { Context } from '../support/context.js';
import { fill, type Filling } from '../support/ledgers.js';
import { rateOf, type Cost, type Measurement, type Peer, type Sample } from '../support/measure.js';
import { inOwnProcess } from '../support/task.js';

const PER_STREAM = 10;
const PER_COMMIT = 1_000;
/** Of the rows of a ledger, so many go into the bare table: they must be in memory. */
const BARE_ROWS = 200_000;

export async function ingest(context: Context): Promise<Measurement[]> {
  const { options, ledgers } = context;
  const [smallest, ...larger] = options.events as [number, ...number[]];
  const first = await ledgers.of(smallest);
  const own: Filling[] = [first];
  const alone: Filling[] = [];
  const bare: Cost[] = [];
  const emmett: Record<EmmettSqlite['how'], Cost[]> = { store: [], connection: [] };
  const rows = Math.min(BARE_ROWS, first.expected.recorded);
  const region = await context.regionOf(smallest);
  for (let round = 0; round < options.rounds; round += 1) {
    context.say(`round ${round + 1} of ${options.rounds}`);
    const folder = join(context.folder, `ingest-${round}`);
    if (round > 0) own.push(await fill(join(folder, 'serve/data'), region));
    alone.push(await fill(join(folder, 'ledger/data'), region, 'ledger'));
    const table: BareRows = {
      store: join(first.dataDir, 'events.sqlite'),
      file: join(folder, 'bare.sqlite'),
      count: rows,
      perCommit: PER_COMMIT,
    };
    bare.push((await inOwnProcess<Cost>('bare-rows', table)).result);
    for (const how of ['store', 'connection'] as const) {
      const cost = await appendWithEmmett(context, region.file, how, join(folder, `emmett-${how}.sqlite`));
      if (cost) emmett[how].push(cost);
    }
  }
  const peer = (name: string, how: EmmettSqlite['how']): Peer => ({
    ...rateOf(options.peerEvents, emmett[how]),
    name,
    ...('missing' in context.peers['emmett-sqlite'] ? { missing: context.peers['emmett-sqlite'].missing } : {}),
  });
  const what = `${first.sent} events in one NDJSON request, to the last receipt`;
  const measured: Measurement[] = [
    {
      id: 'ingest',
      what,
      ...received(own),
      peer: peer('emmett-sqlite, 10 per stream', 'store'),
      target: { of: 'ratio', atLeast: 10 },
    },
    { id: 'ingest-kept', what, ...received(own), peer: peer('the same on one connection kept open', 'connection') },
    {
      id: 'ingest-bare',
      what,
      ...received(own),
      peer: { name: `bare table, ${PER_COMMIT} rows per commit`, ...rateOf(rows, bare) },
      target: { of: 'ratio', atLeast: 0.5 },
    },
    { id: 'ingest-alone', what: `${what}: the ledger by itself, no projection`, ...received(alone) },
    { id: 'ingest-visible', what: 'the same events, until all are in the figures', ...visible(own) },
    memory('ingest-memory', 'most memory of the server meanwhile', own),
  ];
  for (const events of larger) {
    const filling = await ledgers.of(events);
    measured.push(
      {
        id: `ingest-${events}`,
        what: `${filling.sent} events in one NDJSON request, to the last receipt`,
        ...received([filling]),
      },
      {
        id: `ingest-visible-${events}`,
        what: 'the same events, until all are in the figures',
        ...visible([filling]),
      },
      memory(`ingest-memory-${events}`, 'most memory of the server meanwhile', [filling]),
    );
  }
  return measured;
}

async function appendWithEmmett(
  { options, peers }: Context,
  events: string,
  how: EmmettSqlite['how'],
  file: string,
): Promise<Cost | null> {
  const installed = peers['emmett-sqlite'];
  if ('missing' in installed) return null;
  const args: EmmettSqlite = {
    folder: installed.folder,
    file,
    events,
    count: options.peerEvents,
    perStream: PER_STREAM,
    warm: 1,
    how,
    read: false,
  };
  return (await inOwnProcess<EmmettCosts>('emmett-sqlite', args)).result.append;
}

const received = (fillings: readonly Filling[]): Sample =>
  together(fillings.map((one) => rateOf(one.sent, [one.received])));
const visible = (fillings: readonly Filling[]): Sample =>
  together(fillings.map((one) => rateOf(one.sent, [one.visible])));

const together = (samples: readonly Sample[]): Sample => ({
  unit: 'events/s',
  values: samples.flatMap(({ values }) => values),
  processor: samples.flatMap(({ processor }) => processor ?? []),
});

const memory = (id: string, what: string, fillings: readonly Filling[]): Measurement => ({
  id,
  what,
  unit: 'MB',
  values: fillings.map(({ memoryMB }) => memoryMB),
});
