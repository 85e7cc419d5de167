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
import { OpenFile } from './connections.js';
import { Gate } from './gate.js';
import { erasureIn } from './incoming.js';
import { copyAnew, copyConfigured, mustBeRewritten, replaceFile } from './rewrite-file.js';
import type { Database } from './open-database.js';
import { Serial } from './serial.js';
import { READ_SCHEMA } from './snapshot.js';
import { CONFIGURED_TABLES, NEWEST_SCHEMA } from './tables.js';
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
  /** Waits for what is being written and read, then releases everything. */
  close(): Promise<void>;
}

/**
 * Opens or creates a fact store.
 * @param path a file, or `:memory:`.
 * @throws FactsUnavailableError when the file is in use, unreadable, or no facts file.
 */
export async function openFactStore(path: string, options: FactStoreOptions = {}): Promise<FactStore> {
  const instruments = instrumentRegistry(options.instruments ?? []);
  const file = new OpenFile(path, instruments, options);
  const { database } = await file.connections();
  const store = new DuckDBFactStore(path, instruments, options, file, database.replaced);
  await store.tidy();
  return store;
}

/** A state before the newest one, and how far the tables have come. */
interface Earlier {
  readonly known: Seen & { readonly erased: number };
  readonly checkpoint: bigint;
}

class DuckDBFactStore implements FactStore {
  readonly version: string;
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
    private readonly file: OpenFile,
    readonly replacedVersion: string | null,
  ) {
    this.codec = options.codec ?? plainCodec();
    this.inMemory = path === IN_MEMORY;
    this.version = factsVersion(instruments);
  }

  apply(events: readonly StoredEvent[]): Promise<void> {
    return this.writing.run(async () => {
      // Could not be done when it was due, as on a full disk.
      if (this.stale) await this.renew();
      const { writer } = await this.database();
      const checkpoint = await readCheckpoint(writer);
      const fresh = after(positionOrder(checkpoint.position), events);
      if (fresh.length === 0) return;
      const apply = () => applyEvents(writer, this.codec, fresh, this.instruments);
      if (fresh.every((one) => erasureIn(one).length === 0)) await apply();
      else {
        // Nobody reads meanwhile: of somebody who is erased between two tables of one answer, one would show what the other does not.
        await this.gate.alone(async () => {
          await apply();
          await this.retireSnapshots();
        });
        await this.renew();
      }
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
          await copyConfigured((await this.database()).writer, filled);
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
      if (await mustBeRewritten((await this.database()).writer)) await this.renew();
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
    await this.writing.run(async () => {
      const { writer } = await this.database();
      return inTransaction(writer, async () => {
        await writer.run(`DELETE FROM ${quoted(name)}`);
        await appendRows(writer, null, name, CONFIGURED_TABLES[name], rows);
      });
    });
  }

  close(): Promise<void> {
    // Who reads an earlier position takes a connection twice: once they were gone, it waited for the second for ever.
    return this.writing.run(() => this.gate.alone(() => this.file.close()));
  }

  private reading<T>(fn: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.gate.enter(async () => (await this.file.connections()).readers.use(fn));
  }

  private async view<T>(asOf: Position | undefined, fn: (view: FactView) => Promise<T>): Promise<T> {
    const { readers, snapshots } = await this.file.connections();
    const looked = await readers.use<Earlier | { readonly result: T }>(async (connection) => {
      const seen = asOf === undefined ? await readNewest(connection) : await seenAt(connection, asOf);
      const known = { ...seen, erased: await readErased(connection) };
      if ('later' in seen && seen.later) return { known, checkpoint: await checkpointOrder(connection) };
      return { result: await withOpenView({ connection, schema: NEWEST_SCHEMA, seen: known }, fn) };
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

  private async database(): Promise<Database> {
    return (await this.file.connections()).database;
  }

  private async retireSnapshots(): Promise<void> {
    (await this.file.connections()).snapshots.retireAll();
  }

  /**
   * After an erasure: a new file, as deleted rows stay in the old one. Who reads goes on in that while it is copied, however
   * large it is; only while the new one takes its place nobody may.
   */
  private async renew(): Promise<void> {
    if (this.inMemory) return;
    this.stale = true;
    await copyAnew((await this.database()).writer, this.path);
    await this.gate.alone(() => this.replaceBy());
  }

  /** Puts a new file in the place of the old one. Nobody may be reading. */
  private async replaceBy(anew?: string): Promise<void> {
    await this.retireSnapshots();
    await this.file.release();
    await replaceFile(this.path, anew);
    this.stale = false;
    await this.file.connections();
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
