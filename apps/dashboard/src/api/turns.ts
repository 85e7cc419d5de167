/**
 * Turns of requests: so many are under way at once, in the order in which they were asked. A browser would send six and a server
 * would compute them side by side, so that all come late; in turns the first picture is there while the others are computed.
 */
const MOST = 3;

let underWay = 0;
const waiting: (() => void)[] = [];

/** Runs a request when its turn has come; one that was given up meanwhile is not sent. */
export async function inTurn<T>(signal: AbortSignal, send: () => Promise<T>): Promise<T> {
  if (underWay >= MOST) await new Promise<void>((resolve) => waiting.push(resolve));
  else underWay += 1;
  try {
    signal.throwIfAborted();
    return await send();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else underWay -= 1;
  }
}
