/** The rows of some fact tables as of an earlier order, of those persons who changed since; all others are read from the tables themselves. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ALL_FACT_TABLES, type AnyFactTableName } from '#libs/fact-schema';
import { appendRows, createTableSql, inTransaction, query, quoted } from '../duckdb/sql.js';
import { foldPerson } from '../fold/fold-person.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { historyOf } from './ownership.js';
import { checkpointOrder } from './checkpoint.js';
import { concerning, personsAmong } from './refold.js';

/** What a layer is made from. */
export interface LayerSource {
  /** A connection of the snapshot's own. */
  readonly connection: DuckDBConnection;
  /** The order as of which the rows are. */
  readonly order: bigint;
  readonly instruments: InstrumentRegistry;
}

/** Clients whose persons changed since the order: their rows are in the layer. */
const CHANGED = {
  about: 'Clients of persons who changed since',
  columns: { client: { type: 'VARCHAR', nullable: false, about: 'Pseudonym' } },
} as const;

/**
 * A database in memory with the rows of changed persons.
 *
 * A person counts as changed when a stream that ever named one of its pseudonyms got an event after the order. The
 * pseudonyms of all changed persons are a closed set at the earlier order too: a link that came or went since
 * touched both its ends, so whoever was linked then is in one of these persons now. For the same reason a person who
 * changed stays among the changed whatever comes, and the layer grows by whole persons.
 */
export class SnapshotLayer {
  /** The order up to which everybody who changed is in the layer. */
  private covered: bigint;

  private constructor(
    private readonly source: LayerSource,
    readonly catalog: string,
    readonly tables: readonly AnyFactTableName[],
  ) {
    this.covered = source.order;
  }

  /** Attaches an empty layer. */
  static async attach(
    source: LayerSource,
    catalog: string,
    tables: readonly AnyFactTableName[],
  ): Promise<SnapshotLayer> {
    const creations = tables.map((name) => createTableSql(`${catalog}.main`, name, ALL_FACT_TABLES[name]));
    await source.connection.run(
      [`ATTACH ':memory:' AS ${catalog}`, ...creations, createTableSql(`${catalog}.main`, 'changed', CHANGED)].join(
        ';',
      ),
    );
    return new SnapshotLayer(source, catalog, tables);
  }

  /** A query for the rows of a table as of the order, of everybody. @param main where the newest rows are. */
  select(main: string, table: AnyFactTableName): string {
    const name = quoted(table);
    const unchanged = `FROM ${main}.${name} AS r ANTI JOIN ${this.catalog}.main."changed" AS c ON c."client" = r."person"`;
    return `SELECT r.* ${unchanged} UNION ALL FROM ${this.catalog}.main.${name}`;
  }

  /** Adds the rows of everybody who changed up to an order, which is at or before the checkpoint. Not to be called twice at one time. */
  async cover(order: bigint): Promise<void> {
    if (this.covered >= order) return;
    const { connection } = this.source;
    const covered = await inTransaction(connection, async () => {
      const checkpoint = await checkpointOrder(connection);
      await this.add(await this.changedSince());
      return checkpoint;
    });
    this.covered = covered;
  }

  /** Clients of persons who changed since the layer was last brought up to date, and are not in it yet. */
  private async changedSince(): Promise<string[]> {
    const rows = await query<{ client: string }>(
      this.source.connection,
      `SELECT "client" FROM main."client" ANTI JOIN ${this.catalog}.main."changed" USING ("client")
        WHERE "person" IN (SELECT "person" FROM main."client" WHERE "touched" > ${this.covered})`,
    );
    return rows.map(({ client }) => client);
  }

  private async add(clients: readonly string[]): Promise<void> {
    if (clients.length === 0) return;
    const { connection, order, instruments } = this.source;
    const changed = clients.map((client) => ({ client }));
    await appendRows(connection, this.catalog, 'changed', CHANGED, changed);
    const until = { connection, until: order };
    const persons = await personsAmong(until, clients);
    for await (const portion of concerning(until, persons)) {
      const facts = Array.from(portion, (one) => foldPerson(historyOf(one, one.streams), instruments));
      for (const name of this.tables) {
        const rows = facts.flatMap((person): readonly object[] => person[name]);
        await appendRows(connection, this.catalog, name, ALL_FACT_TABLES[name], rows);
      }
    }
  }
}
