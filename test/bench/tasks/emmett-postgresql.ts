/** The same events into emmett's event store on PostgreSQL, and out of it again. */
import { firstEvents, groupsOf, type EmmettEvent } from '../peers/events.js';
import { loadPeer } from '../peers/load.js';
import { costOf, type Cost } from '../support/measure.js';

export interface EmmettPostgresql {
  /** Where it is installed. */
  readonly folder: string;
  readonly connectionString: string;
  /** NDJSON. */
  readonly events: string;
  readonly count: number;
  readonly perStream: number;
  /** Appends that are under way at one time. */
  readonly connections: number;
}

/** Processor time is that of the client; the server has its own. */
export interface EmmettPostgresqlCosts {
  readonly append: Cost;
  readonly read: Cost;
}

/** What is used of `@event-driven-io/emmett-postgresql`. */
interface Emmett {
  getPostgreSQLEventStore(connectionString: string): {
    appendToStream(stream: string, events: readonly EmmettEvent[]): Promise<unknown>;
    close(): Promise<void>;
  };
  readMessagesBatch(
    execute: unknown,
    options: { after: bigint; batchSize: number },
  ): Promise<{ currentGlobalPosition: bigint; messages: readonly unknown[]; areMessagesLeft: boolean }>;
}

/** What is used of `@event-driven-io/dumbo`, emmett's connections. */
interface Dumbo {
  dumbo(options: { connectionString: string }): { readonly execute: unknown; close(): Promise<void> };
}

/** Batches are cut by position but come by transaction: a few events that were appended side by side are read twice, or not. */
const READ_BATCH = 1_000;

export default async function emmettPostgresql(args: EmmettPostgresql): Promise<EmmettPostgresqlCosts> {
  const emmett = loadPeer<Emmett>(args.folder, '@event-driven-io/emmett-postgresql');
  const groups = groupsOf(await firstEvents(args.events, args.count), args.perStream);
  const store = emmett.getPostgreSQLEventStore(args.connectionString);
  await store.appendToStream('warm-0', groups[0]!);
  const lane = async (from: number) => {
    for (let i = from; i < groups.length; i += args.connections) await store.appendToStream(`stream-${i}`, groups[i]!);
  };
  const append = await costOf(() => Promise.all(Array.from({ length: args.connections }, (_, from) => lane(from))));
  await store.close();
  const read = await readAll(emmett, args, args.count + groups[0]!.length);
  return { append, read };
}

async function readAll(
  emmett: Emmett,
  { folder, connectionString }: EmmettPostgresql,
  expected: number,
): Promise<Cost> {
  const pool = loadPeer<Dumbo>(folder, '@event-driven-io/dumbo').dumbo({ connectionString });
  let count = 0;
  const cost = await costOf(async () => {
    for (let [after, left] = [0n, true]; left;) {
      const batch = await emmett.readMessagesBatch(pool.execute, { after, batchSize: READ_BATCH });
      count += batch.messages.length;
      [after, left] = [batch.currentGlobalPosition, batch.areMessagesLeft];
    }
  });
  await pool.close();
  if (Math.abs(count - expected) > expected / 100) throw new Error(`emmett read ${count} events of ${expected}`);
  return cost;
}
