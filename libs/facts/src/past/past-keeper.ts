/** Keeps what the rows of care were before the events of a batch. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { appendRows, query } from '../duckdb/sql.js';
import type { Breather } from '../store/breather.js';
import { mentionsOf } from '../store/incoming.js';
import type { Concerning } from '../store/refold.js';
import { MOST_FOLDED, pastRows, type KnownEnds } from './past-rows.js';
import { pastNameOf, PAST_TABLES, pastTableRows, type PastTableName } from './past-tables.js';
import { markUnkept } from './unkept.js';

/**
 * Keeps it of persons who are one client and share no stream with anybody; nearly all are. Of the others, and of whoever has
 * too many events in one batch, not every earlier state is kept from then on.
 */
export class PastKeeper {
  private readonly rows = new Map<PastTableName, object[]>();
  private readonly lost: string[] = [];

  private constructor(
    private readonly connection: DuckDBConnection,
    private readonly unkept: ReadonlySet<string>,
    private readonly after: bigint,
  ) {}

  /**
   * @param clients all that may be among the persons that are added
   * @param first the order of the first event of the batch, in a batch that has events
   */
  static async open(
    connection: DuckDBConnection,
    clients: readonly string[],
    first: bigint | null,
  ): Promise<PastKeeper> {
    const rows = await query<{ client: string }>(
      connection,
      `SELECT "client" FROM "unkept" WHERE "client" IN (SELECT unnest($1))`,
      [clients],
    );
    const after = first === null ? MAX_ORDER : first - 1n;
    return new PastKeeper(connection, new Set(rows.map(({ client }) => client)), after);
  }

  /** @param ends the rows before the batch, and now */
  add({ clients, streams }: Concerning, ends: KnownEnds): void {
    if (clients.every((client) => this.unkept.has(client))) return;
    const most = MOST_FOLDED.applying;
    const past = isAlone(clients, streams) ? pastRows(clients, streams, this.after, ends, most) : null;
    if (past === null) this.lost.push(...clients);
    for (const one of past ?? []) {
      const name = pastNameOf(one.table);
      const rows = this.rows.get(name) ?? [];
      rows.push(...pastTableRows(one));
      this.rows.set(name, rows);
    }
  }

  /** Writes what was added since it was last called. @param breather awaited after each table */
  async write(breather: Breather): Promise<void> {
    for (const [name, rows] of this.rows) {
      await appendRows(this.connection, null, name, PAST_TABLES[name], rows);
      await breather.breathe();
    }
    this.rows.clear();
  }

  /** Notes of whom not everything could be kept. */
  async finish(): Promise<void> {
    await markUnkept(this.connection, this.lost);
  }
}

const MAX_ORDER = 2n ** 63n - 1n;

function isAlone(clients: readonly string[], streams: Concerning['streams']): boolean {
  const [own, other] = clients;
  if (other !== undefined) return false;
  return streams.every(({ kind, events }) =>
    events.every((event) => mentionsOf(kind, event).every(({ client }) => client === own)),
  );
}
