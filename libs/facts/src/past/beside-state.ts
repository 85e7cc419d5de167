/** The rows of one table beside care as of an earlier order, of everybody who was touched since and of whom they are told. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { FACT_TABLES } from '#libs/fact-schema';
import { createTableSql, inTransaction, quoted } from '../duckdb/sql.js';
import { checkpointOrder } from '../store/checkpoint.js';
import { goneNameOf, type BesideTableName, type SingleTableName } from './beside-tables.js';
import { UNKEPT_TABLE } from './past-tables.js';

/** A database in memory with those rows, and the persons that they are of. */
export class BesideState {
  /** The order up to which everybody who was touched is in it. */
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
    const creations = [
      createTableSql(`${catalog}.main`, 'rows', FACT_TABLES[table]),
      createTableSql(`${catalog}.main`, 'client', UNKEPT_TABLE),
    ];
    // In a transaction, so that one that could not be made whole is not attached.
    await inTransaction(connection, () => connection.run([`ATTACH ':memory:' AS ${catalog}`, ...creations].join(';')));
    return new BesideState(connection, order, catalog, table);
  }

  /** The persons whose rows are in it, as a source in SQL with the column `person`. */
  get persons(): string {
    return `(SELECT "client" AS "person" FROM ${this.catalog}.main."client")`;
  }

  /** A query for their rows. @param unless what rows must not be joined with, such as `ANTI JOIN x ON x."client" = r."person"` */
  select(unless: string): string {
    return `SELECT r.* FROM ${this.catalog}.main."rows" AS r ${unless}`;
  }

  /** Adds whoever was touched up to an order, which is at or before the checkpoint. Not to be called twice at one time. @returns the order up to which it has */
  async cover(order: bigint): Promise<bigint> {
    if (this.covered >= order) return this.covered;
    const { connection, catalog } = this;
    this.covered = await inTransaction(connection, async () => {
      const checkpoint = await checkpointOrder(connection);
      await connection.run(
        `CREATE OR REPLACE TEMP TABLE "fresh" AS
           SELECT "client" AS "person" FROM main."client" AS t WHERE "touched" > ${this.covered}
             AND "client" NOT IN (FROM main."unkept") AND "client" NOT IN (FROM main."apart")
             ${this.covered === this.order ? '' : `AND "client" NOT IN (FROM ${catalog}.main."client")`}`,
      );
      await connection.run(
        `INSERT INTO ${catalog}.main."client" FROM temp."fresh";
         INSERT INTO ${catalog}.main."rows" ${this.table === 'goal' ? this.goals() : this.singles(this.table)};
         DROP TABLE temp."fresh"`,
      );
      return checkpoint;
    });
    return this.covered;
  }

  private goals(): string {
    return `WITH ${this.records()} SELECT ${this.columns({ record: 'n."record"' })}
      FROM main."past_goal" AS r SEMI JOIN temp."fresh" AS f ON f."person" = r."person"
        LEFT JOIN records AS n ON n."id" = r."trajectory" WHERE ${this.stood('r')}`;
  }

  private singles(table: SingleTableName): string {
    const hasRecord = 'record' in FACT_TABLES[table].columns;
    const then = { rankInPerson: 's."then"', ...(hasRecord && { record: 'n."record"' }) };
    const select = (from: string, joined: string): string =>
      `SELECT ${this.columns(then)} FROM ${from} AS r JOIN standing AS s ON s."person" = r."person" AND ${joined}
         ${hasRecord ? 'LEFT JOIN records AS n ON n."id" = r."trajectory"' : ''}`;
    return `WITH ${hasRecord ? `${this.records()},` : ''} standing AS MATERIALIZED (
        SELECT "person", "place", "now", "then", "until" FROM (
          SELECT s.*, sum(CAST("until" IS NULL AS INTEGER)) OVER own - 1 AS "now",
            sum(CAST(${this.stood('s')} AS INTEGER)) OVER own - 1 AS "then"
          FROM main."standing" AS s SEMI JOIN temp."fresh" AS f ON f."person" = s."person"
          WINDOW own AS (PARTITION BY "person" ORDER BY "place")) AS s WHERE ${this.stood('s')})
      ${select(`main.${quoted(table)}`, 's."until" IS NULL AND s."now" = r."rankInPerson"')}
      UNION ALL ${select(`main.${quoted(goneNameOf(table))}`, 's."until" IS NOT NULL AND s."place" = r."rankInPerson"')}`;
  }

  /** The record of each trajectory then. */
  private records(): string {
    return `first AS (
        SELECT "person", min("until") AS "until" FROM main."past_trajectory" AS p SEMI JOIN temp."fresh" AS f ON f."person" = p."person"
        WHERE "until" > ${this.order} GROUP BY "person"),
      records AS (
        SELECT "id", "record" FROM main."past_trajectory" AS p SEMI JOIN first AS f ON f."person" = p."person" AND f."until" = p."until"
          WHERE NOT p."none"
        UNION ALL
        SELECT "id", "record" FROM main."trajectory" AS t SEMI JOIN temp."fresh" AS f ON f."person" = t."person"
          ANTI JOIN first AS g ON g."person" = t."person")`;
  }

  private stood(alias: string): string {
    return `${alias}."since" <= ${this.order} AND (${alias}."until" IS NULL OR ${alias}."until" > ${this.order})`;
  }

  private columns(replaced: Readonly<Record<string, string>>): string {
    const names = Object.keys(FACT_TABLES[this.table].columns);
    return names.map((name) => `${replaced[name] ?? `r.${quoted(name)}`} AS ${quoted(name)}`).join(', ');
  }
}
