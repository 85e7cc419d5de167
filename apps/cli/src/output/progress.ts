/** Progress of long work, on standard error: a bar on a terminal, elsewhere a plain line every few seconds. */
import cliProgress from 'cli-progress';
import { count } from './numbers.js';

export interface Progress {
  /** @param done parts done, of the total. @param note what to say beside it, such as a number of events. */
  update(done: number, note?: string): void;
  /** Takes the bar away. More calls do nothing. */
  stop(): void;
}

export interface ProgressOptions {
  readonly label: string;
  /** Null when it is not known how much there is: then only the note is shown. */
  readonly total: number | null;
  /** No output at all. */
  readonly quiet?: boolean;
  readonly stream?: NodeJS.WriteStream;
  /** Milliseconds between plain lines; default 3,000. */
  readonly everyMs?: number;
  readonly now?: () => number;
}

/** Shows progress; work that ends within a few seconds says nothing off a terminal. */
export function startProgress(options: ProgressOptions): Progress {
  const stream = options.stream ?? process.stderr;
  if (options.quiet) return { update: () => undefined, stop: () => undefined };
  return stream.isTTY ? bar(options, stream) : lines(options, stream);
}

function bar({ label, total }: ProgressOptions, stream: NodeJS.WriteStream): Progress {
  const format = total === null ? `${label}  {note}` : `${label}  {bar} {percentage} %  {note}`;
  const single = new cliProgress.SingleBar(
    { format, stream, clearOnComplete: true, hideCursor: true, fps: 8, barsize: 30 },
    cliProgress.Presets.shades_classic,
  );
  single.start(total ?? 1, 0, { note: '' });
  let running = true;
  return {
    update: (done, note = '') => {
      if (running) single.update(total === null ? 0 : Math.min(done, total), { note });
    },
    stop: () => {
      if (running) single.stop();
      running = false;
    },
  };
}

function lines(
  { label, total, everyMs = 3000, now = Date.now }: ProgressOptions,
  stream: NodeJS.WriteStream,
): Progress {
  let last = now();
  return {
    update: (done, note = '') => {
      if (now() - last < everyMs) return;
      last = now();
      const share = total === null || total === 0 ? '' : `${Math.floor((100 * Math.min(done, total)) / total)} %`;
      stream.write(`${[label, share, note].filter(Boolean).join('  ')}\n`);
    },
    stop: () => undefined,
  };
}

/** `12,345 events`. */
export function events(total: number): string {
  return `${count(total)} ${total === 1 ? 'event' : 'events'}`;
}
