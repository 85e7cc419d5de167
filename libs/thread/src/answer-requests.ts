/** The side of a `Thread` that works. */
import { parentPort, workerData, type TransferListItem } from 'node:worker_threads';
import type { Reply, Sent } from './thread.js';

/** An answer, and what of it goes over to the asker without being copied. */
export interface Answered<Answer> {
  readonly answer: Answer;
  readonly transfer?: readonly TransferListItem[];
}

/**
 * Answers every request to this thread. Requests are begun in the order in which they were sent, and may be under way at the
 * same time; an error is passed on by name and message.
 * @param begin makes what answers, of what the thread was started with
 */
export function answerRequests<Data, Request, Answer>(
  begin: (data: Data) => (request: Request) => Promise<Answered<Answer>>,
): void {
  const port = parentPort!;
  const answer = begin(workerData as Data);
  port.on('message', ({ number, request }: Sent<Request>) => {
    void answer(request).then(
      ({ answer, transfer }) => port.postMessage({ number, answer } satisfies Reply<Answer>, transfer),
      (error: unknown) => port.postMessage({ number, error: error as Error } satisfies Reply<Answer>),
    );
  });
}
