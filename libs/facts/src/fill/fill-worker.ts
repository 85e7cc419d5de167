/** The thread of a `ThreadHand`: answers each message with its number. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PlacedErasure } from '../store/erase-streams.js';
import { LocalHand, type HandOptions, type Range } from './hand.js';
import { openLedger, type LedgerPlace } from './ledger-place.js';
import type { HeapPlace } from './spill.js';

/** What a thread is asked. */
export type Request = { readonly number: number } & (
  { readonly read: Range } | { readonly fold: readonly HeapPlace[] } | { readonly end: 'reading' | 'files' | 'all' }
);

export interface Reply {
  readonly number: number;
  readonly erasures?: readonly PlacedErasure[];
  readonly heaps?: readonly HeapPlace[];
  /** What went wrong; never event data. */
  readonly error?: Error;
}

const { options, place } = workerData as { readonly options: HandOptions; readonly place: LedgerPlace };
const opening = openLedger(place);
const ready = opening.then((ledger) => new LocalHand(options, ledger));

async function answer(request: Request): Promise<Reply> {
  const { number } = request;
  try {
    const hand = await ready;
    if ('read' in request) return { number, erasures: await hand.read(request.read) };
    if ('fold' in request) await hand.fold(request.fold);
    else if (request.end === 'reading') return { number, heaps: await hand.heaps() };
    else await hand.finish();
    if ('end' in request && request.end === 'all') await (await opening).close();
    return { number };
  } catch (error) {
    return { number, error: error as Error };
  }
}

parentPort!.on('message', (request: Request) => {
  void answer(request).then((reply) => parentPort!.postMessage(reply));
});
