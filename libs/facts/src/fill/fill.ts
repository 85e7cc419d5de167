/**
 * Filling a facts file from scratch: every event is read once and every person folded once, in several threads. The file
 * is made beside the one in use and takes its place when it is whole, so that nobody ever sees a part of it, and an end
 * in the middle leaves nothing but files that the next opening removes.
 */
import type { DuckDBConnection } from '@duckdb/node-api';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { positionOrder, type Head } from '#libs/event-store';
import { ALL_FACT_TABLE_NAMES } from '#libs/fact-schema';
import { giveMemoryBack } from '#libs/thread';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { ALL_PAST_TABLES } from '../past/past-tables.js';
import { markUnkept } from '../past/unkept.js';
import { moveCheckpoint } from '../store/checkpoint.js';
import { closeDatabase, createIndexes, openDatabase, type Database } from '../store/open-database.js';
import type { PlacedErasure } from '../store/erase-streams.js';
import { loadErasures } from './erasures.js';
import { FILLED, folderOf, isFileOf, isSpill } from './files.js';
import { foldAnew } from './fold-anew.js';
import { LocalHand, type Hand, type Range } from './hand.js';
import type { LedgerPlace, OpenedLedger } from './ledger-place.js';
import { clientsFoldedApart, countMentions, loadClients, loadMentions, loadRows } from './load.js';
import type { HeapPlace } from './spill.js';
import { share } from './share.js';
import { ThreadHand } from './thread-hand.js';

/** Positions that a hand reads at one time. */
const RANGE = 20_000;

/** Most hands: with more, memory is short sooner than time. */
const MOST_HANDS = 4;

/** Events of a heap, about: what a hand has in memory at one time, sealed. */
const EVENTS_PER_HEAP = 5_000;

/** Most heaps, each with some memory of every hand while events are read. */
const MOST_HEAPS = 1_024;

/** About this share of the time is over when everything is read, and when everything is folded. */
const SHARES = { read: 0.2, folded: 0.8 } as const;

/**
 * What DuckDB may keep in memory, in MB; the rest goes to files. Two threads that share the work of one statement cost a third more
 * than two statements side by side.
 */
const LOAD_MB = 128;
const SETTINGS = { memory_limit: `${LOAD_MB}MB`, threads: '1', checkpoint_threshold: '1TB' };

/** Statements that load tables side by side. */
const LOADERS = 2;

/**
 * Bytes that indexes, and who is one person, may take while they are made: for each event, or for each client that a stream names where that is
 * more, as with streams of one event each. Nothing of them can go to files.
 */
const WHOLE_BYTES = { event: 100, mention: 400 } as const;

export interface FillRequest {
  /** The ledger to read: a place that threads open for themselves, or one that is open and read in this thread. */
  readonly ledger: LedgerPlace | OpenedLedger;
  /** The last event that counts; its position is a whole number, as are all of the ledger. */
  readonly until: Head;
  /** Gives up when it aborts. */
  readonly signal?: AbortSignal;
  /** Told from time to time which share is done, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Told when a stage begins. */
  readonly onStage?: (stage: FillStage) => void;
}

/** Events are read and put together by whom they concern; opened and folded person by person; and the rows loaded. */
export type FillStage = 'read' | 'fold' | 'load';

/** How the file is to be made. */
export interface FillTarget {
  /** The facts file in use. */
  readonly path: string;
  readonly version: string;
  readonly instruments: InstrumentRegistry;
  readonly duckdb: Readonly<Record<string, string>>;
}

/**
 * Fills a file with the facts up to a position.
 * @returns where it is, closed; the caller puts it in its place and removes its folder
 * @throws DamagedEventError for an event that cannot be read; the signal's reason when it was aborted
 */
export async function fillFile(target: FillTarget, request: FillRequest): Promise<string> {
  const folder = folderOf(target.path);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  const crew = new Crew();
  const abandon = () => void crew.dismiss();
  request.signal?.addEventListener('abort', abandon, { once: true });
  try {
    await fillWith(crew, folder, target, request);
    return join(folder, FILLED);
  } catch (error) {
    request.signal?.throwIfAborted();
    throw error;
  } finally {
    request.signal?.removeEventListener('abort', abandon);
    await crew.dismiss();
  }
}

/** The hands at work; they are gone before DuckDB is at work, so that their memory is its. */
class Crew {
  private hands: readonly Hand[] = [];

  muster(hands: readonly Hand[]): readonly Hand[] {
    return (this.hands = hands);
  }

  async dismiss(): Promise<void> {
    await Promise.allSettled(this.hands.map((hand) => hand.close()));
    this.hands = [];
  }
}

function makeHands(folder: string, { instruments }: FillTarget, { ledger, until }: FillRequest): Hand[] {
  const alone = 'store' in ledger;
  const count = alone ? 1 : Math.min(MOST_HANDS, Math.max(2, availableParallelism()));
  const events = Number(positionOrder(until.position));
  const heaps = Math.min(MOST_HEAPS, Math.max(4 * count, Math.ceil(events / EVENTS_PER_HEAP)));
  const definitions = instruments.definitions;
  return Array.from({ length: count }, (_, number) => {
    const options = { folder, number, heaps, instruments: definitions };
    return alone ? new LocalHand(options, ledger) : new ThreadHand(options, ledger);
  });
}

