import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

/** What the store answered to an append of the child. */
export interface Receipt {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
  readonly id: string;
}

/** A process of its own that appends to a store: the built program, as `#libs` outside Jest is `dist`. */
export interface AppendingChild {
  readonly process: ChildProcess;
  /** The receipts it has printed so far. */
  readonly receipts: readonly Receipt[];
  /** Resolves when it has printed so many. */
  printed(count: number): Promise<void>;
  /** Resolves with its exit status when it is gone and all it printed is in `receipts`; null when it was killed. */
  readonly gone: Promise<number | null>;
}

/** Starts one on a file, for these streams, with so many events for each (none = until killed). */
export function startAppending(path: string, streams: readonly string[], count?: number): AppendingChild {
  if (!existsSync(new URL('dist/libs/event-store-sqlite/src/index.js', ROOT))) {
    throw new Error('This test runs the built program: run `npm run build` first.');
  }
  const script = fileURLToPath(new URL('test/fault/appending-child.js', ROOT));
  const child = spawn(process.execPath, [script, path, streams.join(','), ...(count ? [String(count)] : [])], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const receipts: Receipt[] = [];
  const waiting = new Set<() => void>();
  createInterface(child.stdout).on('line', (line) => {
    const [stream, revision, position, id] = line.split(' ');
    // The last line may have been cut off by the kill.
    if (id?.length === 36) receipts.push({ stream: stream!, revision: Number(revision), position: position!, id });
    for (const check of waiting) check();
  });
  const gone = new Promise<number | null>((resolve) => child.on('close', (status) => resolve(status)));
  const printed = (wanted: number) =>
    new Promise<void>((resolve, reject) => {
      const check = () => receipts.length >= wanted && resolve();
      waiting.add(check);
      check();
      void gone.then(() => reject(new Error(`The child ended after ${receipts.length} receipts.`)));
    });
  return { process: child, receipts, printed, gone };
}
