import { describe, expect, it } from '@jest/globals';
import type { ProjectionStatus } from '#libs/projection';
import { catchUp } from './catch-up.js';

const HEAD = { position: '1000', recordedAt: '2026-01-01T00:00:00.000Z' };
const BEHIND: ProjectionStatus = {
  state: 'catching-up',
  position: null,
  recordedAt: null,
  head: HEAD,
  lagEvents: 1_000,
  lagSeconds: 0,
};

/** What is shown while a projection passes through some states, the first before it is waited for. */
async function shown(...states: readonly Partial<ProjectionStatus>[]): Promise<unknown[]> {
  const left = states.map((state) => ({ ...BEHIND, ...state }));
  const updates: unknown[] = [];
  const projection = {
    status: () => Promise.resolve(left.shift()!),
    waitFor: (position: string) => Promise.resolve(position.startsWith(HEAD.position) && left.length === 0),
  };
  await catchUp(projection, {
    update: (done, note) => updates.push([Math.round(done), note]),
    stop: () => updates.push('stopped'),
  });
  return updates;
}

describe('waiting for the figures', () => {
  it('shows what is left, that they wait, and how far they are made anew', async () => {
    expect(
      await shown({}, { waiting: true }, { filled: 0.5 }, { filled: 1 }, { position: '900', lagEvents: 100 }),
    ).toEqual([
      [0, 'waiting until no more events come in'],
      [500, '1,000 events left'],
      [990, '1,000 events left'],
      [900, '100 events left'],
      'stopped',
    ]);
  });

  it('shows the part of a log whose positions count no events', async () => {
    const log = { head: { ...HEAD, position: '1000-1000' }, lagEvents: null };
    expect(await shown(log, { ...log, position: '250-250' })).toEqual([[250, ''], 'stopped']);
  });

  it('shows nothing for an empty ledger', async () => {
    expect(await shown({ head: null })).toEqual(['stopped']);
  });

  it('ends with the reason when they cannot be made', async () => {
    await expect(shown({}, { state: 'failed', error: 'the disk is full' })).rejects.toThrow(/disk is full/);
  });
});
