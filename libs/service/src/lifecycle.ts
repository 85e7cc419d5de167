/** Opening in order, closing the other way round, and stopping on signals. */
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SettingsError } from './settings/read-settings.js';

/** A service that runs. */
export interface RunningService {
  /** Without a trailing slash. */
  readonly url: string;
  /** Finishes what was accepted, then closes everything; more calls give the same promise. */
  stop(): Promise<void>;
}

/** What is open, in the order of opening. */
export interface Opened {
  /** Names something that is open now, to be closed before all that was opened before it. */
  add(close: () => Promise<void> | void): void;
}

/**
 * Starts a service; when something fails on the way, what was opened is closed and the failure passed on.
 * @param open opens everything, says so, and gives the address.
 */
export async function startService(open: (opened: Opened) => Promise<string>): Promise<RunningService> {
  const steps: (() => Promise<void> | void)[] = [];
  const close = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const step of steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  };
  try {
    const url = await open({ add: (step) => void steps.push(step) });
    let stopping: Promise<void> | undefined;
    return { url, stop: () => (stopping ??= close()) };
  } catch (error) {
    await close().catch(() => undefined); // what went wrong first is what the operator must hear
    throw error;
  }
}

/**
 * Listens, and gives the address without a trailing slash.
 * @throws SettingsError when the address or port cannot be had.
 */
export async function listenOn(app: NestFastifyApplication, port: number, host: string): Promise<string> {
  try {
    await app.listen(port, host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw taken('PORT', `${port} is in use: set another, 0 = any free one.`, error);
    if (code === 'EACCES') throw taken('PORT', `${port} may not be used by this user: set one above 1023.`, error);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw taken('HOST', 'is no address of this machine.', error);
    throw error;
  }
  return (await app.getUrl()).replace(/\/$/, '');
}

function taken(variable: string, message: string, cause: unknown): SettingsError {
  return new SettingsError([{ variable, message }], { cause });
}

/**
 * The life of a process that is one service: starts it, says where it is, and stops it at SIGTERM or SIGINT; a second
 * signal ends it at once. Exit status 0 when it was stopped, 1 when it failed, 2 when its settings are wrong.
 */
export async function runAsProcess(
  start: () => Promise<RunningService>,
  announce: (url: string) => string,
): Promise<void> {
  try {
    const service = await start();
    let stopping = false;
    const stop = (signal: NodeJS.Signals): void => {
      if (stopping) process.exit(signal === 'SIGINT' ? 130 : 143);
      stopping = true;
      service.stop().then(() => process.exit(0), fail);
    };
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
    process.stdout.write(`${announce(service.url)}\n`);
  } catch (error) {
    fail(error);
  }
}

/** Messages here are ours or the store's; neither holds event data. */
function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : 'The service failed.'}\n`);
  process.exit(error instanceof SettingsError ? 2 : 1);
}
