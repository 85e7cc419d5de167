import { setTimeout } from 'node:timers/promises';

/** Waits so many ms, or until the signal aborts; it never rejects. */
export async function delay(ms: number, signal?: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
}
