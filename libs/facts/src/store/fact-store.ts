/** The fact tables in DuckDB: fed with events in order, read at the head or as of any earlier position. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { BEGINNING, isPosition, positionOrder, type Head, type Position, type StoredEvent } from '#libs/event-store';
import { plainCodec, type Codec } from '#libs/codec';
import { REGION_TABLE, type RegionRow } from '#libs/fact-schema';
import { appendRows, inTransaction, query } from '../duckdb/sql.js';
import { instrumentRegistry, type InstrumentDefinition, type InstrumentRegistry } from '../fold/instruments.js';
import { applyEvents } from './apply.js';
import { openDatabase, type Database } from './open-database.js';
import { Readers } from './readers.js';
import { Serial } from './serial.js';
import { Snapshots } from './snapshots.js';
import { factsVersion } from './version.js';
import { readCheckpoint, readNewest, seenAt, withOpenView, type FactView } from './view.js';

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
  /** Version of the file that was deleted because another version of the program built it; null when none was. */
  readonly replacedVersion: string | null;
  /**
   * Takes in events in order; those at or before the checkpoint are skipped. All or nothing: rows and checkpoint
   * commit together, and an error leaves both as they were.
   * @throws RangeError when positions do not grow; DamagedEventError when an event cannot be read.
   */
  apply(events: readonly StoredEvent[]): Promise<void>;
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
  const database = await openDatabase(path, factsVersion(instruments), options.duckdb ?? {});
  const { instance, writer } = database;
  const readers = await Readers.open(instance, options.readers ?? 4);
  const builder = await instance.connect();
  return new DuckDBFactStore(
    database,
    writer,
    readers,
    builder,
    instruments,
    options.snapshots ?? 4,
    options.codec ?? plainCodec(),
  );
}

class DuckDBFactStore implements FactStore {
  readonly version: string;
  readonly replacedVersion: string | null;
  private readonly writing = new Serial();
  private readonly snapshots: Snapshots;

  constructor(
    private readonly database: Database,
    private readonly writer: DuckDBConnection,
    private readonly readers: Readers,
    private readonly builder: DuckDBConnection,
    private readonly instruments: InstrumentRegistry,
    keptSnapshots: number,
    private readonly codec: Codec,
  ) {
    this.version = factsVersion(instruments);
    this.replacedVersion = database.replaced;
    this.snapshots = new Snapshots(builder, instruments, keptSnapshots);
  }

  apply(events: readonly StoredEvent[]): Promise<void> {
    return this.writing.run(async () => {
      const checkpoint = await readCheckpoint(this.writer);
      const fresh = after(positionOrder(checkpoint.position), events);
      if (fresh.length > 0) await applyEvents(this.writer, this.codec, fresh, this.instruments);
    });
  }

  head(): Promise<Head | null> {
    return this.readers.use(async (connection) => {
      const { position, recordedAt } = await readCheckpoint(connection);
      return recordedAt === null ? null : { position, recordedAt };
    });
  }

  async positionAt(instant: Date | string): Promise<Position> {
    const text = new Date(instant).toISOString();
    return this.readers.use(async (connection) => {
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
    const earlier = await this.readers.use(async (connection) => {
      const seen = asOf === undefined ? await readNewest(connection) : await seenAt(connection, asOf);
      if ('later' in seen && seen.later) return seen;
      return { result: await withOpenView(connection, 'main', seen, fn) };
    });
    if ('result' in earlier) return earlier.result;
    return this.snapshots.use(positionOrder(earlier.position), (catalog) =>
      this.readers.use((connection) => withOpenView(connection, `${catalog}.main`, earlier, fn)),
    );
  }

  async setRegions(rows: readonly RegionRow[]): Promise<void> {
    await this.writing.run(() =>
      inTransaction(this.writer, async () => {
        await this.writer.run('DELETE FROM "region"');
        await appendRows(this.writer, null, 'region', REGION_TABLE, rows);
      }),
    );
    this.snapshots.retireAll();
  }

  async close(): Promise<void> {
    await this.writing.settled();
    await this.readers.close();
    await this.snapshots.settled();
    this.builder.disconnectSync();
    this.writer.disconnectSync();
    this.database.instance.closeSync();
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
