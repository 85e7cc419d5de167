/** The facts as of one earlier order: views that read what has not changed since from the tables, and the rest from layers. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { EVENT_FACT_NAMES, FACT_TABLE_NAMES } from '#libs/fact-schema';
import { query, quoted } from '../duckdb/sql.js';
import { BESIDE_CARE, CARE_TABLES, foldCare, foldPerson } from '../fold/fold-person.js';
import { Serial } from './serial.js';
import { SnapshotLayer, type LayerKind, type LayerSource } from './snapshot-layer.js';
import { CONFIGURED_TABLES } from './tables.js';

/** The care that somebody got is what nearly every figure reads; whatever else is known and every event by itself only some do. */
const CARE: LayerKind = { name: 'care', tables: CARE_TABLES, without: BESIDE_CARE, fold: foldCare };
const BESIDE: readonly LayerKind[] = [
  {
    name: 'facts',
    tables: FACT_TABLE_NAMES.filter((name) => !(CARE_TABLES as readonly string[]).includes(name)),
    without: [],
    fold: foldPerson,
  },
  { name: 'events', tables: EVENT_FACT_NAMES, without: [], fold: foldPerson },
];

/**
 * A database in memory with a view for every table.
 *
 * Reading it takes two steps, so that all that is read belongs together while events come in: a transaction is begun and
 * has seen its checkpoint, and only then is the snapshot brought up to that and read for the first time. Who changed
 * later still stands in the tables as before for that transaction, and in the layers as of the order: which is the same.
 */
export class Snapshot {
  private readonly growing = new Serial();

  private constructor(
    private readonly connection: DuckDBConnection,
    readonly catalog: string,
    private readonly care: SnapshotLayer,
    private readonly beside: readonly SnapshotLayer[],
  ) {}

  /** Attaches a snapshot in which nobody has changed yet. */
  static async attach(source: LayerSource, catalog: string): Promise<Snapshot> {
    const { connection } = source;
    const attach = (kind: LayerKind): Promise<SnapshotLayer> =>
      SnapshotLayer.attach(source, `${catalog}_${kind.name}`, kind);
    const care = await attach(CARE);
    const beside: SnapshotLayer[] = [];
    for (const kind of BESIDE) beside.push(await attach(kind));
    const [row] = await query<{ name: string }>(connection, 'SELECT current_database() AS "name"');
    const main = `${quoted(row!.name)}.main`;
    const view = (name: string, select: string): string => `CREATE VIEW ${catalog}.main.${quoted(name)} AS ${select}`;
    await connection.run(
      [
        `ATTACH ':memory:' AS ${catalog}`,
        ...[care, ...beside].flatMap((layer) => layer.tables.map((name) => view(name, layer.select(main, name)))),
        ...Object.keys(CONFIGURED_TABLES).map((name) => view(name, `FROM ${main}.${quoted(name)}`)),
      ].join(';'),
    );
    return new Snapshot(connection, catalog, care, beside);
  }

  /** Brings the tables of care up to everybody who changed until an order. */
  cover(order: bigint): Promise<void> {
    return this.growing.run(() => this.care.cover(order));
  }

  /** Brings the other tables that a statement reads up to everybody who changed until an order. */
  async coverFor(sql: string, order: bigint): Promise<void> {
    for (const layer of this.beside) {
      if (layer.tables.some((name) => sql.includes(quoted(name)))) await this.growing.run(() => layer.cover(order));
    }
  }

  /** Gives all of it back. */
  async release(): Promise<void> {
    await this.growing.settled();
    for (const { catalog } of [this, this.care, ...this.beside]) {
      await this.connection.run(`DETACH DATABASE IF EXISTS ${catalog}`);
    }
    this.connection.disconnectSync();
  }
}
