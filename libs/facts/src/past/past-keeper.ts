/** Keeps what rows were before the events of a batch. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { appendRows, query, quoted } from '../duckdb/sql.js';
import type { InstrumentRegistry } from '../fold/instruments.js';
import type { Breather } from '../store/breather.js';
import { mentionsOf } from '../store/incoming.js';
import type { Concerning } from '../store/refold.js';
import { besidePast, UNKEPT, type Holding } from './beside-past.js';
import type { CareFacts } from '../fold/fold-person.js';
import { MOST_FOLDED, pastRows } from './past-rows.js';
import { ALL_PAST_TABLES, pastNameOf, pastTableRows } from './past-tables.js';
import { standingSpans } from './standing-spans.js';
import { markUnkept } from './unkept.js';

/**
 * Keeps it of persons who are one client and share no stream with anybody; nearly all are. Of the others, and of whoever has
 * too many events in one batch, not every earlier state is kept from then on.
 */
export class PastKeeper {
  private readonly rows = new Map<string, object[]>();
  private readonly cleared = new Map<string, string[]>();
  private readonly lost: string[] = [];

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly unkept: ReadonlySet<string>,
    private readonly after: bigint,
    private readonly instruments: InstrumentRegistry,
  ) {}

  /**
   * @param clients all that may be among the persons that are added
   * @param first the order of the first event of the batch, in a batch that has events
   */
  static async open(
    connection: DuckDBConnection,
    clients: readonly string[],
    first: bigint | null,
    instruments: InstrumentRegistry,
  ): Promise<PastKeeper> {
    const rows = await query<{ client: string }>(
      connection,
      `SELECT "client" FROM "unkept" WHERE "client" IN (SELECT unnest($1))`,
      [clients],
    );
    const after = first === null ? MAX_ORDER : first - 1n;
    return new PastKeeper(connection, new Set(rows.map(({ client }) => client)), after, instruments);
  }

  /**
   * @param ends the rows before the batch, and now
   * @returns how the newest rows are held
   */
  add({ clients, streams }: Concerning, ends: { readonly first: CareFacts | null; readonly last: CareFacts }): Holding {
    if (clients.every((client) => this.unkept.has(client))) return UNKEPT;
    const most = MOST_FOLDED.applying;
    const alone = isAlone(clients, streams);
    const past = alone ? pastRows(clients, streams, this.after, ends, most) : null;
    const care = past && { past, last: ends.last };
    const spans = care && standingSpans(clients[0]!, streams, most);
    const beside = spans && besidePast(clients[0]!, spans, this.instruments, this.after, care, most);
    if (past === null || beside === null) {
      this.lost.push(...clients);
      return UNKEPT;
    }
    for (const one of past) addTo(this.rows, pastNameOf(one.table), pastTableRows(one));
    for (const { table, cleared, rows } of beside.past) {
      if (cleared) addTo(this.cleared, table, clients);
      addTo(this.rows, table, rows);
    }
    return beside;
  }

  /** Writes what was added since it was last called. @param breather awaited after each table */
  async write(breather: Breather): Promise<void> {
    for (const [name, clients] of this.cleared) {
      await query(this.connection, `DELETE FROM ${quoted(name)} WHERE "person" IN (SELECT unnest($1))`, [clients]);
      await breather.breathe();
    }
    for (const [name, rows] of this.rows) {
      await appendRows(this.connection, null, name, ALL_PAST_TABLES[name]!, rows);
      await breather.breathe();
    }
    this.cleared.clear();
    this.rows.clear();
  }

  /** Notes of whom not everything could be kept. */
  async finish(): Promise<void> {
    await markUnkept(this.connection, this.lost);
  }
}

function addTo<T>(lists: Map<string, T[]>, name: string, items: readonly T[]): void {
  const list = lists.get(name) ?? [];
  list.push(...items);
  lists.set(name, list);
}

const MAX_ORDER = 2n ** 63n - 1n;

function isAlone(clients: readonly string[], streams: Concerning['streams']): boolean {
  const [own, other] = clients;
  if (other !== undefined) return false;
  return streams.every(({ kind, events }) =>
    events.every((event) => mentionsOf(kind, event).every(({ client }) => client === own)),
  );
}
