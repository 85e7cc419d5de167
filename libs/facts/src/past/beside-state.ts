/** What tells the rows of one table beside care as of an earlier order, of everybody of whom they are kept. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { FACT_TABLES, required, type FactTable } from '#libs/fact-schema';
import { createTableSql, inTransaction, quoted } from '../duckdb/sql.js';
import { checkpointOrder } from '../store/checkpoint.js';
import { goneNameOf, type BesideTableName, type SingleTableName } from './beside-tables.js';

/** Of whom rows were put together. */
const TOLD: FactTable = {
  about: 'Persons whose rows are in `rows`',
  columns: { person: required('VARCHAR', 'Pseudonym') },
};

/**
 * What came since mostly comes after all that stood, and nothing of that went: then the rows of then are those of the newest that are so from
 * then or earlier on. Of anybody else they are put together in a database in memory, and stay what they are whatever comes.
 */
export class BesideState {
  /** The order up to which everybody is in it who has to be. */
  private covered: bigint;

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly order: bigint,
    readonly catalog: string,
    private readonly table: BesideTableName,
  ) {
    this.covered = order;
  }

  /** Attaches one that is empty. @param connection used for nothing else at one time */
  static async attach(
    connection: DuckDBConnection,
    order: bigint,
    catalog: string,
    table: BesideTableName,
  ): Promise<BesideState> {
    const tables = { rows: FACT_TABLES[table], told: TOLD };
    const creations = Object.entries(tables).map(([name, one]) => createTableSql(`${catalog}.main`, name, one));
    // In a transaction, so that one that could not be made whole is not attached.
    await inTransaction(connection, () => connection.run([`ATTACH ':memory:' AS ${catalog}`, ...creations].join(';')));
    return new BesideState(connection, order, catalog, table);
  }

  /**
   * A query for the rows of the table, of everybody but who is folded.
   * @param schema where the newest are, as safe text
   * @param unless what rows `r` must not be joined with, such as `ANTI JOIN x ON x."client" = r."person"`
   */
  select(schema: string, unless: string): string {
    const own = `${this.catalog}.main`;
    return `SELECT ${this.columns()} FROM ${schema}.${quoted(this.table)} AS r
        ANTI JOIN ${own}."told" AS t ON t."person" = r."person" ${unless} WHERE r."since" <= ${this.order}
      UNION ALL SELECT r.* FROM ${own}."rows" AS r ${unless}`;
  }

  /** Adds whoever has other rows than the newest up to an order, which is at or before the checkpoint. Not to be called twice at one time. @returns the order up to which it has */
  async cover(order: bigint): Promise<bigint> {
    if (this.covered >= order) return this.covered;
    const { connection, catalog, table } = this;
    this.covered = await inTransaction(connection, async () => {
      const checkpoint = await checkpointOrder(connection);
      const ended = `"since" <= ${this.order} AND "until" > ${this.covered}`;
      const goals = table === 'goal' ? `UNION SELECT "person" FROM main."past_goal" WHERE ${ended}` : '';
      await connection.run(
        `CREATE OR REPLACE TEMP TABLE "fresh" AS
           SELECT "person" FROM main."shifted" WHERE ${ended} ${goals} EXCEPT FROM ${catalog}.main."told"`,
      );
      const [row] = await (await connection.run('SELECT count(*) FROM temp."fresh"')).getRows();
      if (row![0] !== 0n) {
        await connection.run(
          `INSERT INTO ${catalog}.main."told" FROM temp."fresh";
           INSERT INTO ${catalog}.main."rows" ${table === 'goal' ? this.goals() : this.singles(table)}`,
        );
      }
      await connection.run('DROP TABLE temp."fresh"');
      return checkpoint;
    });
    return this.covered;
  }

  private goals(): string {
    return `WITH ${this.records()}
      SELECT ${this.columns({ record: 'n."record"' })} FROM main."past_goal" AS r
        SEMI JOIN temp."fresh" AS f ON f."person" = r."person"
        LEFT JOIN records AS n ON n."id" = r."trajectory" WHERE ${this.stood('r')}`;
  }

  private singles(table: SingleTableName): string {
    const hasRecord = 'record' in FACT_TABLES[table].columns;
    const then = { rankInPerson: 's."then"', ...(hasRecord && { record: 'n."record"' }) };
    const select = (name: string, joined: string): string =>
      `SELECT ${this.columns(then)}
       FROM (SELECT a.* FROM main.${quoted(name)} AS a SEMI JOIN temp."fresh" AS f ON f."person" = a."person") AS r
         JOIN standing AS s ON s."person" = r."person" AND ${joined}
         ${hasRecord ? 'LEFT JOIN records AS n ON n."id" = r."trajectory"' : ''}`;
    return `WITH ${hasRecord ? `${this.records()},` : ''}
      standing AS MATERIALIZED (
        SELECT "person", "place", "now", "then", "until" FROM (
          SELECT s.*, sum(CAST("until" IS NULL AS INTEGER)) OVER own - 1 AS "now",
            sum(CAST(${this.stood('s')} AS INTEGER)) OVER own - 1 AS "then"
          FROM main."standing" AS s SEMI JOIN temp."fresh" AS f ON f."person" = s."person"
          WINDOW own AS (PARTITION BY "person" ORDER BY "place")) AS s WHERE ${this.stood('s')})
      ${select(table, 's."until" IS NULL AND s."now" = r."rankInPerson"')}
      UNION ALL ${select(goneNameOf(table), 's."until" IS NOT NULL AND s."place" = r."rankInPerson"')}`;
  }

  /** The records then of the trajectories of those persons. */
  private records(): string {
    return `past AS MATERIALIZED (
        SELECT p."person", "id", "record", "until", "none" FROM main."past_trajectory" AS p
          SEMI JOIN temp."fresh" AS f ON f."person" = p."person" WHERE "until" > ${this.order}),
      first AS (SELECT "person", min("until") AS "until" FROM past GROUP BY "person"),
      records AS MATERIALIZED (
        SELECT "id", "record" FROM past SEMI JOIN first USING ("person", "until") WHERE NOT "none"
        UNION ALL
        SELECT "id", "record" FROM main."trajectory" AS w SEMI JOIN temp."fresh" AS f ON f."person" = w."person"
          ANTI JOIN first AS g ON g."person" = w."person")`;
  }

  private stood(alias: string): string {
    return `${alias}."since" <= ${this.order} AND (${alias}."until" IS NULL OR ${alias}."until" > ${this.order})`;
  }

  private columns(replaced: Readonly<Record<string, string>> = {}): string {
    const names = Object.keys(FACT_TABLES[this.table].columns);
    return names.map((name) => `${replaced[name] ?? `r.${quoted(name)}`} AS ${quoted(name)}`).join(', ');
  }
}
