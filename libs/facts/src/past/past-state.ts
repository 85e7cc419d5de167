/** Of whom the rows of one table of care were others at an earlier order, and which of those that were kept hold for it. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { FACT_TABLES, required, type FactTable } from '#libs/fact-schema';
import { createTableSql, inTransaction, quoted } from '../duckdb/sql.js';
import type { CareTableName } from '../fold/fold-person.js';
import { checkpointOrder } from '../store/checkpoint.js';
import { pastNameOf } from './past-tables.js';

const FIRST: FactTable = {
  about: 'Whose rows changed after the order',
  columns: {
    person: required('VARCHAR', 'Pseudonym'),
    until: required('BIGINT', 'Of the kept rows those hold that did until this order'),
  },
};

/** A database in memory with those persons; the rows are read where they are kept. */
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
    const creation = createTableSql(`${catalog}.main`, 'first', FIRST);
    // In a transaction, so that one that could not be made whole is not attached.
    await inTransaction(connection, () => connection.run(`ATTACH ':memory:' AS ${catalog}; ${creation}`));
    return new PastState(connection, order, catalog, table);
  }

  /**
   * A query for the rows as of the order, of everybody but who is folded.
   * @param schema where the tables are, as safe text
   * @param checkpoint up to which the reader sees events: whose rows changed later has the newest that it sees
   * @param unless what rows `r` must not be joined with, such as `ANTI JOIN x ON x."client" = r."person"`
   */
  select(schema: string, checkpoint: bigint, unless: string): string {
    const columns = Object.keys(FACT_TABLES[this.table].columns).map((name) => `r.${quoted(name)}`);
    const first = `(FROM ${this.catalog}.main."first" WHERE "until" <= ${checkpoint}) AS f`;
    return `SELECT r.* FROM ${schema}.${quoted(this.table)} AS r ANTI JOIN ${first} ON f."person" = r."person" ${unless}
      UNION ALL
      SELECT ${columns.join(', ')} FROM ${schema}.${quoted(pastNameOf(this.table))} AS r
        SEMI JOIN ${first} ON f."person" = r."person" AND f."until" = r."until" ${unless}
        WHERE r."until" > ${this.order} AND NOT r."none"`;
  }

  /** Adds whoever's rows changed up to an order, which is at or before the checkpoint. Not to be called twice at one time. @returns the order up to which it has */
  async cover(order: bigint): Promise<bigint> {
    if (this.covered >= order) return this.covered;
    const { connection } = this;
    this.covered = await inTransaction(connection, async () => {
      const checkpoint = await checkpointOrder(connection);
      const known = `${this.catalog}.main."first"`;
      await connection.run(
        `INSERT INTO ${known}
           SELECT "person", min("until") FROM main.${quoted(pastNameOf(this.table))} AS p
             ${this.covered === this.order ? '' : `ANTI JOIN ${known} AS known ON known."person" = p."person"`}
             WHERE "until" > ${this.covered} GROUP BY "person"`,
      );
      return checkpoint;
    });
    return this.covered;
  }
}