async function fillWith(crew: Crew, folder: string, target: FillTarget, request: FillRequest) {
  const { signal } = request;
  const stage = request.onStage ?? (() => undefined);
  // What an upload left stands beside the memory of the threads.
  if (!('store' in request.ledger)) await giveMemoryBack();
  const hands = crew.muster(makeHands(folder, target, request));
  stage('read');
  const { erasures, heaps } = await readAll(hands, request);
  stage('fold');
  await foldAll(hands, heaps, request);
  for (const hand of hands) await hand.finish();
  await crew.dismiss();

  stage('load');
  const settings = { ...target.duckdb, ...SETTINGS };
  const database = await openDatabase(join(folder, FILLED), target.version, settings, { indexes: false });
  try {
    await loadTables(database, folder, signal);
    const events = Number(positionOrder(request.until.position)) * WHOLE_BYTES.event;
    const mentions = (await countMentions(database.writer, folder)) * WHOLE_BYTES.mention;
    const most = Math.max(LOAD_MB, Math.ceil(events / 1e6), Math.ceil(mentions / 1e6));
    await database.writer.run(`SET memory_limit = '${most}MB'`);
    await loadPersons(database.writer, folder, target, erasures);
    await createIndexes(database.writer);
    await moveCheckpoint(database.writer, request.until, 'unknown');
    await database.writer.run('CHECKPOINT');
  } finally {
    closeDatabase(database);
  }
}

async function readAll(hands: readonly Hand[], { until, signal, onProgress }: FillRequest) {
  const last = Number(positionOrder(until.position));
  const erasures: PlacedErasure[] = [];
  let read = 0;
  await Promise.all(
    partsOf(last, hands.length).map((part, i) =>
      share([hands[i]!], rangesOf(part), signal, async (hand, range) => {
        erasures.push(...(await hand.read(range)));
        onProgress?.((SHARES.read * (read += Number(range.until) - Number(range.after))) / last);
      }),
    ),
  );
  const written = await Promise.all(hands.map((hand) => hand.heaps()));
  // Hands read one part of the ledger after the other, so the places of a heap are in its order.
  const heaps = written[0]!.map((_, heap) => written.map((places) => places[heap]!));
  return { erasures: erasures.sort((a, b) => (a.order < b.order ? -1 : 1)), heaps };
}

async function foldAll(
  hands: readonly Hand[],
  heaps: readonly (readonly HeapPlace[])[],
  { signal, onProgress }: FillRequest,
): Promise<void> {
  let done = 0;
  await share(hands, heaps.values(), signal, async (hand, heap) => {
    await hand.fold(heap);
    onProgress?.(SHARES.read + ((SHARES.folded - SHARES.read) * ++done) / heaps.length);
  });
}

/** Loads what the hands wrote, and removes it. */
async function loadTables({ instance, writer }: Database, folder: string, signal: AbortSignal | undefined) {
  const files = await readdir(folder);
  for (const file of files.filter(isSpill)) await rm(join(folder, file));
  const tables = ['event', ...ALL_FACT_TABLE_NAMES, ...Object.keys(ALL_PAST_TABLES)];
  const connections = [writer];
  while (connections.length < LOADERS) connections.push(await instance.connect());
  try {
    await share(connections, tables.values(), signal, async (connection, table) => {
      const own = files.filter((file) => isFileOf(file, table));
      if (own.length === 0) return;
      await loadRows(connection, folder, table);
      for (const file of own) await rm(join(folder, file));
    });
  } finally {
    for (const connection of connections) if (connection !== writer) connection.disconnectSync();
  }
}

/** Loads who is named where, and finds who is one person; folds anew whoever was not folded as what they are. */
async function loadPersons(
  connection: DuckDBConnection,
  folder: string,
  { instruments }: FillTarget,
  erasures: readonly PlacedErasure[],
): Promise<void> {
  await loadMentions(connection, folder);
  await loadClients(connection);
  const anew = async (clients: readonly string[]) => {
    await foldAnew(connection, clients, instruments);
    await markUnkept(connection, clients);
  };
  await anew(await clientsFoldedApart(connection, folder));
  await anew(await loadErasures(connection, erasures));
}

/** Positions from one after another up to one, which counts. */
interface Part {
  readonly from: number;
  readonly to: number;
}

/** A part of the ledger for each hand: who reads one stretch of time opens the keys of its streams, and hardly any other. */
function partsOf(last: number, count: number): Part[] {
  const place = (i: number) => Math.floor((last * i) / count);
  return Array.from({ length: count }, (_, i) => ({ from: place(i), to: place(i + 1) }));
}

function* rangesOf({ from, to }: Part): Generator<Range> {
  for (let after = from; after < to; after += RANGE) {
    yield { after: String(after), until: String(Math.min(to, after + RANGE)) };
  }
}
