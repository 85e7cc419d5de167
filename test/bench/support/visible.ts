/** When the figures have seen which position, by looking at the readiness of a server again and again. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Received } from './pace.js';

/** Up to where the figures were, in ms of `performance.now()` right after the answer came. */
export interface Look {
  readonly position: number;
  readonly at: number;
}

const EVERY_MS = 10;

/** Looks until it is stopped, which gives all looks. */
export function watchFigures(url: string): (until: number) => Promise<Look[]> {
  const looks: Look[] = [];
  let last = Infinity;
  const watching = (async () => {
    while ((looks.at(-1)?.position ?? 0) < last) {
      const answer = (await (await fetch(`${url}/health/ready`)).json()) as Ready;
      looks.push({ position: Number(answer.checks.projection.data.position ?? 0), at: performance.now() });
      await delay(EVERY_MS);
    }
  })();
  return async (until) => {
    last = until;
    await watching;
    return looks;
  };
}

interface Ready {
  readonly checks: { readonly projection: { readonly data: { readonly position: string | null } } };
}

/** For each receipt the ms until the first look that had seen its position; looks made before the receipt count as 0. */
export function untilSeen(received: readonly Received[], looks: readonly Look[]): number[] {
  const inOrder = [...received].sort((a, b) => a.position - b.position);
  let look = 0;
  return inOrder.map(({ position, at }) => {
    while (look < looks.length - 1 && looks[look]!.position < position) look += 1;
    return Math.max(0, looks[look]!.at - at);
  });
}
