/** Giving memory back to the system that the JavaScript of this thread has no use for. */
import { Session } from 'node:inspector';

/** Bytes of a heap with which it is worth its time. */
const LARGE = 128 * 1024 * 1024;

/**
 * Collects what is not in use any more and moves together what is, if the heap is large. By itself V8 leaves that until there is
 * nothing to do, and what a busy time left would stand beside the memory of what comes next. It holds this thread up, for some
 * half a second, so it is for once before much work.
 */
export async function giveMemoryBack(large = LARGE): Promise<void> {
  if (process.memoryUsage().heapTotal < large) return;
  const session = new Session();
  session.connect();
  try {
    await new Promise<void>((resolve, reject) =>
      session.post('HeapProfiler.collectGarbage', (error) => (error ? reject(error) : resolve())),
    );
  } finally {
    session.disconnect();
  }
}
