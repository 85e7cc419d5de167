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
import type { InstrumentDefinition } from '../fold/instruments.js';
import { moveCheckpoint } from '../store/checkpoint.js';
import { closeDatabase, createIndexes, openDatabase } from '../store/open-database.js';
import type { PlacedErasure } from '../store/erase-streams.js';
import { loadErasures } from './erasures.js';
import { FILLED, fileOf, folderOf } from './files.js';
import { LocalHand, type Hand, type PersonToFold, type Range } from './hand.js';
import type { LedgerPlace, OpenedLedger } from './ledger-place.js';
import { loadClients, loadEvents, loadFacts } from './load.js';
import { placePortions, readPortion } from './portions.js';
import { ThreadHand } from './thread-hand.js';

/** Positions that a hand reads at one time. */
const RANGE = 20_000;

/** Most hands: with more, memory is short sooner than time. */
const MOST_HANDS = 4;

/** Reading, putting in order, folding and loading take about this share of the time each. */
const SHARES = { read: 0.5, loaded: 0.65, folded: 0.9 } as const;

/** What DuckDB may keep in memory meanwhile; the rest goes to files. */
const SETTINGS = { memory_limit: '384MB', checkpoint_threshold: '1TB' };

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

/** Events are read; put in order by whom they concern; folded person by person; and the rows of that loaded. */
export type FillStage = 'read' | 'order' | 'fold' | 'load';

/** How the file is to be made. */
export interface FillTarget {
  /** The facts file in use. */
  readonly path: string;
  readonly version: string;
  readonly instruments: readonly InstrumentDefinition[];
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
  const crew = new Crew(() => makeHands(folder, target.instruments, request.ledger));
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

/** The hands at work. Between two stages there are none: what they hold in memory is then DuckDB's. */
class Crew {
  private hands: readonly Hand[] = [];

  constructor(private readonly make: () => readonly Hand[]) {}

  muster(): readonly Hand[] {
    return (this.hands = this.make());
  }

  async dismiss(): Promise<void> {
    await Promise.allSettled(this.hands.map((hand) => hand.close()));
  }
}

function makeHands(
  folder: string,
  instruments: readonly InstrumentDefinition[],
  ledger: LedgerPlace | OpenedLedger,
): Hand[] {
  if ('store' in ledger) return [new LocalHand({ folder, number: 0, instruments }, ledger)];
  const count = Math.min(MOST_HANDS, Math.max(2, availableParallelism()));
  return Array.from({ length: count }, (_, number) => new ThreadHand({ folder, number, instruments }, ledger));
}

async function fillWith(crew: Crew, folder: string, target: FillTarget, request: FillRequest) {
  const { signal, until } = request;
  const progress = request.onProgress ?? (() => undefined);
  const stage = request.onStage ?? (() => undefined);
  const last = positionOrder(until.position);
  const erasures: PlacedErasure[] = [];
  let read = 0;
  stage('read');
  const readers = crew.muster();
  await Promise.all(
    partsOf(Number(last), readers.length).map((part, i) =>
      share([readers[i]!], rangesOf(part), signal, async (hand, range) => {
        erasures.push(...(await hand.read(range)));
        progress(SHARES.read * ((read += Number(range.until) - Number(range.after)) / Number(last)));
      }),
    ),
  );
  await finish(readers);
  await crew.dismiss();

  stage('order');
  const settings = { ...target.duckdb, ...SETTINGS };
  const database = await openDatabase(join(folder, FILLED), target.version, settings, { indexes: false });
  try {
    const { writer } = database;
    await loadEvents(writer, folder);
    await removeFiles(folder, ['event', 'mention'], readers.length);
    signal?.throwIfAborted();
    const portions = await placePortions(writer);
    await loadClients(writer);
    await loadErasures(
      writer,
      erasures.sort((a, b) => (a.order < b.order ? -1 : 1)),
    );
    progress(SHARES.loaded);
    stage('fold');
    let done = 0;
    const folders = crew.muster();
    await share(folders, persons(writer, portions), signal, async (hand, portion) => {
      await hand.fold(portion);
      progress(SHARES.loaded + (SHARES.folded - SHARES.loaded) * (++done / portions.count));
    });
    await finish(folders);
    await crew.dismiss();
    stage('load');
    await loadAllFacts(writer, folder, folders.length, signal);
    await createIndexes(writer);
    await moveCheckpoint(writer, until, 'unknown');
    await writer.run('CHECKPOINT');
  } finally {
    closeDatabase(database);
  }
}

/** Has every hand write what it still holds. @throws what went wrong with one of them */
async function finish(hands: readonly Hand[]): Promise<void> {
  for (const hand of hands) await hand.finish();
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

async function* persons(
  connection: DuckDBConnection,
  portions: Awaited<ReturnType<typeof placePortions>>,
): AsyncGenerator<readonly PersonToFold[]> {
  for (const portion of portions.places) yield readPortion(connection, portion);
}

async function loadAllFacts(connection: DuckDBConnection, folder: string, hands: number, signal?: AbortSignal) {
  const files = await readdir(folder);
  for (const table of ALL_FACT_TABLE_NAMES) {
    signal?.throwIfAborted();
    if (!files.some((file) => file.startsWith(`${table}.`))) continue;
    await loadFacts(connection, folder, table);
    await removeFiles(folder, [table], hands);
  }
}

async function removeFiles(folder: string, tables: readonly string[], hands: number): Promise<void> {
  for (const table of tables) {
    for (let hand = 0; hand < hands; hand++) await rm(join(folder, fileOf(table, hand)), { force: true });
  }
}

/** Hands out work as long as there is any, a piece to each hand at one time; the first failure ends it. */
async function share<T>(
  hands: readonly Hand[],
  work: Generator<T> | AsyncGenerator<T>,
  signal: AbortSignal | undefined,
  act: (hand: Hand, piece: T) => Promise<void>,
): Promise<void> {
  let failed = false;
  const outcomes = await Promise.allSettled(
    hands.map(async (hand) => {
      try {
        while (!failed) {
          signal?.throwIfAborted();
          const next = await work.next();
          if (next.done) return;
          await act(hand, next.value);
        }
      } catch (error) {
        failed = true;
        throw error;
      }
    }),
  );
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
}
