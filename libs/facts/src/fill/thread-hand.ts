/** A hand in a thread of its own. */
import { Worker } from 'node:worker_threads';
import { compileLater } from '#libs/thread';
import type { PlacedErasure } from '../store/erase-streams.js';
import type { Reply, Request } from './fill-worker.js';
import type { Hand, HandOptions, Range } from './hand.js';
import type { LedgerPlace } from './ledger-place.js';
import type { HeapPlace } from './spill.js';

/**
 * Most memory of one thread, so that a fill stays within its bounds. What is young is a circle's and soon gone; with twice the
 * room for it a fill takes as long, and some 20 MB more in each thread.
 */
const LIMITS = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 24 };

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

type Asked<T> = T extends unknown ? Omit<T, 'number'> : never;

export class ThreadHand implements Hand {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private failure: Error | null = null;

  constructor(options: HandOptions, place: LedgerPlace) {
    compileLater();
    this.worker = new Worker(new URL('./fill-worker.js', import.meta.url), {
      workerData: { options, place },
      resourceLimits: LIMITS,
    });
    this.worker.on('message', (reply: Reply) => {
      const waiting = this.waiting.get(reply.number)!;
      this.waiting.delete(reply.number);
      if (reply.error) waiting.reject(reply.error);
      else waiting.resolve(reply);
    });
    this.worker.on('error', (error: NodeJS.ErrnoException) => this.fail(`failed (${error.code ?? error.name})`));
    this.worker.on('exit', () => this.fail('ended'));
  }

  async read(range: Range): Promise<readonly PlacedErasure[]> {
    return (await this.ask({ read: range })).erasures!;
  }

  async heaps(): Promise<readonly HeapPlace[]> {
    return (await this.ask({ end: 'reading' })).heaps!;
  }

  async fold(places: readonly HeapPlace[]): Promise<void> {
    await this.ask({ fold: places });
  }

  async finish(): Promise<void> {
    await this.ask({ end: 'files' });
  }

  /** Also one in the middle of its work. */
  async close(): Promise<void> {
    if (this.waiting.size === 0 && this.failure === null) await this.ask({ end: 'all' });
    await this.worker.terminate();
  }

  private ask(what: Asked<Request>): Promise<Reply> {
    if (this.failure) return Promise.reject(this.failure);
    const number = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.worker.postMessage({ number, ...what });
    });
  }

  private fail(what: string): void {
    this.failure ??= new Error(`a thread that fills the facts ${what}`);
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}
