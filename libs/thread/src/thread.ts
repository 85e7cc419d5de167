/** The side of a thread that asks. */
import { Worker, type ResourceLimits, type TransferListItem } from 'node:worker_threads';

/** The thread ended before it had answered. */
export class ThreadEndedError extends Error {
  override readonly name = 'ThreadEndedError';
}

export interface ThreadOptions {
  /** The module that it runs, which calls `answerRequests`. */
  readonly module: URL;
  /** What the module is started with. */
  readonly data: unknown;
  /** Most memory that it may take. */
  readonly limits?: ResourceLimits;
}

/** A numbered request. */
export interface Sent<Request> {
  readonly number: number;
  readonly request: Request;
}

/** The answer to a numbered request, or why there is none. */
export type Reply<Answer> = { readonly number: number } & ({ readonly answer: Answer } | { readonly error: Error });

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A thread that answers requests. It is started by the first one; when it breaks, all that wait are told, and the next request
 * starts another. It keeps the process alive only while somebody waits.
 */
export class Thread<Request, Answer> {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting<Answer>>();
  private asked = 0;

  constructor(private readonly options: ThreadOptions) {}

  /** Whether there is one now. */
  get isRunning(): boolean {
    return this.worker !== null;
  }

  /**
   * Asks; fails as the thread did.
   * @param transfer what goes over without being copied, and is gone here
   * @throws ThreadEndedError when the thread ended, or could not be started
   */
  ask(request: Request, transfer: readonly TransferListItem[] = []): Promise<Answer> {
    const worker = (this.worker ??= this.start());
    const number = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      worker.ref();
      worker.postMessage({ number, request } satisfies Sent<Request>, transfer);
    });
  }

  /** Ends the thread, also in the middle of its work. */
  async end(): Promise<void> {
    await this.worker?.terminate();
  }

  private start(): Worker {
    const { module, data, limits } = this.options;
    const worker = new Worker(module, { workerData: data, resourceLimits: limits });
    let reason = 'ended';
    worker.on('message', (reply: Reply<Answer>) => this.answered(worker, reply));
    worker.on('error', (error: NodeJS.ErrnoException) => (reason = `failed (${error.code ?? error.name})`));
    worker.on('exit', () => this.ended(worker, reason));
    return worker;
  }

  private answered(worker: Worker, reply: Reply<Answer>): void {
    const { resolve, reject } = this.waiting.get(reply.number)!;
    this.waiting.delete(reply.number);
    if (this.waiting.size === 0) worker.unref();
    if ('error' in reply) reject(reply.error);
    else resolve(reply.answer);
  }

  private ended(worker: Worker, reason: string): void {
    if (this.worker === worker) this.worker = null;
    const left = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of left) reject(new ThreadEndedError(`A thread ${reason}.`));
  }
}
