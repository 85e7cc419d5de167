/** The rows of some fact tables as of an earlier order, folded: of those persons who changed since and of whom they are not kept. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { ALL_FACT_TABLES, type AnyFactTableName } from '#libs/fact-schema';
import type { EventName } from '#libs/trajectory';
import { appendRows, createTableSql, inTransaction, query, quoted } from '../duckdb/sql.js';
import type { PersonHistory } from '../fold/history.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import { checkpointOrder } from './checkpoint.js';
import { everLinked, type EventSource } from './histories.js';
import { preferIndexes } from './look-ups.js';
import { historyOf } from './ownership.js';
import { withEverLinked, type PersonClients } from './persons.js';
import { concerning, personsAmong } from './refold.js';

/** What a layer is made from. */
export interface LayerSource {
  /** A connection of the snapshot's own. */
  readonly connection: DuckDBConnection;
  /** The order as of which the rows are. */
  readonly order: bigint;
  readonly instruments: InstrumentRegistry;
}

/** Tables that are made together. */
export interface LayerKind {
  readonly name: string;
  readonly tables: readonly AnyFactTableName[];
  /** Types of events that none of these tables says anything of. */
  readonly without: readonly EventName[];
  /** Tables with the clients of whom not all earlier rows are kept: only they have to be folded. Null: they are kept of nobody. */
  readonly unkept: readonly string[] | null;
  /** The rows of a person in those tables. */
  fold(
    history: PersonHistory,
    instruments: InstrumentRegistry,
  ): { readonly [N in AnyFactTableName]?: readonly object[] };
}

/** Clients whose rows are in a layer. */
export const CHANGED = {
  about: 'Clients who changed since and must be folded, or were ever linked to one of them',
  columns: { client: { type: 'VARCHAR', nullable: false, about: 'Pseudonym' } },
} as const;

/** A join that leaves out the persons whose rows are in the database of a layer. */
export const withoutChanged = (catalog: string, row: string): string =>
  `ANTI JOIN ${catalog}.main."changed" AS c ON c."client" = ${row}."person"`;

/**
 * A database in memory with the rows of changed persons, from when there is one. Of a kind of which earlier rows are kept,
 * only persons of whom not all are count; others are read from what was kept, and who did not change from the tables.
 *
 * A person counts as changed when a stream that ever named one of its pseudonyms got an event after the order, or
 * one that was ever linked to it, by however many steps, did. So the changed persons are whole at any position, a
 * person who changed stays among them whatever comes, and the layer grows by whole persons.
 */
export class SnapshotLayer {
  /** The order up to which whoever changed, and must be folded, is in the layer. */
  private covered: bigint;
  private attached = false;

  constructor(
    private readonly source: LayerSource,
    readonly catalog: string,
    private readonly kind: LayerKind,
  ) {
    this.covered = source.order;
  }

  /** Whether anybody ever was in it. */
  get begun(): boolean {
    return this.attached;
  }

  /** The order up to which it was covered. */
  get reached(): bigint {
    return this.covered;
  }

  /** A join that leaves out the persons whose rows are in the layer. @param row the rows that it is about */
  unless(row: string): string {
    return this.attached ? withoutChanged(this.catalog, row) : '';
  }

  /** Queries for the rows of a table that are in the layer: one, or none while nobody is in it. */
  selects(table: AnyFactTableName): string[] {
    return this.attached ? [`FROM ${this.catalog}.main.${quoted(table)}`] : [];
  }

  /** Adds the rows of whoever changed up to an order, and must be folded; the order is at or before the checkpoint. Not to be called twice at one time. */
  async cover(order: bigint): Promise<void> {
    if (this.covered >= order) return;
    const { connection } = this.source;
    const { attached } = this;
    try {
      this.covered = await inTransaction(connection, async () => {
        const checkpoint = await checkpointOrder(connection);
        await this.addChanged();
        return checkpoint;
      });
    } catch (error) {
      // What was attached in the transaction went with it.
      this.attached = attached;
      throw error;
    }
  }

  /** Adds whoever changed since the layer was last brought up to date, and is not in it yet. */
  private async addChanged(): Promise<void> {
    const { connection } = this.source;
    const listed = this.kind.unkept?.map((name) => `FROM main.${quoted(name)}`);
    const unkept = listed ? `AND "client" IN (${listed.join(' UNION ALL ')})` : '';
    const touched = await this.clients(
      `SELECT "client" FROM main."client" WHERE "touched" > ${this.covered} ${unkept}`,
    );
    if (touched.length === 0) return;
    await this.attach();
    await preferIndexes(connection);
    const linked = await everLinked(this.source);
    const changed = [...withEverLinked(touched, linked)];
    const fresh =
      this.covered === this.source.order
        ? changed
        : await this.clients(`SELECT unnest($1) AS "client" EXCEPT FROM ${this.catalog}.main."changed"`, [changed]);
    const rows = fresh.map((client) => ({ client }));
    await appendRows(connection, this.catalog, 'changed', CHANGED, rows);
    const ever = new Set(linked.map(({ client }) => client));
    const alone = fresh.filter((client) => !ever.has(client)).map((client) => ({ person: client, clients: [client] }));
    await this.add([
      ...alone,
      ...(await personsAmong(
        this.events,
        fresh.filter((client) => ever.has(client)),
      )),
    ]);
  }

  private async attach(): Promise<void> {
    if (this.attached) return;
    const creations = this.kind.tables.map((name) =>
      createTableSql(`${this.catalog}.main`, name, ALL_FACT_TABLES[name]),
    );
    const changed = createTableSql(`${this.catalog}.main`, 'changed', CHANGED);
    await this.source.connection.run([`ATTACH ':memory:' AS ${this.catalog}`, ...creations, changed].join(';'));
    this.attached = true;
  }

  private async clients(sql: string, parameters: readonly unknown[] = []): Promise<string[]> {
    const rows = await query<{ client: string }>(this.source.connection, sql, parameters);
    return rows.map(({ client }) => client);
  }

  /** The events that the rows are made of. */
  private get events(): EventSource {
    return { connection: this.source.connection, until: this.source.order, without: this.kind.without };
  }

  private async add(persons: readonly PersonClients[]): Promise<void> {
    const { connection, instruments } = this.source;
    for await (const portion of concerning(this.events, persons)) {
      const facts = Array.from(portion, (one) => this.kind.fold(historyOf(one, one.streams), instruments));
      for (const name of this.kind.tables) {
        const rows = facts.flatMap((person): readonly object[] => person[name] ?? []);
        await appendRows(connection, this.catalog, name, ALL_FACT_TABLES[name], rows);
      }
    }
  }
}
