/** Starts the server as operators do, as a process of its own, and asks it what it has used. */
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { timed } from './measure.js';
import type { Usage } from './usage-hook.js';

const DIST = fileURLToPath(new URL('../../../', import.meta.url));
const HOOK = new URL('./usage-hook.js', import.meta.url).href;
const LONGEST_START_MS = 120_000;
const LONGEST_STOP_MS = 120_000;

/** `serve`: ledger, projection and figures in one process; `ledger`: the write side by itself. */
export type ServerKind = 'serve' | 'ledger';

export interface BenchServer {
  readonly url: string;
  /** Milliseconds from its start until it answered. */
  readonly startMs: number;
  usage(): Promise<Usage>;
  /** Stops it in good order and waits. */
  stop(): Promise<void>;
}

/**
 * Starts it on a data directory, with the settings it has by itself; what it writes goes to a file beside the directory.
 * @param hooks modules that it loads first
 */
export async function startBenchServer(
  dataDir: string,
  kind: ServerKind = 'serve',
  hooks: readonly string[] = [],
): Promise<BenchServer> {
  mkdirSync(dataDir, { recursive: true });
  const log = join(dataDir, '..', `${kind}-${process.hrtime.bigint()}.log`);
  const file = openSync(log, 'a');
  const began = performance.now();
  const child = fork(join(DIST, MAINS[kind]), argumentsOf(kind, dataDir), {
    execArgv: [HOOK, ...hooks].flatMap((hook) => ['--import', hook]),
    env: { ...process.env, ...settingsOf(kind, dataDir) },
    stdio: ['ignore', file, file, 'ipc'],
  });
  closeSync(file);
  const ended = once(child, 'exit');
  const url = await addressIn(log, () => child.exitCode !== null);
  const startMs = performance.now() - began + (await timed(() => fetch(`${url}/health/live`)));
  return {
    url,
    startMs,
    async usage() {
      child.send('usage');
      const failed = ended.then(() => {
        throw new Error(`the server ended:\n${readFileSync(log, 'utf8').slice(-2_000)}`);
      });
      return ((await Promise.race([once(child, 'message'), failed])) as [Usage])[0];
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      const last = setTimeout(() => child.kill('SIGKILL'), LONGEST_STOP_MS);
      await ended;
      clearTimeout(last);
    },
  };
}

const MAINS = { serve: 'apps/cli/src/main.js', ledger: 'apps/ledger/src/main.js' } as const;

const argumentsOf = (kind: ServerKind, dataDir: string): string[] =>
  kind === 'serve' ? ['serve', '--data', dataDir, '--port', '0'] : [];

/** `serve` makes its keys itself; the ledger by itself must be given them. */
const settingsOf = (kind: ServerKind, dataDir: string): Record<string, string> =>
  kind === 'serve'
    ? {}
    : {
        PORT: '0',
        CARE_LEDGER_DATA: dataDir,
        CARE_LEDGER_PSEUDONYM_KEY: randomBytes(32).toString('base64'),
        CARE_LEDGER_MASTER_KEY: randomBytes(32).toString('base64'),
      };

/** The address that the server names in its output. @throws Error with the output when it does not. */
async function addressIn(log: string, ended: () => boolean): Promise<string> {
  const until = Date.now() + LONGEST_START_MS;
  for (;;) {
    const output = readFileSync(log, 'utf8');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    if (url) return url;
    if (ended() || Date.now() > until) throw new Error(`the server did not start:\n${output.slice(-2_000)}`);
    await delay(10);
  }
}
