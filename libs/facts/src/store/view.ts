/** A reader's view of the facts at one position. */
import type { DuckDBConnection } from '@duckdb/node-api';
import { positionOrder, type Position } from '#libs/event-store';
import { query, type Row } from '../duckdb/sql.js';
import { personTexts, type PersonText } from './person-texts.js';
import { Serial } from './serial.js';

/** Place of the last event that a view has seen. */
export interface Seen {
  readonly position: Position;
  /** UTC instant; null when there was no event yet. */
  readonly recordedAt: string | null;
}

/** The facts at one position; all queries of a view see the same. */
export interface FactView extends Seen {
  /** How many persons are erased by now, whatever the position: what was known of them is in no view any more. */
  readonly erased: number;
  /** Where the tables are, safe to put into SQL as it is, before a name in double quotes: `${schema}."record"`. */
  readonly schema: string;
  /**
   * Runs a query with parameters `$1`, `$2`, ... (text, number, boolean, null, or a list of one of these; days as
   * text, cast with `$1::DATE`).
   * @returns rows by column name: days as `YYYY-MM-DD`, BIGINT, HUGEINT and DECIMAL as numbers.
   * @throws Error when used after the function that the view was handed to has ended.
   */
  query(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /**
   * Everything recorded about every person up to the view's position, by pseudonym and a portion at a time;
   * `readPerson` reads a text. Queries can be run in between.
   */
  people(): AsyncGenerator<readonly PersonText[]>;
}

/** What a view is of. */
interface Opening {
  /** In a transaction. */
  readonly connection: DuckDBConnection;
  readonly schema: string;
  readonly seen: Seen & { readonly erased: number };
  /** Gets ready what a statement reads. */
  readonly prepare?: (sql: string) => Promise<void>;
}

/** Runs a function with a view, and closes the view afterwards. */
export async function withOpenView<T>(
  { connection, schema, seen, prepare }: Opening,
  fn: (view: FactView) => Promise<T>,
): Promise<T> {
  const queries = new Serial();
  let open = true;
  const whileOpen = <R>(run: () => Promise<R>): Promise<R> =>
    open
      ? queries.run(run)
      : Promise.reject(new Error('this view of the facts is closed: use it inside withView only'));
  async function* people(): AsyncGenerator<readonly PersonText[]> {
    const portions = personTexts(connection, positionOrder(seen.position));
    for (;;) {
      const portion = await whileOpen(() => portions.next());
      if (portion.done) return;
      yield portion.value;
    }
  }
  try {
    return await fn({
      schema,
      position: seen.position,
      recordedAt: seen.recordedAt,
      erased: seen.erased,
      query: (sql, parameters) =>
        whileOpen(async () => {
          await prepare?.(sql);
          return query(connection, sql, parameters);
        }),
      people,
    });
  } finally {
    open = false;
    await queries.settled();
  }
}
