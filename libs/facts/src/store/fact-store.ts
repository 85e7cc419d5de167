/** The fact tables in DuckDB: fed with events in order, read at the head or as of any earlier position. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { rm } from 'node:fs/promises';
import { BEGINNING, isPosition, positionOrder, type Head, type Position, type StoredEvent } from '#libs/event-store';
import { plainCodec, type Codec } from '#libs/codec';
import type { PopulationRow, RegionRow } from '#libs/fact-schema';
import { appendRows, inTransaction, query, quoted } from '../duckdb/sql.js';
import { instrumentRegistry, type InstrumentDefinition, type InstrumentRegistry } from '../fold/instruments.js';
import { fillFile, type FillRequest } from '../fill/fill.js';
import { folderOf } from '../fill/files.js';
import { applyEvents } from './apply.js';
import { checkpointOrder, readCheckpoint, readErased, readNewest, seenAt } from './checkpoint.js';
import { Gate } from './gate.js';
import { erasureIn } from './incoming.js';
import { copyAnew, copyConfigured, mustBeRewritten, replaceFile } from './rewrite-file.js';
import { openDatabase, type Database } from './open-database.js';
import { Readers } from './readers.js';
import { Serial } from './serial.js';
import { READ_SCHEMA } from './snapshot.js';
import { Snapshots } from './snapshots.js';
import { CONFIGURED_TABLES } from './tables.js';
import { factsVersion } from './version.js';
import { withOpenView, type FactView, type Seen } from './view.js';

/** The path of facts that are gone when they are closed. */
const IN_MEMORY = ':memory:';

export interface FactStoreOptions {
  /** Reads stored events; default: one that can read plain events only. */
  readonly codec?: Codec;
  /** Instruments whose assessments may come as item scores; without one such scores give no scale. */
  readonly instruments?: readonly InstrumentDefinition[];
  /** How many views can be read at one time; default 4. */
  readonly readers?: number;
  /** How many snapshots of earlier positions to keep in memory; default 4. */
  readonly snapshots?: number;
  /** DuckDB settings, such as `{ memory_limit: '2GB', threads: '2' }`. */
  readonly duckdb?: Readonly<Record<string, string>>;
}

/** Facts that can be thrown away and rebuilt from the events at any time. */
export interface FactStore {
  /** Version of the tables, the fold and the configured instruments: facts of one version come out the same. */
  readonly version: string;
  /** Whether they are gone when they are closed. */
  readonly inMemory: boolean;
  /** Version of the file that was deleted because another version of the program built it; null when none was. */
  readonly replacedVersion: string | null;
  /**
   * Takes in events in order; those at or before the checkpoint are skipped. All or nothing: rows and checkpoint
   * commit together, and an error leaves both as they were.
   * @throws RangeError when positions do not grow; DamagedEventError when an event cannot be read.
   */
  apply(events: readonly StoredEvent[]): Promise<void>;
  /**
   * Makes the facts anew from the whole ledger up to a position, which is much faster than applying every event. What is
   * there can be read meanwhile and is replaced at once at the end; nothing may be applied meanwhile.
   * @throws RangeError for facts in memory; DamagedEventError when an event cannot be read; the reason of the signal
   */
  fill(request: FillRequest): Promise<void>;
  /** The checkpoint: the last event applied, care event or not. Null before the first. */
  head(): Promise<Head | null>;
  /**
   * The last position that the facts have seen at or before an instant; `BEGINNING` when that was before all events.
   * @throws RangeError when it is no RFC 3339 instant.
   */
  positionAt(instant: Date | string): Promise<Position>;
  /**
   * Runs a function with the facts as of a position (none = the newest). The view names the position of the last care
   * event up to there.
   * @throws RangeError when `asOf` is no position.
   */
  withView<T>(asOf: Position | undefined, fn: (view: FactView) => Promise<T>): Promise<T>;
  /** Replaces the regions of municipalities. */
  setRegions(rows: readonly RegionRow[]): Promise<void>;
  /** Replaces the numbers of inhabitants. */
  setPopulation(rows: readonly PopulationRow[]): Promise<void>;
  /** Waits for what is being written, then releases everything. */
  close(): Promise<void>;
}

