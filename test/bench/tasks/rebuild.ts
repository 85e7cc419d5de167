/** All facts anew from a ledger, as a server makes them at its start when there are none. */
import { fillerFor, openFactStore } from '#libs/facts';
import { createProjectionRunner } from '#libs/projection';
import { openLedger } from '../support/data-dir.js';
import { costOf, type Cost } from '../support/measure.js';

export interface Rebuild {
  /** The data directory of a ledger that no server holds. */
  readonly dataDir: string;
  /** The facts file to make. */
  readonly facts: string;
}

const LONGEST_MS = 6 * 3_600_000;

/** @returns what it took until the facts had seen the last event. */
export default async function rebuild({ dataDir, facts: file }: Rebuild): Promise<Cost> {
  const { store, events, codec, vault, close } = openLedger(dataDir);
  const facts = await openFactStore(file, { codec });
  const projection = createProjectionRunner({ store, facts, fill: fillerFor(facts, events, vault) });
  const { position } = (await store.head())!;
  const cost = await costOf(async () => {
    projection.start();
    if (!(await projection.waitFor(position, LONGEST_MS))) throw new Error('the projection did not get to the end');
  });
  await projection.stop();
  await facts.close();
  await close();
  return cost;
}
