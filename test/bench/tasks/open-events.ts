/** The floor under a rebuild: every event of a ledger read, opened and parsed once, in one thread, and nothing made of it. */
import { openLedger } from '../support/data-dir.js';
import { costOf, type Cost } from '../support/measure.js';

export interface OpenEvents {
  /** The data directory of a ledger that no server holds. */
  readonly dataDir: string;
  /** How many care events it has. */
  readonly expected: number;
}

export default async function openEvents({ dataDir, expected }: OpenEvents): Promise<Cost> {
  const { store, codec, close } = openLedger(dataDir);
  let opened = 0;
  const cost = await costOf(async () => {
    for await (const event of store.readAll()) if (codec.decode(event) !== null) opened += 1;
  });
  await close();
  if (opened !== expected) throw new Error(`${opened} events were opened of ${expected}`);
  return cost;
}