/**
 * Opens or creates a fact store.
 * @param path a file, or `:memory:`.
 * @throws FactsUnavailableError when the file is in use, unreadable, or no facts file.
 */
export async function openFactStore(path: string, options: FactStoreOptions = {}): Promise<FactStore> {
  const instruments = instrumentRegistry(options.instruments ?? []);
  const open = () => openConnections(path, instruments, options);
  const store = new DuckDBFactStore(path, instruments, options, open, await open());
  await store.tidy();
  return store;
}

/** Everything that is open on the database. */
interface Connections {
  readonly database: Database;
  readonly readers: Readers;
  readonly snapshots: Snapshots;
}

/** A state before the newest one, and how far the tables have come. */
interface Earlier {
  readonly known: Seen & { readonly erased: number };
  readonly checkpoint: bigint;
}

async function openConnections(
  path: string,
  instruments: InstrumentRegistry,
  options: FactStoreOptions,
): Promise<Connections> {
  const database = await openDatabase(path, factsVersion(instruments), options.duckdb ?? {});
  const readers = await Readers.open(database.instance, options.readers ?? 4);
  return { database, readers, snapshots: new Snapshots(database.instance, instruments, options.snapshots ?? 4) };
}

class DuckDBFactStore implements FactStore {
  readonly version: string;
  readonly replacedVersion: string | null;
  readonly inMemory: boolean;
  private readonly codec: Codec;
  private readonly writing = new Serial();
  private readonly gate = new Gate();
  /** Whether a file is open in which an erased person is still to be read. */
  private stale = false;

  constructor(
    private readonly path: string,
    private readonly instruments: InstrumentRegistry,
    private readonly options: FactStoreOptions,
    private readonly open: () => Promise<Connections>,
    private opened: Connections,
  ) {
    this.codec = options.codec ?? plainCodec();
    this.inMemory = path === IN_MEMORY;
    this.version = factsVersion(instruments);
    this.replacedVersion = opened.database.replaced;
  }

  apply(events: readonly StoredEvent[]): Promise<void> {
    return this.writing.run(async () => {
      // Could not be done when it was due, as on a full disk.
      if (this.stale) await this.gate.alone(() => this.renew());
      const { writer } = this.opened.database;
      const checkpoint = await readCheckpoint(writer);
      const fresh = after(positionOrder(checkpoint.position), events);
      if (fresh.length === 0) return;
      const apply = () => applyEvents(writer, this.codec, fresh, this.instruments);
      if (fresh.every((one) => erasureIn(one).length === 0)) await apply();
      // Nobody reads meanwhile: of somebody who is erased between two tables of one answer, one would show what the other does not.
      else await this.gate.alone(() => apply().then(() => this.renew()));
    });
  }

  async fill(request: FillRequest): Promise<void> {
    if (this.inMemory) throw new RangeError('facts in memory are not filled: apply the events');
    const { path, version } = this;
    const target = { path, version, instruments: this.instruments, duckdb: this.options.duckdb ?? {} };
    try {
      const filled = await fillFile(target, request);
      await this.writing.run(() =>
        this.gate.alone(async () => {
          this.opened.snapshots.retireAll();
          await copyConfigured(this.opened.database.writer, filled);
          await this.replaceBy(filled);
        }),
      );
    } finally {
      await rm(folderOf(path), { recursive: true, force: true });
    }
    await this.tidy();
  }

  /** Finishes what an end in the middle of an erasure or of a fill left undone. */
  tidy(): Promise<void> {
    return this.writing.run(async () => {
      if (!this.inMemory) await rm(folderOf(this.path), { recursive: true, force: true });
      if (await mustBeRewritten(this.opened.database.writer)) await this.gate.alone(() => this.renew());
    });
  }

