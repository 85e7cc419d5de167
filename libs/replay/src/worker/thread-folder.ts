/** A folder in a thread of its own. */
import { Worker } from 'node:worker_threads';
import type { PersonText } from '#libs/facts';
import { collectSooner } from '#libs/thread';
import type { Spooled } from '../run/spool.js';
import type { Reply, Request } from './fold-worker.js';
import type { Finished, Folded, Folder, FolderOptions } from './folder.js';

interface Waiting {
  readonly resolve: (answer: Folded | Finished) => void;
  readonly reject: (error: Error) => void;
}

export class ThreadFolder implements Folder {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;

  constructor(options: FolderOptions) {
    collectSooner();
    this.worker = new Worker(new URL('./fold-worker.js', import.meta.url), { workerData: options });
    this.worker.on('message', ({ number, answer }: Reply) => {
      this.waiting.get(number)!.resolve(answer);
      this.waiting.delete(number);
    });
    this.worker.on('error', (error: NodeJS.ErrnoException) => {
      this.fail(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? 'the fold needs more memory than there is: keep less per person, or in finish less of all persons'
          : `a thread of the replay failed (${error.code ?? error.name})`,
      );
    });
    this.worker.on('exit', () => this.fail('a thread of the replay ended: a fold does not end the process'));
  }

  fold(persons: readonly PersonText[]): Promise<Folded> {
    return this.ask({ persons }) as Promise<Folded>;
  }

  finish(spooled: Spooled): Promise<Finished> {
    return this.ask({ spooled }) as Promise<Finished>;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private ask(what: { persons: readonly PersonText[] } | { spooled: Spooled }): Promise<Folded | Finished> {
    const number = ++this.asked;
    return new Promise((resolve, reject) => {
      this.waiting.set(number, { resolve, reject });
      this.worker.postMessage({ number, ...what } satisfies Request);
    });
  }

  private fail(problem: string): void {
    for (const { reject } of this.waiting.values()) reject(new Error(problem));
    this.waiting.clear();
  }
}
