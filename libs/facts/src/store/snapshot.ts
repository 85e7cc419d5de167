/** The facts as of one earlier order: what has not changed since is read from the tables, and the rest from what was kept or is folded. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ALL_FACT_TABLES, EVENT_FACT_NAMES, FACT_TABLE_NAMES, type AnyFactTableName } from '#libs/fact-schema';
import { query, quoted } from '../duckdb/sql.js';
import { BESIDE_CARE, CARE_TABLES, foldCare, foldFacts, foldPerson, type CareTableName } from '../fold/fold-person.js';
import { BesideState } from '../past/beside-state.js';
import { isBeside, type BesideTableName } from '../past/beside-tables.js';
import { PastState } from '../past/past-state.js';
import { Serial } from './serial.js';
import { SnapshotLayer, type LayerKind, type LayerSource } from './snapshot-layer.js';
import { VIEW_TABLES } from './tables.js';
import { TakenLayer } from './taken-layer.js';

/** The care that somebody got is what nearly every figure reads; whatever else is known and every event by itself only some do. */
const CARE: LayerKind = {
  name: 'care',
  tables: CARE_TABLES,
  without: BESIDE_CARE,
  unkept: ['unkept'],
  fold: foldCare,
};
/** What stands beside care. */
const BESIDE: LayerKind = {
  name: 'facts',
  tables: FACT_TABLE_NAMES.filter(isBeside),
  without: [],
  unkept: ['unkept', 'apart'],
  fold: foldFacts,
};
const EVENTS: LayerKind = { name: 'events', tables: EVENT_FACT_NAMES, without: [], unkept: null, fold: foldPerson };

/**
 * Databases in memory with rows as of the order. What is folded of care is made by `cover`, before any statement; each other
 * when a statement first reads one of its tables.
 *
 * Reading takes two steps, so that all that is read belongs together while events come in: a transaction is begun and has
 * seen its checkpoint, and only then is a database brought up to that and read for the first time. Who changed later still
 * stands in the tables as before for that transaction, and in the databases as of the order: which is the same.
 */
export class Snapshot {
  private readonly growing = new Serial();
  private readonly care: SnapshotLayer;
  private readonly beside: SnapshotLayer;
  private readonly events: SnapshotLayer;
  private readonly taken = new Map<BesideTableName, TakenLayer>();
  private readonly past = new Map<CareTableName, PastState>();
  private readonly told = new Map<BesideTableName, BesideState>();

  /** @param catalog what names of databases begin with */
  constructor(
    private readonly source: LayerSource,
    private readonly catalog: string,
  ) {
    this.care = this.layer(CARE);
    this.beside = this.layer(BESIDE);
    this.events = this.layer(EVENTS);
  }

  /** Brings what is folded of care up to everybody who changed until an order. */
  cover(order: bigint): Promise<void> {
    return this.growing.run(() => this.care.cover(order));
  }

  /**
   * Gets ready what statements read, for a reader in a transaction that has seen its checkpoint.
   * @returns to be called with each statement before it is run; the tables are then in the schema `READ_SCHEMA` of the reader's connection, as long as its transaction
   */
  readBy(reader: DuckDBConnection, checkpoint: bigint): (sql: string) => Promise<void> {
    const ready = new Set<string>();
    return async (sql) => {
      for (const table of Object.keys(VIEW_TABLES)) {
        if (ready.has(table) || !sql.includes(`${READ_SCHEMA}.${quoted(table)}`)) continue;
        const select = await this.growing.run(() => this.select(table, checkpoint));
        await reader.run(`CREATE TEMP VIEW ${quoted(table)} AS ${select}`);
        ready.add(table);
      }
    };
  }

  /** Gives all of it back. */
  async release(): Promise<void> {
    await this.growing.settled();
    const layers = [this.care, this.beside, this.events, ...this.taken.values()];
    for (const { catalog } of [...layers, ...this.past.values(), ...this.told.values()]) {
      await this.source.connection.run(`DETACH DATABASE IF EXISTS ${catalog}`);
    }
    this.source.connection.disconnectSync();
  }

  private layer(kind: LayerKind): SnapshotLayer {
    return new SnapshotLayer(this.source, `${this.catalog}_${kind.name}`, kind);
  }

  private async select(table: string, checkpoint: bigint): Promise<string> {
    const [row] = await query<{ name: string }>(this.source.connection, 'SELECT current_database() AS "name"');
    const schema = `${quoted(row!.name)}.main`;
    const newest = `SELECT r.* FROM ${schema}.${quoted(table)} AS r`;
    if (!isFact(table)) return newest;
    if (isBeside(table)) {
      const [state, layer] = [await this.besideOf(table), this.takenOf(table)];
      // Whoever is not kept any more when that is told has to be folded, whatever was so at the checkpoint.
      await layer.cover(await state.cover(checkpoint));
      return [state.select(schema, layer.unless('r')), ...layer.selects()].join(' UNION ALL ');
    }
    if (!isCare(table)) {
      await this.events.cover(checkpoint);
      return [`${newest} ${this.events.unless('r')}`, ...this.events.selects(table)].join(' UNION ALL ');
    }
    const past = await this.pastOf(table);
    // As of what stands beside care.
    await this.care.cover(await past.cover(checkpoint));
    return [past.select(schema, checkpoint, this.care.unless('r')), ...this.care.selects(table)].join(' UNION ALL ');
  }

  private takenOf(table: BesideTableName): TakenLayer {
    const { connection } = this.source;
    const known = this.taken.get(table);
    if (known) return known;
    const taken = new TakenLayer(connection, `${this.catalog}_facts_${table}`, this.beside, table);
    this.taken.set(table, taken);
    return taken;
  }

  private async pastOf(table: CareTableName): Promise<PastState> {
    const { connection, order } = this.source;
    const known = this.past.get(table);
    if (known) return known;
    const past = await PastState.attach(connection, order, `${this.catalog}_${table}`, table);
    this.past.set(table, past);
    return past;
  }

  private async besideOf(table: BesideTableName): Promise<BesideState> {
    const { connection, order } = this.source;
    const known = this.told.get(table);
    if (known) return known;
    const state = await BesideState.attach(connection, order, `${this.catalog}_${table}`, table);
    this.told.set(table, state);
    return state;
  }
}

/** Where a reader finds the tables of a snapshot, as safe text for SQL. */
export const READ_SCHEMA = 'temp.main';

function isFact(name: string): name is AnyFactTableName {
  return name in ALL_FACT_TABLES;
}

function isCare(name: string): name is CareTableName {
  return (CARE_TABLES as readonly string[]).includes(name);
}
