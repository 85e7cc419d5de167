/** What tells the rows of one table beside care as of an earlier order, of everybody who was touched since and of whom they are kept. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { FACT_TABLES, optional, required, type FactTable } from '#libs/fact-schema';
import { createTableSql, inTransaction, quoted } from '../duckdb/sql.js';
import { checkpointOrder } from '../store/checkpoint.js';
import { goneNameOf, type BesideTableName, type SingleTableName } from './beside-tables.js';

/** Who was touched. */
const TOLD: FactTable = {
  about: 'Persons of whom rows are told',
  columns: {
    person: required('VARCHAR', 'Pseudonym'),
    standing: required(
      'INTEGER',
      'Of the newest rows those of the first so many events hold; 0: those in `rows` do. Of goals 1',
    ),
  },
};

/** Of whom trajectories changed since. */
const RECORDS: FactTable = {
  about: 'Records of trajectories then',
  columns: { id: required('VARCHAR', 'Trajectory'), record: optional('VARCHAR', 'Id of its record') },
};

/**
 * A database in memory with how many events of each of those persons stood then. What came since mostly comes after all that stood, and
 * nothing of that went: then the newest rows of the first so many events are those of then. Of anybody else the rows are in it as well. Both are
 * so for whoever sees a state between the order and the one it was made of.
 */
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
    const tables = { rows: FACT_TABLES[table], told: TOLD, records: RECORDS };
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
    const newest = `${schema}.${quoted(this.table)} AS r`;
    if (this.table === 'goal') {
      return `SELECT r.* FROM ${newest} ANTI JOIN ${own}."told" AS t ON t."person" = r."person" ${unless}
        UNION ALL
        SELECT ${this.columns({ record: this.recordThen('w."record"') })} FROM ${schema}."past_goal" AS r
          SEMI JOIN ${own}."told" AS t ON t."person" = r."person" ${unless}
          LEFT JOIN ${schema}."trajectory" AS w ON w."id" = r."trajectory"
          LEFT JOIN ${own}."records" AS n ON n."id" = r."trajectory" WHERE ${this.stood('r')}`;
    }
    return `SELECT ${this.columns(this.hasRecord ? { record: this.recordThen('r."record"') } : {})} FROM ${newest}
        LEFT JOIN ${own}."told" AS t ON t."person" = r."person"
        ${this.hasRecord ? `LEFT JOIN ${own}."records" AS n ON n."id" = r."trajectory"` : ''} ${unless}
        WHERE t."person" IS NULL OR r."rankInPerson" < t."standing"
      UNION ALL SELECT r.* FROM ${own}."rows" AS r ${unless}`;
  }

  /** Adds whoever was touched up to an order, which is at or before the checkpoint. Not to be called twice at one time. @returns the order up to which it has */
  async cover(order: bigint): Promise<bigint> {
    if (this.covered >= order) return this.covered;
    const { connection, catalog, table } = this;
    this.covered = await inTransaction(connection, async () => {
      const checkpoint = await checkpointOrder(connection);
      // Who was in it with the newest rows may have others now.
      await connection.run(
        `CREATE OR REPLACE TEMP TABLE "fresh" AS
           SELECT "client" AS "person" FROM main."client" WHERE "touched" > ${this.covered}
             AND "client" NOT IN (FROM main."unkept") AND "client" NOT IN (FROM main."apart")
             AND "client" NOT IN (SELECT "person" FROM ${catalog}.main."told" WHERE "standing" = 0);
         DELETE FROM ${catalog}.main."told" WHERE "person" IN (FROM temp."fresh");
         INSERT INTO ${catalog}.main."told" ${table === 'goal' ? 'SELECT "person", 1 FROM temp."fresh"' : this.standing()}`,
      );
      if (this.hasRecord) await connection.run(this.addRecords());
      if (table !== 'goal') {
        await connection.run(
          `DELETE FROM temp."fresh" WHERE "person" NOT IN (SELECT "person" FROM ${catalog}.main."told" WHERE "standing" = 0);
           INSERT INTO ${catalog}.main."rows" ${this.singles(table)}`,
        );
      }
      await connection.run('DROP TABLE temp."fresh"');
      return checkpoint;
    });
    return this.covered;
  }

  /** How many events of each stood then, if all of these still do, and nothing came or went before the last of them; else 0. */
  private standing(): string {
    const changed = `"since" > ${this.order} OR "until" > ${this.order}`;
    return `SELECT "person", CASE WHEN "gone" > 0 OR "last" > "changed" THEN 0 ELSE coalesce("count", 0) END FROM temp."fresh" LEFT JOIN (
        SELECT s."person", count(*) FILTER (${this.stood('s')}) AS "count",
          count(*) FILTER (${this.stood('s')} AND "until" IS NOT NULL) AS "gone",
          max("place") FILTER (${this.stood('s')}) AS "last", min("place") FILTER (${changed}) AS "changed"
        FROM main."standing" AS s SEMI JOIN temp."fresh" AS f ON f."person" = s."person" GROUP BY s."person") USING ("person")`;
  }

  /** The record then of each trajectory of whom trajectories changed since. */
  private addRecords(): string {
    const known = `${this.catalog}.main."records"`;
    return `INSERT INTO ${known}
      WITH first AS (
        SELECT "person", min("until") AS "until" FROM main."past_trajectory" WHERE "until" > ${this.order} GROUP BY "person")
      SELECT "id", "record" FROM main."past_trajectory" AS p SEMI JOIN first AS f ON f."person" = p."person" AND f."until" = p."until"
        SEMI JOIN temp."fresh" AS h ON h."person" = p."person" ANTI JOIN ${known} AS k ON k."id" = p."id" WHERE NOT p."none"`;
  }

  private singles(table: SingleTableName): string {
    const then = { rankInPerson: 's."then"', ...(this.hasRecord && { record: this.recordThen('w."record"') }) };
    const records = `LEFT JOIN own AS w ON w."id" = r."trajectory"
      LEFT JOIN ${this.catalog}.main."records" AS n ON n."id" = r."trajectory"`;
    const select = (name: string, joined: string): string =>
      `SELECT ${this.columns(then)}
       FROM (SELECT a.* FROM main.${quoted(name)} AS a SEMI JOIN temp."fresh" AS f ON f."person" = a."person") AS r
         JOIN standing AS s ON s."person" = r."person" AND ${joined} ${this.hasRecord ? records : ''}`;
    return `WITH own AS MATERIALIZED (
        SELECT "id", "record" FROM main."trajectory" AS t SEMI JOIN temp."fresh" AS f ON f."person" = t."person"),
      standing AS MATERIALIZED (
        SELECT "person", "place", "now", "then", "until" FROM (
          SELECT s.*, sum(CAST("until" IS NULL AS INTEGER)) OVER own - 1 AS "now",
            sum(CAST(${this.stood('s')} AS INTEGER)) OVER own - 1 AS "then"
          FROM main."standing" AS s SEMI JOIN temp."fresh" AS f ON f."person" = s."person"
          WINDOW own AS (PARTITION BY "person" ORDER BY "place")) AS s WHERE ${this.stood('s')})
      ${select(table, 's."until" IS NULL AND s."now" = r."rankInPerson"')}
      UNION ALL ${select(goneNameOf(table), 's."until" IS NOT NULL AND s."place" = r."rankInPerson"')}`;
  }

  private get hasRecord(): boolean {
    return 'record' in FACT_TABLES[this.table].columns;
  }

  /** That of then where trajectories of the person changed since, else that of now. */
  private recordThen(now: string): string {
    return `CASE WHEN n."id" IS NULL THEN ${now} ELSE n."record" END`;
  }

  private stood(alias: string): string {
    return `${alias}."since" <= ${this.order} AND (${alias}."until" IS NULL OR ${alias}."until" > ${this.order})`;
  }

  private columns(replaced: Readonly<Record<string, string>>): string {
    const names = Object.keys(FACT_TABLES[this.table].columns);
    return names.map((name) => `${replaced[name] ?? `r.${quoted(name)}`} AS ${quoted(name)}`).join(', ');
  }
}
