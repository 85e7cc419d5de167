/** The thread of a `ThreadFolder`: answers each message with its number. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PersonText } from '#libs/facts';
import type { Spooled } from '../run/spool.js';
import { LocalFolder, type Finished, type Folded, type FolderOptions } from './folder.js';
import { setClockApart } from './clock.js';

/** What a thread is asked. */
export type Request = { readonly number: number } & (
  { readonly persons: readonly PersonText[] } | { readonly spooled: Spooled }
);

export interface Reply {
  readonly number: number;
  readonly answer: Folded | Finished;
}

const options = workerData as FolderOptions;
if (options.second) setClockApart();
const folder = new LocalFolder(options);

parentPort!.on('message', (request: Request) => {
  const answering = 'persons' in request ? folder.fold(request.persons) : folder.finish(request.spooled);
  answering.then(
    (answer) => parentPort!.postMessage({ number: request.number, answer } satisfies Reply),
    (error: unknown) => {
      throw error; // ends the thread; who asked hears of it
    },
  );
});
