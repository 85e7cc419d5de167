/** A server of the whole application on a data folder of its own. */
import { startServer } from '#apps/cli';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LedgerClient } from './ledger-client.js';

type Options = Omit<Parameters<typeof startServer>[0], 'dataDir' | 'port'>;

/** A temporary folder; `remove` takes it away with all that is in it. */
export async function temporaryFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'care-ledger-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export interface TestServer {
  readonly client: LedgerClient;
  readonly url: string;
  readonly dataDir: string;
  /** Stops and starts again on the same data; `client` and `url` are then those of the new one. */
  restart(): Promise<void>;
  /** Stops the server and keeps its data. */
  halt(): Promise<void>;
  /** Stops the server and removes its data. */
  stop(): Promise<void>;
}

/** Starts the application in this process on a free port and an empty data folder. */
export async function startTestServer(options: Options = {}): Promise<TestServer> {
  const folder = await temporaryFolder();
  const start = () => startServer({ log: false, ...options, dataDir: folder.path, port: 0 });
  let running: Awaited<ReturnType<typeof start>> | undefined = await start();
  let client = new LedgerClient(running.url);
  const halt = async () => {
    await running?.stop();
    running = undefined;
  };
  return {
    get client() {
      return client;
    },
    get url() {
      return client.url;
    },
    dataDir: folder.path,
    async restart() {
      await halt();
      running = await start();
      client = new LedgerClient(running.url);
    },
    halt,
    async stop() {
      await halt();
      await folder.remove();
    },
  };
}
