/** A researcher's own fold and definition over a whole ledger, beside reading the same events out of emmett. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { clusterProblem, startCluster } from '../peers/postgres-cluster.js';
import type { EmmettPostgresql, EmmettPostgresqlCosts } from '../tasks/emmett-postgresql.js';
import type { EmmettCosts, EmmettSqlite } from '../tasks/emmett-sqlite.js';
import type { Fold, FoldCosts } from '../tasks/fold.js';
import type { Context } from '../support/context.js';
import { rateOf, type Cost, type Measurement, type Peer } from '../support/measure.js';
import { inOwnProcess } from '../support/task.js';

const EXAMPLES = fileURLToPath(new URL('../../../../docs/examples/', import.meta.url));
const PER_STREAM = 10;
const CONNECTIONS = 8;
const WINDOW = { from: '2021-01-01', to: '2025-12-31', observedUntil: '2025-12-31' };

export async function replay(context: Context): Promise<Measurement[]> {
  const { options, ledgers } = context;
  const region = await context.regionOf(options.events[0]!);
  const sqlite = await readWithSqlite(context, region.file);
  const postgresql = await readWithPostgresql(context, region.file);
  const measurements: Measurement[] = [];
  for (const events of options.events) {
    const { dataDir, expected } = await ledgers.of(events);
    const args: Fold = {
      dataDir,
      fold: join(EXAMPLES, 'times-in-care.ts'),
      definition: join(EXAMPLES, 're-entry-rate.json'),
      ...WINDOW,
      rounds: options.rounds,
    };
    context.say(`replaying ${expected.recorded} events`);
    const { result, usage } = await inOwnProcess<FoldCosts>('fold', args);
    if (result.figure === null || result.persons === 0) throw new Error('the fold came to nothing');
    const what = `a new fold in TypeScript over ${expected.recorded} events of ${result.persons} persons, twice over`;
    const own = rateOf(expected.recorded, [result.fold]);
    measurements.push(
      { id: `replay-${events}`, what, ...own, peer: sqlite.read },
      { id: `replay-postgresql-${events}`, what, ...own, peer: postgresql.read },
      {
        id: `replay-memory-${events}`,
        what: 'most memory of the process meanwhile',
        unit: 'MB',
        values: [usage.memoryMB],
      },
      {
        id: `definition-${events}`,
        what: `a new definition in JSON over ${expected.recorded} events, five years`,
        unit: 'ms',
        values: result.definition,
      },
    );
  }
  const fillings = await ledgers.of(options.events[0]!);
  const appended = rateOf(fillings.sent, [fillings.received]);
  const what = `${fillings.sent} events in one NDJSON request, to the last receipt`;
  return [...measurements, { id: 'ingest-postgresql', what, ...appended, peer: postgresql.append }];
}

async function readWithSqlite({ options, peers, folder }: Context, events: string): Promise<{ read: Peer }> {
  const installed = peers['emmett-sqlite'];
  const name = 'emmett-sqlite, reading only';
  if ('missing' in installed) return { read: unmeasured(name, installed.missing) };
  const args: EmmettSqlite = {
    folder: installed.folder,
    file: join(folder, 'replay-emmett.sqlite'),
    events,
    count: options.peerEvents,
    perStream: PER_STREAM,
    warm: 1,
    how: 'connection',
    read: true,
  };
  const { result } = await inOwnProcess<EmmettCosts>('emmett-sqlite', args);
  return { read: measured(name, options.peerEvents, result.read!) };
}

async function readWithPostgresql(context: Context, events: string): Promise<{ append: Peer; read: Peer }> {
  const { options, peers } = context;
  const installed = peers['emmett-postgresql'];
  const missing = 'missing' in installed ? installed.missing : clusterProblem();
  const [append, read] = [
    `emmett-postgresql, 10 per stream, ${CONNECTIONS} connections`,
    'emmett-postgresql, reading only',
  ];
  if (missing !== null || 'missing' in installed) {
    return { append: unmeasured(append, missing!), read: unmeasured(read, missing!) };
  }
  context.say('filling a PostgreSQL server');
  const cluster = await startCluster();
  try {
    const args: EmmettPostgresql = {
      folder: installed.folder,
      connectionString: cluster.connectionString,
      events,
      count: options.peerEvents,
      perStream: PER_STREAM,
      connections: CONNECTIONS,
    };
    const { result } = await inOwnProcess<EmmettPostgresqlCosts>('emmett-postgresql', args);
    const on = (name: string) => `${name} (PostgreSQL ${cluster.version})`;
    return {
      append: measured(on(append), options.peerEvents, result.append),
      read: measured(on(read), options.peerEvents, result.read),
    };
  } finally {
    await cluster.stop();
  }
}

const measured = (name: string, events: number, cost: Cost): Peer => ({ name, ...rateOf(events, [cost]) });

const unmeasured = (name: string, missing: string): Peer => ({ name, unit: 'events/s', values: [], missing });
