/** What is open on the file of a fact store, which is closed while another file takes its place. */
import type { InstrumentRegistry } from '../fold/instruments.js';
import { FactsUnavailableError } from './errors.js';
import { closeDatabase, openDatabase, type Database } from './open-database.js';
import { Readers } from './readers.js';
import { Snapshots } from './snapshots.js';
import { factsVersion } from './version.js';

/** Everything that is open on the database. */
export interface Connections {
  readonly database: Database;
  readonly readers: Readers;
  readonly snapshots: Snapshots;
}

/** What of `FactStoreOptions` concerns the database. */
interface ConnectionOptions {
  readonly readers?: number;
  readonly snapshots?: number;
  readonly duckdb?: Readonly<Record<string, string>>;
}

/** The connections of a store; a file that could not be opened after a renewal is tried again by whoever needs it next. */
export class OpenFile {
  private opening: Promise<Connections> | null = null;
  private closed = false;

  constructor(
    private readonly path: string,
    private readonly instruments: InstrumentRegistry,
    private readonly options: ConnectionOptions,
  ) {}

  /** @throws FactsUnavailableError when the file is in use, unreadable, or no facts file; when the store is closed. */
  connections(): Promise<Connections> {
    if (this.closed) return Promise.reject(new FactsUnavailableError('the facts are closed'));
    this.opening ??= this.open().catch((error: unknown) => {
      this.opening = null;
      throw error;
    });
    return this.opening;
  }

  /** Closes what is open, when everybody is done with it; it is opened again for who needs it next. */
  async release(): Promise<void> {
    const opened = await this.opening?.catch(() => null);
    this.opening = null;
    if (!opened) return;
    await opened.readers.close();
    await opened.snapshots.settled();
    closeDatabase(opened.database);
  }

  /** Closes what is open, for good. */
  close(): Promise<void> {
    this.closed = true;
    return this.release();
  }

  private async open(): Promise<Connections> {
    const { instruments, options } = this;
    const database = await openDatabase(this.path, factsVersion(instruments), options.duckdb ?? {});
    try {
      const readers = await Readers.open(database.instance, options.readers ?? 4);
      return { database, readers, snapshots: new Snapshots(database.instance, instruments, options.snapshots ?? 4) };
    } catch (error) {
      closeDatabase(database);
      throw error;
    }
  }
}
