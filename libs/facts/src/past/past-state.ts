/** The rows of one table of care as of an earlier order, of everybody whose rows were kept and changed since. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { FACT_TABLES } from '#libs/fact-schema';
import { createTableSql, inTransaction, quoted } from '../duckdb/sql.js';
import type { CareTableName } from '../fold/fold-person.js';
import { checkpointOrder } from '../store/checkpoint.js';
import { pastNameOf, PAST_TABLES } from './past-tables.js';

/** A database in memory with those rows, and one that says so of a person who had none. */
export class PastState {
  /** The order up to which everybody whose rows changed is in it. */
  private covered: bigint;

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly order: bigint,
    readonly catalog: string,
    private readonly table: CareTableName,
  ) {
    this.covered = order;
  }

  /** Attaches one that is empty. @param connection used for nothing else at one time */
  static async attach(
    connection: DuckDBConnection,
    order: bigint,
    catalog: string,
    table: CareTableName,
  ): Promise<PastState> {
    const creation = createTableSql(`${catalog}.main`, 'rows', PAST_TABLES[pastNameOf(table)]);
    // In a transaction, so that one that could not be made whole is not attached.
    await inTransaction(connection, () => connection.run(`ATTACH ':memory:' AS ${catalog}; ${creation}`));
    return new PastState(connection, order, catalog, table);
  }

  /** The persons whose rows in the table are not those as of the order, as a source in SQL with the column `person`. */
  get persons(): string {
    return `${this.catalog}.main."rows"`;
  }

  /** A query for their rows. @param unless what rows must not be joined with, such as `ANTI JOIN x ON x."client" = r."person"` */
  select(unless: string): string {
    const columns = Object.keys(FACT_TABLES[this.table].columns).map((name) => `r.${quoted(name)}`);
    return `SELECT ${columns.join(', ')} FROM ${this.persons} AS r ${unless} WHERE NOT r."none"`;
  }

  /** Adds whoever's rows changed up to an order, which is at or before the checkpoint. Not to be called twice at one time. @returns the order up to which it has */
  async cover(order: bigint): Promise<bigint> {
    if (this.covered >= order) return this.covered;
    const { connection } = this;
    this.covered = await inTransaction(connection, async () => {
      const checkpoint = await checkpointOrder(connection);
      const past = `main.${quoted(pastNameOf(this.table))}`;
      await connection.run(
        `INSERT INTO ${this.persons}
           WITH first AS (SELECT "person", min("until") AS "until" FROM ${past} WHERE "until" > ${this.covered} GROUP BY "person")
           SELECT p.* FROM ${past} AS p SEMI JOIN first AS f ON f."person" = p."person" AND f."until" = p."until"
             ${this.covered === this.order ? '' : `ANTI JOIN ${this.persons} AS known ON known."person" = p."person"`}`,
      );
      return checkpoint;
    });
    return this.covered;
  }
}
