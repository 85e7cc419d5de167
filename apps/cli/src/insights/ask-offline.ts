/** Asks the ledger on disk without a server: the insights application runs in this process and listens nowhere. */
import { Module } from '@nestjs/common';
import { InsightsModule, type InsightsOptions } from '#apps/insights';
import { OPEN_ACCESS } from '#libs/access';
import { sealedCodec } from '#libs/codec';
import { fillerFor, openFactStore } from '#libs/facts';
import { createHttpApp } from '#libs/http';
import { openStore } from '#libs/store-choice';
import { createProjectionRunner } from '#libs/projection';
import { openLedgerDirectory, type DataPlace } from '../data/data-directory.js';
import { openEventStore } from '../data/open-event-store.js';
import { openFacts } from '../data/open-facts.js';
import { openVault } from '../data/open-vault.js';
import type { PopulationRow, RegionRow } from '#libs/fact-schema';
import { startProgress } from '../output/progress.js';
import { answerOf, type Asker } from './asker.js';
import { catchUp } from './catch-up.js';

@Module({})
class OfflineModule {}

export interface OfflineOptions {
  readonly regions?: readonly RegionRow[];
  readonly population?: readonly PopulationRow[];
  readonly quiet?: boolean;
}

/**
 * Asks the ledger in a data directory, after its figures have caught up with it.
 * @throws UsageError when there is no ledger; CommandError when a server holds the directory.
 */
export async function askDataDirectory(place: string | DataPlace, options: OfflineOptions = {}): Promise<Asker> {
  const files = await openLedgerDirectory(place);
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const vault = await openVault(files);
    closing.push(() => Promise.resolve(vault.close()));
    const facts = await openFacts(files, sealedCodec(vault));
    closing.push(() => facts.close());
    const store = await openEventStore(files);
    closing.push(() => store.close());
    if (options.regions) await facts.setRegions(options.regions);
    if (options.population) await facts.setPopulation(options.population);
    const projection = createProjectionRunner({ store, facts, fill: fillerFor(facts, files.store, vault) });
    closing.push(() => projection.stop());
    projection.start();
    await catchUp(projection, startProgress({ label: 'Catching up', total: 1000, quiet: options.quiet }));
    const asker = await inProcess({ store, facts, projection });
    closing.push(() => asker.close());
    return { get: asker.get, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Asks about the built-in indicators: no ledger is needed. */
export async function askCatalogue(): Promise<Asker> {
  const facts = await openFactStore(':memory:');
  const store = await openStore({ kind: 'sqlite', path: ':memory:' });
  const asker = await inProcess({ store, facts, projection: createProjectionRunner({ store, facts }) });
  return {
    get: asker.get,
    close: async () => {
      await asker.close();
      await facts.close();
      await store.close();
    },
  };
}

async function inProcess(options: InsightsOptions) {
  const root = { module: OfflineModule, imports: [InsightsModule.forRoot(options)] };
  const app = await createHttpApp(root, {
    title: 'Care Ledger',
    description: 'Figures without a server',
    access: OPEN_ACCESS,
  });
  return {
    get: async <T>(path: string): Promise<T> => {
      const { statusCode, body } = await app.inject({
        method: 'GET',
        url: path,
        headers: { accept: 'application/json' },
      });
      return answerOf<T>(statusCode, body);
    },
    close: () => app.close(),
  };
}
