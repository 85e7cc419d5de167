import { describe, expect, it } from '@jest/globals';
import { StoreClosedError, WrongExpectedRevisionError } from '#libs/event-store';
import { all, event, events, follow, idsOf, type CurrentStore } from './support.js';

/** Closing a store. */
export function closingContract(current: CurrentStore): void {
  it('finishes what was accepted', async () => {
    const { store } = current();
    const accepted = Array.from({ length: 20 }, (_, n) => store.append(`s-${n}`, [event()], 'any'));
    await store.close();
    for (const appended of await Promise.all(accepted)) expect(appended).toHaveLength(1);
  });

  it('refuses every later call, and may be repeated', async () => {
    const { store } = current();
    await store.append('s', [event()], 'any');
    await store.close();
    await store.close();
    await expect(store.append('s', [event()], 'any')).rejects.toThrow(StoreClosedError);
    const [result] = await store.appendMany([{ stream: 's', events: [event()], expectedRevision: 'any' }]);
    expect(result).toMatchObject({ ok: false, error: { name: 'StoreClosedError', retryable: false } });
    await expect(all(store.readAll())).rejects.toThrow(StoreClosedError);
    await expect(all(store.readStream('s'))).rejects.toThrow(StoreClosedError);
    await expect(store.streamRevision('s')).rejects.toThrow(StoreClosedError);
    await expect(store.findEvents([event().id])).rejects.toThrow(StoreClosedError);
    await expect(store.head()).rejects.toThrow(StoreClosedError);
    expect(await store.health()).toMatchObject({ ok: false });
  });
}

/** Two connections to the same events. */
export function sharingContract(current: CurrentStore): void {
  describe('another connection', () => {
    it('reads what was acknowledged, also after the first one closed', async () => {
      const { store, another } = current();
      const batch = events(5);
      const appended = await store.append('s', batch, 'any');
      const other = await another!();
      expect(idsOf(await all(other.readAll()))).toEqual(idsOf(appended));
      await store.close();
      expect(idsOf(await all(other.readStream('s')))).toEqual(idsOf(batch));
    });

    it('meets the same expected revisions and repeats', async () => {
      const { store, another } = current();
      const other = await another!();
      const batch = events(2);
      const first = await store.append('s', batch, 'must-not-exist');
      expect(await other.append('s', batch, 'must-not-exist')).toEqual(first);
      await expect(other.append('s', [event()], 0)).rejects.toThrow(WrongExpectedRevisionError);
      expect((await other.append('s', [event()], 1))[0]!.revision).toBe(2);
      await expect(store.append('s', [event()], 1)).rejects.toMatchObject({ actual: 2 });
    });

    it('follows the appends of the first', async () => {
      const { store, another } = current();
      const following = follow(await another!(), 30);
      for (let n = 0; n < 15; n += 1) await store.append('s', events(2), 'any');
      expect(await following).toEqual(await all(store.readAll()));
    });

    it('may append at the same time: of each revision there is one, and every answer is true', async () => {
      const { store, another } = current();
      const other = await another!();
      const accepted = await Promise.all([store, other].map((one) => raceFor(one, 40)));
      const ledger = await all(store.readStream('raced'));
      expect(ledger.map(({ revision }) => revision)).toEqual(Array.from({ length: 80 }, (_, n) => n));
      expect(new Set(idsOf(ledger))).toEqual(new Set(accepted.flat()));
      expect(await all(other.readAll())).toEqual(ledger);
    });
  });
}

/** Appends so many events to one stream, each at the revision just read; returns the ids that were accepted. */
async function raceFor(store: Parameters<typeof follow>[0], count: number): Promise<string[]> {
  const accepted: string[] = [];
  while (accepted.length < count) {
    const one = event();
    try {
      await store.append('raced', [one], (await store.streamRevision('raced')) ?? 'must-not-exist');
      accepted.push(one.id);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevisionError)) throw error;
    }
  }
  return accepted;
}
