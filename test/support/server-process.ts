/** The built server as a process of its own, for what only shows there: kill -9, memory, logs, signals. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { LedgerClient } from './ledger-client.js';
import { PROJECT_ROOT } from './shared-folder.js';

const MAIN = join(PROJECT_ROOT, 'dist/apps/cli/src/main.js');
const START_MS = 60_000;

export interface ServerProcess {
  readonly client: LedgerClient;
  readonly pid: number;
  /** All that it wrote to standard output and standard error so far. */
  output(): string;
  /** Ends it with a signal and waits; gives the exit code, or null when the signal ended it. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  /** Resident memory in bytes. */
  residentMemory(): number;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Starts `care-ledger serve` on a data folder and waits until it answers. */
export function startServerProcess(dataDir: string): Promise<ServerProcess> {
  return started(MAIN, (port) => ({ args: ['serve', '--data', dataDir, '--port', String(port)], env: {} }));
}

/** Starts a service by itself, with settings of the environment, and waits until it answers. */
export function startServiceProcess(
  app: 'ledger' | 'insights',
  settings: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const main = join(PROJECT_ROOT, 'dist/apps', app, 'src/main.js');
  return started(main, (port) => ({ args: [], env: { ...settings, PORT: String(port) } }));
}

async function started(
  main: string,
  how: (port: number) => { readonly args: readonly string[]; readonly env: Readonly<Record<string, string>> },
): Promise<ServerProcess> {
  if (!existsSync(main)) throw new Error(`${main} is missing: run npm run build first`);
  const port = await freePort();
  const { args, env } = how(port);
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', ...env },
  });
  const written: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  const exited = once(child, 'exit') as Promise<[number | null]>;
  const client = new LedgerClient(`http://127.0.0.1:${port}`);
  await untilItAnswers(client, child, written);
  return {
    client,
    pid: child.pid!,
    output: () => written.join(''),
    async end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      const [code] = await exited;
      return code;
    },
    residentMemory() {
      const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
      return Number(kilobytes) * 1024;
    },
  };
}

async function untilItAnswers(client: LedgerClient, child: ChildProcess, written: readonly string[]): Promise<void> {
  const until = Date.now() + START_MS;
  for (;;) {
    const answer = await client.get('/health/live').catch(() => undefined);
    if (answer?.status === 200) return;
    if (child.exitCode !== null || Date.now() > until)
      throw new Error(`the server did not start:\n${written.join('')}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
