import { OPEN_ACCESS } from '#libs/access';
import { sealedCodec } from '#libs/codec';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openFactStore } from '#libs/facts';
import { createHttpApp, createLogger, errorForLog } from '#libs/http';
import { openKeyVault } from '#libs/key-vault';
import { createProjectionRunner } from '#libs/projection';
import { InsightsModule } from '../insights.module.js';
import type { Settings } from './settings.js';

/** A service that runs. */
export interface RunningInsights {
  readonly url: string;
  /** Lets requests finish, then closes everything; more calls give the same promise. */
  stop(): Promise<void>;
}

/**
 * Runs the read side by itself beside a ledger on the same machine: facts of its own, fed from the ledger's event store.
 * It listens on 127.0.0.1 only, because whoever reaches it can read every figure and no authentication is configured.
 *
 * @param log whether requests and failures are written to standard output
 */
export async function runInsights(settings: Settings, log = true): Promise<RunningInsights> {
  const closing: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const logger = createLogger(log);
    const vault = openKeyVault(settings.keysFile, settings.masterKey);
    closing.push(() => Promise.resolve(vault.close()));
    const facts = await openFactStore(settings.factsFile, { codec: sealedCodec(vault) });
    closing.push(() => facts.close());
    const store = openSqliteEventStore(settings.eventsFile);
    closing.push(() => store.close());
    const projection = createProjectionRunner({
      store,
      facts,
      onFailure: (error, retryInMs) => logger.warn({ error: errorForLog(error), retryInMs }, 'projection failed'),
    });
    closing.push(() => projection.stop());
    const app = await createHttpApp(InsightsModule.forRoot({ store, facts, projection }), {
      title: 'Care Ledger insights',
      description: 'Figures over care trajectories in Dutch youth care, each with its definition and what was known.',
      access: OPEN_ACCESS,
      log: logger,
    });
    closing.push(() => app.close());
    projection.start();
    await app.listen(settings.port, '127.0.0.1');
    let stopping: Promise<void> | undefined;
    return { url: await app.getUrl(), stop: () => (stopping ??= close()) };
  } catch (error) {
    await close().catch(() => undefined); // what went wrong first is what the operator must hear
    throw error;
  }
}
