/** The rows of one table out of a layer, in a database of their own. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ALL_FACT_TABLES, type AnyFactTableName } from '#libs/fact-schema';
import { createTableSql, inTransaction, quoted } from '../duckdb/sql.js';
import { CHANGED, withoutChanged, type SnapshotLayer } from './snapshot-layer.js';

/**
 * Persons are folded once for all tables of the layer, but who reads sees a database as it was when its transaction first did: one that
 * grew since, as another table was read, would lack whoever came into it. So each table is brought up to date by itself when it is first read.
 */
export class TakenLayer {
  /** The order up to which the layer was when rows were taken last; null: none were. */
  private taken: bigint | null = null;

  /** @param connection that of the layer */
  constructor(
    private readonly connection: DuckDBConnection,
    readonly catalog: string,
    private readonly layer: SnapshotLayer,
    private readonly table: AnyFactTableName,
  ) {}

  /** As of the layer. */
  unless(row: string): string {
    return this.taken === null ? '' : withoutChanged(this.catalog, row);
  }

  /** As of the layer. */
  selects(): string[] {
    return this.taken === null ? [] : [`FROM ${this.catalog}.main.${quoted(this.table)}`];
  }

  /** Brings the layer up to an order, and this up to the layer. Not to be called twice at one time. */
  async cover(order: bigint): Promise<void> {
    const { connection, catalog, layer, table } = this;
    await layer.cover(order);
    if (!layer.begun || this.taken === layer.reached) return;
    const from = `${layer.catalog}.main`;
    const creations = [
      `ATTACH ':memory:' AS ${catalog}`,
      createTableSql(`${catalog}.main`, table, ALL_FACT_TABLES[table]),
      createTableSql(`${catalog}.main`, 'changed', CHANGED),
    ];
    await inTransaction(connection, async () => {
      if (this.taken === null) await connection.run(creations.join(';'));
      // A person comes into the layer whole, so its rows are here when its name is.
      await connection.run(
        `INSERT INTO ${catalog}.main.${quoted(table)} SELECT r.* FROM ${from}.${quoted(table)} AS r ${withoutChanged(catalog, 'r')};
         INSERT INTO ${catalog}.main."changed" FROM ${from}."changed" EXCEPT FROM ${catalog}.main."changed"`,
      );
    });
    this.taken = layer.reached;
  }
}
