import { describe, expect, it } from '@jest/globals';
import { CommitSignal } from './commit-signal.js';

const LONG = 1_000_000;

describe('commit signal', () => {
  it('wakes all that wait', async () => {
    const signal = new CommitSignal();
    const waiting = Promise.all([signal.wait(LONG), signal.wait(LONG)]);
    signal.notify();
    expect(await waiting).toHaveLength(2);
  });

  it('wakes after the time given, and on abort', async () => {
    const signal = new CommitSignal();
    await signal.wait(1);
    const abort = new AbortController();
    const waiting = signal.wait(LONG, abort.signal);
    abort.abort();
    await waiting;
    await signal.wait(LONG, abort.signal);
    expect(abort.signal.aborted).toBe(true);
  });
});
