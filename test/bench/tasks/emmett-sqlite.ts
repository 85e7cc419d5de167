/** The same events into emmett's event store on SQLite, and out of it again. */
import { firstEvents, groupsOf, type EmmettEvent } from '../peers/events.js';
import { loadPeer } from '../peers/load.js';
import { costOf, type Cost } from '../support/measure.js';

export interface EmmettSqlite {
  /** Where it is installed. */
  readonly folder: string;
  /** The database to make. */
  readonly file: string;
  /** NDJSON. */
  readonly events: string;
  readonly count: number;
  readonly perStream: number;
  /** Appends that are not counted, before the others. */
  readonly warm: number;
  /**
   * `store`: its event store, as its documentation has it, which opens and closes the file for every append.
   * `connection`: its own append on one connection that stays open.
   */
  readonly how: 'store' | 'connection';
  /** Whether all are read again, a batch at a time. */
  readonly read: boolean;
}

export interface EmmettCosts {
  readonly append: Cost;
  readonly read: Cost | null;
}

/** What is used of `@event-driven-io/emmett-sqlite`. */
interface Emmett {
  getSQLiteEventStore(options: { fileName: string }): {
    appendToStream(stream: string, events: readonly EmmettEvent[]): Promise<unknown>;
  };
  sqliteConnection(options: { fileName: string }): Connection;
  createEventStoreSchema(connection: Connection): Promise<void>;
  appendToStream(
    connection: Connection,
    stream: string,
    streamType: string,
    events: readonly EmmettEvent[],
  ): Promise<{ success: boolean }>;
  readMessagesBatch(
    connection: Connection,
    options: { after: bigint; batchSize: number },
  ): Promise<{ currentGlobalPosition: bigint; messages: readonly unknown[]; areEventsLeft: boolean }>;
}

interface Connection {
  querySingle<T>(sql: string): Promise<T | null>;
  close(): void;
}

const READ_BATCH = 1_000;
const TRIES = 20;
/** What SQLite calls `synchronous=FULL`: on disk before a commit returns. */
const FULL = 2;

export default async function emmettSqlite(args: EmmettSqlite): Promise<EmmettCosts> {
  const emmett = loadPeer<Emmett>(args.folder, '@event-driven-io/emmett-sqlite');
  const groups = groupsOf(await firstEvents(args.events, args.count), args.perStream);
  const store = await openStore(emmett, args);
  const warm = groups.slice(0, args.warm);
  for (const [i, group] of warm.entries()) await store.append(`warm-${i}`, group);
  const appended = await costOf(async () => {
    for (const [i, group] of groups.entries()) await store.append(`stream-${i}`, group);
  });
  store.close();
  const read = args.read ? await readAll(emmett, args.file, args.count + warm.flat().length) : null;
  return { append: appended, read };
}

async function openStore(emmett: Emmett, { file, how }: EmmettSqlite) {
  if (how === 'store') {
    const store = emmett.getSQLiteEventStore({ fileName: file });
    return {
      append: (stream: string, events: readonly EmmettEvent[]) => again(() => store.appendToStream(stream, events)),
      close: () => undefined,
    };
  }
  const connection = emmett.sqliteConnection({ fileName: file });
  await mustBeDurable(connection);
  await emmett.createEventStoreSchema(connection);
  return {
    async append(stream: string, events: readonly EmmettEvent[]) {
      const { success } = await emmett.appendToStream(connection, stream, 'stream', events);
      if (!success) throw new Error(`emmett did not append to ${stream}`);
    },
    close: () => connection.close(),
  };
}

/** Its event store sets the journal of each new connection without waiting, which now and then makes a commit fail as busy. */
async function again(append: () => Promise<unknown>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await append();
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'SQLITE_BUSY' || tries === TRIES) throw error;
    }
  }
}

/** @throws Error when its commits are not as durable as ours. */
async function mustBeDurable(connection: Connection): Promise<void> {
  const row = await connection.querySingle<{ synchronous: number }>('PRAGMA synchronous');
  if (row?.synchronous !== FULL) throw new Error(`emmett-sqlite runs with synchronous=${row?.synchronous}`);
}

async function readAll(emmett: Emmett, fileName: string, expected: number): Promise<Cost> {
  const connection = emmett.sqliteConnection({ fileName });
  let count = 0;
  const cost = await costOf(async () => {
    for (let [after, left] = [0n, true]; left;) {
      const batch = await emmett.readMessagesBatch(connection, { after, batchSize: READ_BATCH });
      count += batch.messages.length;
      [after, left] = [batch.currentGlobalPosition, batch.areEventsLeft];
    }
  });
  connection.close();
  if (count !== expected) throw new Error(`emmett read ${count} events of ${expected}`);
  return cost;
}