  head(): Promise<Head | null> {
    return this.reading(async (connection) => {
      const { position, recordedAt } = await readCheckpoint(connection);
      return recordedAt === null ? null : { position, recordedAt };
    });
  }

  async positionAt(instant: Date | string): Promise<Position> {
    const text = new Date(instant).toISOString();
    return this.reading(async (connection) => {
      const [row] = await query<{ position: string | null }>(
        connection,
        `SELECT arg_max("position", "order") AS "position" FROM "event" WHERE "recordedAt" <= $1`,
        [text],
      );
      return row?.position ?? BEGINNING;
    });
  }

  async withView<T>(asOf: Position | undefined, fn: (view: FactView) => Promise<T>): Promise<T> {
    if (asOf !== undefined && !isPosition(asOf)) throw new RangeError('asOf is no position');
    return this.gate.enter(() => this.view(asOf, fn));
  }

  setRegions(rows: readonly RegionRow[]): Promise<void> {
    return this.configure('region', rows);
  }

  setPopulation(rows: readonly PopulationRow[]): Promise<void> {
    return this.configure('population', rows);
  }

  private async configure(name: keyof typeof CONFIGURED_TABLES, rows: readonly object[]): Promise<void> {
    await this.writing.run(() => {
      const { writer } = this.opened.database;
      return inTransaction(writer, async () => {
        await writer.run(`DELETE FROM ${quoted(name)}`);
        await appendRows(writer, null, name, CONFIGURED_TABLES[name], rows);
      });
    });
  }

  async close(): Promise<void> {
    await this.writing.settled();
    await this.release();
  }

  private reading<T>(fn: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.gate.enter(() => this.opened.readers.use(fn));
  }

  private async view<T>(asOf: Position | undefined, fn: (view: FactView) => Promise<T>): Promise<T> {
    const { readers, snapshots } = this.opened;
    const looked = await readers.use<Earlier | { readonly result: T }>(async (connection) => {
      const seen = asOf === undefined ? await readNewest(connection) : await seenAt(connection, asOf);
      const known = { ...seen, erased: await readErased(connection) };
      if ('later' in seen && seen.later) return { known, checkpoint: await checkpointOrder(connection) };
      return { result: await withOpenView({ connection, schema: 'main', seen: known }, fn) };
    });
    if ('result' in looked) return looked.result;
    const { known, checkpoint } = looked;
    return snapshots.use(positionOrder(known.position), checkpoint, (snapshot) =>
      readers.use(async (connection) => {
        const reached = await checkpointOrder(connection);
        const prepare = snapshot.readBy(connection, reached);
        return withOpenView({ connection, schema: READ_SCHEMA, seen: known, prepare }, fn);
      }),
    );
  }

  /** After an erasure: new snapshots, and a new file, as deleted rows stay in the old one. Nobody may be reading. */
  private async renew(): Promise<void> {
    this.opened.snapshots.retireAll();
    if (this.inMemory) return;
    this.stale = true;
    await copyAnew(this.opened.database.writer, this.path);
    await this.replaceBy();
  }

  private async replaceBy(anew?: string): Promise<void> {
    await this.release();
    await replaceFile(this.path, anew);
    this.stale = false;
    this.opened = await this.open();
  }

  private async release(): Promise<void> {
    const { database, readers, snapshots } = this.opened;
    await readers.close();
    await snapshots.settled();
    database.writer.disconnectSync();
    database.instance.closeSync();
  }
}

/** The events after an order, which must grow. */
function after(checkpoint: bigint, events: readonly StoredEvent[]): readonly StoredEvent[] {
  const first = events.findIndex(({ position }) => positionOrder(position) > checkpoint);
  const fresh = first < 0 ? [] : events.slice(first);
  let last = checkpoint;
  for (const { position } of fresh) {
    const order = positionOrder(position);
    if (order <= last) throw new RangeError('events to apply must be ordered by position');
    last = order;
  }
  return fresh;
}
