/** The facts as of one earlier order: views that read what has not changed since from the tables, and the rest from layers. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { EVENT_FACT_NAMES, FACT_TABLE_NAMES } from '#libs/fact-schema';
import { query, quoted } from '../duckdb/sql.js';
import { Serial } from './serial.js';
import { SnapshotLayer, type LayerSource } from './snapshot-layer.js';
import { CONFIGURED_TABLES } from './tables.js';

/** Names of event tables as they stand in SQL. */
const EVENT_TABLES_IN_SQL = EVENT_FACT_NAMES.map((name) => quoted(name));

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
    private readonly facts: SnapshotLayer,
    private readonly events: SnapshotLayer,
  ) {}

  /** Attaches a snapshot in which nobody has changed yet. */
  static async attach(source: LayerSource, catalog: string): Promise<Snapshot> {
    const { connection } = source;
    const facts = await SnapshotLayer.attach(source, `${catalog}_facts`, FACT_TABLE_NAMES);
    const events = await SnapshotLayer.attach(source, `${catalog}_events`, EVENT_FACT_NAMES);
    const [row] = await query<{ name: string }>(connection, 'SELECT current_database() AS "name"');
    const main = `${quoted(row!.name)}.main`;
    const view = (name: string, select: string): string => `CREATE VIEW ${catalog}.main.${quoted(name)} AS ${select}`;
    await connection.run(
      [
        `ATTACH ':memory:' AS ${catalog}`,
        ...[facts, events].flatMap((layer) => layer.tables.map((name) => view(name, layer.select(main, name)))),
        ...Object.keys(CONFIGURED_TABLES).map((name) => view(name, `FROM ${main}.${quoted(name)}`)),
      ].join(';'),
    );
    return new Snapshot(connection, catalog, facts, events);
  }

  /** Brings the facts up to everybody who changed until an order. */
  cover(order: bigint): Promise<void> {
    return this.growing.run(() => this.facts.cover(order));
  }

  /** Brings the event tables up to everybody who changed until an order, if a statement reads any of them: few do. */
  async coverFor(sql: string, order: bigint): Promise<void> {
    if (!EVENT_TABLES_IN_SQL.some((name) => sql.includes(name))) return;
    await this.growing.run(() => this.events.cover(order));
  }

  /** Gives all of it back. */
  async release(): Promise<void> {
    await this.growing.settled();
    for (const catalog of [this.catalog, this.facts.catalog, this.events.catalog]) {
      await this.connection.run(`DETACH DATABASE IF EXISTS ${catalog}`);
    }
    this.connection.disconnectSync();
  }
}
