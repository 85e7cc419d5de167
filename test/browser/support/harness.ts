/** The built server with a small simulated region, and a real Chromium: started once for all cases. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { followRequests } from './settled.js';

/** Debian's; `.ci/run` installs it. */
export const CHROMIUM = '/usr/bin/chromium';

const MAIN = resolve('dist/apps/cli/src/main.js');

/** Enough for every picture to have something to draw, few enough to load within seconds. */
const CLIENTS = 700;

export interface Harness {
  readonly url: string;
  /** A page of a new reader, also of another server by its whole address: nothing kept from another. Everything the console says against it is in `complaints`. */
  open(path: string, options?: BrowserContextOptions): Promise<{ readonly page: Page; readonly complaints: string[] }>;
  /** Asks the API itself. */
  api<T>(path: string): Promise<T>;
  stop(): Promise<void>;
}

/** @param clients how many young people are simulated; null for as many as `npm start` does */
export async function startHarness({ clients = CLIENTS }: { clients?: number | null } = {}): Promise<Harness> {
  if (!existsSync(MAIN)) throw new Error(`${MAIN} is not there: run npm run build first`);
  const folder = await mkdtemp(join(tmpdir(), 'care-ledger-browser-'));
  const size = clients === null ? [] : ['--demo-clients', String(clients)];
  const args = ['serve', '--demo', ...size, '--data', join(folder, 'data'), '--port', '0'];
  const starting = chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
  const [server, browser] = await Promise.all([spawnServer(args), starting]);
  const { url } = server;
  return {
    url,
    open: (path, options) => open(browser, new URL(path, url).href, options),
    api: async <T>(path: string) => (await (await fetch(url + path)).json()) as T,
    async stop() {
      await browser.close();
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** Starts the built program with arguments of its own; ends when its figures are there. */
export async function spawnServer(args: readonly string[]): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, NODE_OPTIONS: '' } });
  const url = await addressOf(server);
  return {
    url,
    async stop() {
      const ended = once(server, 'close');
      server.kill('SIGTERM');
      await ended;
    },
  };
}

async function open(browser: Browser, address: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  followRequests(page);
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(address);
  return { page, complaints };
}

/** The address that the command prints when the region is loaded and its figures are there. */
async function addressOf(server: ChildProcess): Promise<string> {
  let out = '';
  return new Promise((resolve, reject) => {
    server.stdout!.setEncoding('utf8').on('data', (part: string) => {
      out += part;
      const url = /analysts' pages +(\S+)\//.exec(out)?.[1];
      if (url) resolve(url);
    });
    let err = '';
    server.stderr!.setEncoding('utf8').on('data', (part: string) => (err += part));
    server.once('close', () => reject(new Error(`The server ended: ${err}`)));
  });
}
