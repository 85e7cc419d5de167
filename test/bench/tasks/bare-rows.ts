/** The floor under the event store: its rows, in a loop, into a table of SQLite without any rule, index or trigger. */
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import type { StoredEvent } from '#libs/event-store';
import { costOf, type Cost } from '../support/measure.js';
import { openPlainTable } from '../support/plain-sqlite.js';

export interface BareRows {
  /** The event store whose rows they are. */
  readonly store: string;
  /** The database to make. */
  readonly file: string;
  readonly count: number;
  readonly perCommit: number;
}

/** The rows are in memory before the clock starts. */
export default async function bareRows({ store: path, file, count, perCommit }: BareRows): Promise<Cost> {
  const store = openSqliteEventStore(path);
  const groups: StoredEvent[][] = [];
  let rows = 0;
  for await (const event of store.readAll()) {
    if (rows % perCommit === 0) groups.push([]);
    groups.at(-1)!.push(event);
    if ((rows += 1) === count) break;
  }
  await store.close();
  if (rows !== count) throw new Error(`the store has ${rows} events of ${count}`);
  const table = openPlainTable(file);
  const cost = await costOf(() => groups.forEach((group) => table.insert(group)));
  table.close();
  return cost;
}
