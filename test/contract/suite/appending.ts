import { describe, expect, it } from '@jest/globals';
import type { WrongExpectedRevisionError } from '#libs/event-store';
import { comparePositions, EventIdTakenError, InvalidArgumentError, type ExpectedRevision } from '#libs/event-store';
import { all, event, events, idsOf, positionsOf, type CurrentStore } from './support.js';

/** Mode, and whether it lets an append to a new stream and to a stream at revision 1 pass. */
const MODES: readonly [mode: ExpectedRevision, onNew: boolean, onExisting: boolean][] = [
  ['any', true, true],
  ['must-not-exist', true, false],
  ['must-exist', false, true],
  [1, false, true],
  [0, false, false],
  [2, false, false],
];

/** What an append accepts, refuses and answers. */
export function appendingContract(current: CurrentStore): void {
  describe('expected revision', () => {
    for (const [mode, onNew, onExisting] of MODES) {
      it(`${mode}: ${onNew ? 'accepts' : 'refuses'} a new stream`, async () => {
        const { store } = current();
        const appending = store.append('s', [event()], mode);
        if (onNew) expect((await appending)[0]!.revision).toBe(0);
        else await expect(appending).rejects.toMatchObject(refusal('s', mode, null));
        expect(await store.streamRevision('s')).toBe(onNew ? 0 : null);
      });

      it(`${mode}: ${onExisting ? 'accepts' : 'refuses'} a stream at revision 1`, async () => {
        const { store } = current();
        await store.append('s', events(2), 'must-not-exist');
        const appending = store.append('s', [event()], mode);
        if (onExisting) expect((await appending)[0]!.revision).toBe(2);
        else await expect(appending).rejects.toMatchObject(refusal('s', mode, 1));
        expect(await store.streamRevision('s')).toBe(onExisting ? 2 : 1);
      });
    }

    it('lets exactly one of many appends at the same revision pass', async () => {
      const { store } = current();
      await store.append('s', [event()], 'must-not-exist');
      const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => store.append('s', [event()], 0)));
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const attempt of attempts) {
        if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject(refusal('s', 0, 1));
      }
      expect(await store.streamRevision('s')).toBe(1);
    });
  });

  describe('one write', () => {
    it('gives consecutive revisions and growing positions in the order given', async () => {
      const { store } = current();
      const batch = events(5);
      const appended = await store.append('s', batch, 'any');
      expect(idsOf(appended)).toEqual(idsOf(batch));
      expect(appended.map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
      expectGrowing(positionsOf(appended));
    });

    it('answers with what is then read', async () => {
      const { store } = current();
      const appended = await store.append('s', events(3), 'any');
      const read = await all(store.readStream('s'));
      expect(appended).toEqual(
        read.map(({ id, revision, position, recordedAt }) => ({ id, revision, position, recordedAt })),
      );
      for (const { recordedAt } of appended) expect(recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    });

    it('is stored whole or not at all', async () => {
      const { store } = current();
      const known = event();
      await store.append('a', [known], 'any');
      await expect(store.append('b', [event(), known, event()], 'any')).rejects.toThrow(EventIdTakenError);
      expect(await all(store.readStream('b'))).toEqual([]);
      expect(await all(store.readAll())).toHaveLength(1);
    });

    it('with no event changes nothing', async () => {
      const { store } = current();
      expect(await store.append('s', [], 'must-exist')).toEqual([]);
      expect(await store.streamRevision('s')).toBeNull();
      expect(await store.head()).toBeNull();
    });

    it('refuses an id that stands in another stream, naming it', async () => {
      const { store } = current();
      const known = event();
      await store.append('a', [known], 'any');
      await expect(store.append('b', [known], 'any')).rejects.toMatchObject({
        name: 'EventIdTakenError',
        id: known.id,
      });
    });

    it('refuses an id that it holds twice', async () => {
      const { store } = current();
      const twice = event();
      await expect(store.append('s', [twice, twice], 'any')).rejects.toThrow(EventIdTakenError);
      expect(await store.streamRevision('s')).toBeNull();
    });

    it('refuses what no state of the store could take', async () => {
      const { store } = current();
      await expect(store.append('', [event()], 'any')).rejects.toThrow(InvalidArgumentError);
      await expect(store.append('s', [{ ...event(), id: 'none' }], 'any')).rejects.toThrow(InvalidArgumentError);
      await expect(store.append('s', [{ ...event(), type: '' }], 'any')).rejects.toThrow(InvalidArgumentError);
      await expect(store.append('s', [event()], -1)).rejects.toThrow(InvalidArgumentError);
      await expect(store.append('s', [event()], 0.5)).rejects.toThrow(InvalidArgumentError);
      expect(await store.head()).toBeNull();
    });
  });

  describe('many writes', () => {
    it('stand or fall alone, in order', async () => {
      const { store } = current();
      const results = await store.appendMany([
        { stream: 'a', events: events(2), expectedRevision: 'must-not-exist' },
        { stream: 'b', events: events(1), expectedRevision: 'must-exist' },
        { stream: 'a', events: events(1), expectedRevision: 1 },
        { stream: 'c', events: [], expectedRevision: 'any' },
        { stream: 'c', events: events(1), expectedRevision: 'any' },
      ]);
      expect(results.map(({ ok }) => ok)).toEqual([true, false, true, true, true]);
      expect(results[1]).toMatchObject({ error: refusal('b', 'must-exist', null) });
      const stored = results.flatMap((result) => (result.ok ? result.events : []));
      expect(stored.map(({ revision }) => revision)).toEqual([0, 1, 2, 0]);
      expect(idsOf(await all(store.readAll()))).toEqual(idsOf(stored));
      expectGrowing(positionsOf(stored));
    });

    it('fall with an earlier one of the same call to the same stream', async () => {
      const { store } = current();
      await store.append('a', events(1), 'must-not-exist');
      const results = await store.appendMany([
        { stream: 'a', events: events(1), expectedRevision: 'must-not-exist' },
        { stream: 'b', events: events(1), expectedRevision: 'must-not-exist' },
        { stream: 'a', events: events(1), expectedRevision: 0 },
      ]);
      expect(results.map(({ ok }) => ok)).toEqual([false, true, false]);
      expect(results[2]).toMatchObject({ error: refusal('a', 'must-not-exist', 0) });
      expect(await store.streamRevision('a')).toBe(0);
    });

    it('stop at the first that fails, when that is asked', async () => {
      const { store } = current();
      const write = (stream: string, expectedRevision: ExpectedRevision) => ({
        stream,
        events: events(1),
        expectedRevision,
      });
      const writes = [
        ...[write('a', 'must-not-exist'), write('b', 'must-not-exist'), write('a', 0), write('c', 'must-not-exist')],
        ...[write('b', 'must-not-exist'), write('d', 'must-not-exist'), write('a', 1)],
      ];
      const results = await store.appendMany(writes, { stopAtFailure: true });
      expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true, false, false, false]);
      expect(results[6]).toMatchObject({ error: refusal('b', 'must-not-exist', 0) });
      expect(idsOf(await all(store.readAll()))).toEqual(writes.slice(0, 4).flatMap((one) => idsOf(one.events)));
    });

    it('of none give no result', async () => {
      expect(await current().store.appendMany([])).toEqual([]);
    });

    it('take 500 at once from as many callers', async () => {
      const { store } = current();
      const appended = await Promise.all(
        Array.from({ length: 500 }, (_, n) => store.append(`s-${n % 50}`, [event(`{"n":${n}}`)], 'any')),
      );
      const stored = await all(store.readAll());
      expect(new Set(idsOf(appended.flat()))).toEqual(new Set(idsOf(stored)));
      expectGrowing(positionsOf(stored));
      for (let stream = 0; stream < 50; stream += 1) {
        const revisions = (await all(store.readStream(`s-${stream}`))).map(({ revision }) => revision);
        expect(revisions).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }
    });
  });
}

function refusal(
  stream: string,
  expected: ExpectedRevision,
  actual: number | null,
): Partial<WrongExpectedRevisionError> {
  return { name: 'WrongExpectedRevisionError', stream, expected, actual };
}

function expectGrowing(positions: readonly string[]): void {
  for (let n = 1; n < positions.length; n += 1) {
    expect(comparePositions(positions[n - 1]!, positions[n]!)).toBeLessThan(0);
  }
}
