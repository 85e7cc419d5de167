/** Asks the insights API: of a running server, or of the ledger on disk without one. The answers are the same. */
import { Module } from '@nestjs/common';
import { InsightsModule } from '#apps/insights';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openFactStore } from '#libs/facts';
import { createHttpApp, type Problem } from '#libs/http';
import { createProjectionRunner, type ProjectionRunner } from '#libs/projection';
import { openDataDirectory } from '../data/data-directory.js';
import { openFacts } from '../data/open-facts.js';
import { CommandError, UsageError } from '../errors.js';
import type { RegionRow } from '#libs/fact-schema';
import { startProgress } from '../output/progress.js';
import { catchUp } from './catch-up.js';

/** Asks by path, such as `/v1/indicators?x=y`. */
export interface Asker {
  /** @throws UsageError for what was asked wrongly, CommandError for what failed. */
  get<T>(path: string): Promise<T>;
  close(): Promise<void>;
}

@Module({})
class OfflineModule {}

/** Asks a server. */
export function askServer(url: string): Asker {
  const base = url.replace(/\/+$/, '');
  return {
    async get<T>(path: string): Promise<T> {
      const response = await fetch(base + path, { headers: { accept: 'application/json' } }).catch((error: Error) => {
        throw new CommandError(`No server answers at ${base}: start one with care-ledger serve, or correct --url.`, {
          cause: error,
        });
      });
      return answerOf<T>(response.status, await response.text());
    },
    close: async () => undefined,
  };
}

export interface OfflineOptions {
  readonly regions?: readonly RegionRow[];
  readonly quiet?: boolean;
}

/**
 * Asks the ledger in a data directory, after its figures have caught up with it.
 * @throws CommandError when a server holds the directory.
 */
export async function askDataDirectory(dataDir: string, options: OfflineOptions = {}): Promise<Asker> {
  const files = await openDataDirectory(dataDir);
  const facts = await openFacts(files);
  try {
    const store = openSqliteEventStore(files.events);
    try {
      if (options.regions) await facts.setRegions(options.regions);
      const projection = createProjectionRunner({ store, facts });
      projection.start();
      await catchUp(projection, startProgress({ label: 'Catching up', total: 1000, quiet: options.quiet }));
      const asker = await inProcess(facts, projection);
      return {
        get: asker.get,
        close: async () => {
          await asker.close();
          await projection.stop();
          await facts.close();
          await store.close();
        },
      };
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    await facts.close();
    throw error;
  }
}

/** Asks about the built-in indicators: no ledger is needed. */
export async function askCatalogue(): Promise<Asker> {
  const facts = await openFactStore(':memory:');
  const store = openSqliteEventStore(':memory:');
  const asker = await inProcess(facts, createProjectionRunner({ store, facts }));
  return {
    get: asker.get,
    close: async () => {
      await asker.close();
      await facts.close();
      await store.close();
    },
  };
}

async function inProcess(facts: Parameters<typeof InsightsModule.forRoot>[0]['facts'], projection: ProjectionRunner) {
  const root = { module: OfflineModule, imports: [InsightsModule.forRoot({ facts, projection })] };
  const app = await createHttpApp(root, { title: 'Care Ledger', description: 'Figures without a server' });
  return {
    async get<T>(path: string): Promise<T> {
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

function answerOf<T>(status: number, body: string): T {
  if (status < 300) return JSON.parse(body) as T;
  const problem = problemOf(body);
  const lines = [problem?.detail ?? `The server answered ${status}.`];
  for (const { pointer, message } of problem?.errors ?? []) lines.push(`  ${parameterOf(pointer)}: ${message}`);
  const Failure = status === 400 || status === 404 ? UsageError : CommandError;
  throw new Failure(lines.join('\n'));
}

function problemOf(body: string): Partial<Problem> | null {
  try {
    return JSON.parse(body) as Partial<Problem>;
  } catch {
    return null;
  }
}

/** The parameter that an error of a question points at. */
function parameterOf(pointer: string | undefined): string {
  return pointer?.split('/').at(-1) ?? '';
}
