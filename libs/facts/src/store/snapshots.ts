/** Facts as they were at earlier positions, in databases in memory that are attached while they are of use. */
import type { DuckDBInstance } from '@duckdb/node-api';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { Serial } from './serial.js';
import { Snapshot } from './snapshot.js';

interface Kept {
  readonly snapshot: Promise<Snapshot>;
  users: number;
}

/** Builds snapshots one at a time, keeps the last few used, and drops those that nobody uses. */
export class Snapshots {
  /** Least recently asked for first. */
  private readonly byOrder = new Map<bigint, Kept>();
  /** No longer handed out; each is dropped when its last user is done. */
  private readonly retired = new Set<Kept>();
  private readonly building = new Serial();
  private built = 0;

  /** @param kept how many to keep when nobody uses them. */
  constructor(
    private readonly instance: DuckDBInstance,
    private readonly instruments: InstrumentRegistry,
    private readonly kept: number,
  ) {}

  /**
   * Runs a function with the facts as of an order, which stay attached until the function is done.
   * @param until the checkpoint: of one that is asked for the first time, what must be folded of care up to there is made before anybody waits for it in a transaction
   */
  async use<T>(order: bigint, until: bigint, fn: (snapshot: Snapshot) => Promise<T>): Promise<T> {
    const kept = this.byOrder.get(order) ?? this.start(order, until);
    kept.users++;
    this.byOrder.delete(order);
    this.byOrder.set(order, kept);
    try {
      return await fn(await kept.snapshot);
    } catch (error) {
      await kept.snapshot.catch(() => this.forget(order, kept));
      throw error;
    } finally {
      kept.users--;
      this.dropUnused();
    }
  }

  /** Hands out none of the present snapshots any more: what they were built with has changed. */
  retireAll(): void {
    for (const kept of this.byOrder.values()) this.retired.add(kept);
    this.byOrder.clear();
    this.dropUnused();
  }

  /** Resolves when nothing is being built or dropped. */
  async settled(): Promise<void> {
    await this.building.settled();
  }

  private start(order: bigint, until: bigint): Kept {
    const catalog = `snapshot_${++this.built}`;
    const snapshot = this.building.run(async () => {
      const connection = await this.instance.connect();
      const made = new Snapshot({ connection, order, instruments: this.instruments }, catalog);
      try {
        await made.cover(until);
      } catch (error) {
        await made.release();
        throw error;
      }
      return made;
    });
    return { snapshot, users: 0 };
  }

  /** One that could not be built is built anew for who asks next. */
  private forget(order: bigint, kept: Kept): void {
    if (this.byOrder.get(order) === kept) this.byOrder.delete(order);
  }

  private dropUnused(): void {
    const surplus = [...this.byOrder].filter(([, { users }]) => users === 0);
    for (const [order, kept] of surplus.slice(0, Math.max(0, this.byOrder.size - this.kept))) {
      this.byOrder.delete(order);
      this.retired.add(kept);
    }
    for (const kept of this.retired) {
      if (kept.users > 0) continue;
      this.retired.delete(kept);
      // Nobody waits for this; a database that stays attached costs memory and nothing else.
      this.building.run(async () => (await kept.snapshot).release()).catch(() => undefined);
    }
  }
}
