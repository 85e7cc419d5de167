/** Facts as they were at earlier positions, in databases in memory that are attached while they are of use. */
import type { DuckDBConnection } from '@duckdb/node-api';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { buildSnapshot } from './build-snapshot.js';
import { Serial } from './serial.js';

interface Snapshot {
  readonly catalog: string;
  readonly ready: Promise<void>;
  users: number;
}

/** Builds snapshots one at a time, keeps the last few used, and drops those that nobody uses. */
export class Snapshots {
  /** Least recently asked for first. */
  private readonly byOrder = new Map<bigint, Snapshot>();
  /** No longer handed out; each is dropped when its last user is done. */
  private readonly retired = new Set<Snapshot>();
  private readonly building = new Serial();
  private built = 0;

  /** @param builder a connection for nothing else. @param kept how many to keep when nobody uses them. */
  constructor(
    private readonly builder: DuckDBConnection,
    private readonly instruments: InstrumentRegistry,
    private readonly kept: number,
  ) {}

  /** Runs a function with the catalog of the facts as of an order, which stays attached until the function is done. */
  async use<T>(order: bigint, fn: (catalog: string) => Promise<T>): Promise<T> {
    const snapshot = this.byOrder.get(order) ?? this.start(order);
    snapshot.users++;
    this.byOrder.delete(order);
    this.byOrder.set(order, snapshot);
    try {
      await snapshot.ready;
      return await fn(snapshot.catalog);
    } catch (error) {
      await snapshot.ready.catch(() => this.forget(order, snapshot));
      throw error;
    } finally {
      snapshot.users--;
      this.dropUnused();
    }
  }

  /** Hands out none of the present snapshots any more: what they were built with has changed. */
  retireAll(): void {
    for (const snapshot of this.byOrder.values()) this.retired.add(snapshot);
    this.byOrder.clear();
    this.dropUnused();
  }

  /** Resolves when nothing is being built or dropped. */
  async settled(): Promise<void> {
    await this.building.settled();
  }

  private start(order: bigint): Snapshot {
    const catalog = `snapshot_${++this.built}`;
    const ready = this.building.run(() => buildSnapshot(this.builder, catalog, order, this.instruments));
    return { catalog, ready, users: 0 };
  }

  /** One that could not be built is built anew for who asks next. */
  private forget(order: bigint, snapshot: Snapshot): void {
    if (this.byOrder.get(order) === snapshot) this.byOrder.delete(order);
  }

  private dropUnused(): void {
    const surplus = [...this.byOrder].filter(([, { users }]) => users === 0);
    for (const [order, snapshot] of surplus.slice(0, Math.max(0, this.byOrder.size - this.kept))) {
      this.byOrder.delete(order);
      this.retired.add(snapshot);
    }
    for (const snapshot of this.retired) {
      if (snapshot.users > 0) continue;
      this.retired.delete(snapshot);
      // Nobody waits for this; a database that stays attached costs memory and nothing else.
      this.building.run(() => this.builder.run(`DETACH DATABASE IF EXISTS ${snapshot.catalog}`)).catch(() => undefined);
    }
  }
}
