import { describe, expect, it } from '@jest/globals';
import { EventIdTakenError, WrongExpectedRevisionError, type ExpectedRevision } from '#libs/event-store';
import { all, event, events, type CurrentStore } from './support.js';

/** The same append sent again, because its answer was lost or because it was delivered twice. */
export function retryingContract(current: CurrentStore): void {
  describe('the same append again', () => {
    for (const mode of ['must-not-exist', 'any'] as const) {
      it(`${mode}: answers with the first result on the stream it made`, async () => {
        const { store } = current();
        const batch = events(3);
        const first = await store.append('s', batch, mode);
        expect(await store.append('s', batch, mode)).toEqual(first);
        expect(await all(store.readAll())).toHaveLength(3);
      });
    }

    for (const mode of ['must-exist', 'any', 1] as const) {
      it(`${mode}: answers with the first result, also after others have appended`, async () => {
        const { store } = current();
        await store.append('s', events(2), 'must-not-exist');
        const batch = events(3);
        const first = await store.append('s', batch, mode);
        await store.append('s', events(2), 'any');
        await store.append('other', events(2), 'any');
        expect(await store.append('s', batch, mode)).toEqual(first);
        expect(await store.streamRevision('s')).toBe(6);
      });
    }

    it('answers with the first result when both are sent at the same moment', async () => {
      const { store } = current();
      const batch = events(2);
      const answers = await Promise.all([1, 2, 3].map(() => store.append('s', batch, 'must-not-exist')));
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
      expect(await all(store.readAll())).toHaveLength(2);
    });

    it('answers with the first result within one call of many', async () => {
      const { store } = current();
      const write = { stream: 's', events: events(2), expectedRevision: 'must-not-exist' as ExpectedRevision };
      const [first, again] = await store.appendMany([write, write]);
      expect(first).toMatchObject({ ok: true });
      expect(again).toMatchObject(first!);
    });
  });

  describe('no repeat', () => {
    it('is an append of the same events that expects another revision', async () => {
      const { store } = current();
      await store.append('s', events(2), 'must-not-exist');
      const batch = events(1);
      await store.append('s', batch, 1);
      await expect(store.append('s', batch, 0)).rejects.toMatchObject({
        name: 'WrongExpectedRevisionError',
        actual: 2,
      });
      await expect(store.append('s', batch, 'must-not-exist')).rejects.toThrow(WrongExpectedRevisionError);
      await expect(store.append('s', batch, 2)).rejects.toThrow(EventIdTakenError);
    });

    it('is an append of the same events in another order', async () => {
      const { store } = current();
      const [a, b] = [event(), event()];
      await store.append('s', [a, b], 'any');
      await expect(store.append('s', [b, a], 'any')).rejects.toThrow(EventIdTakenError);
      await expect(store.append('s', [b, a], 'must-not-exist')).rejects.toThrow(WrongExpectedRevisionError);
    });

    it('is an append that holds more than the first', async () => {
      const { store } = current();
      const [a, b] = [event(), event()];
      await store.append('s', [a], 'any');
      await expect(store.append('s', [a, b], 'any')).rejects.toThrow(EventIdTakenError);
      await expect(store.append('s', [b, a], 'must-not-exist')).rejects.toThrow(WrongExpectedRevisionError);
      expect(await store.streamRevision('s')).toBe(0);
    });

    it('is an append of other content under the same ids', async () => {
      const { store } = current();
      const [a, b] = [event('{"n":1}'), event('{"n":2}')];
      await store.append('s', [a, b], 'any');
      for (const other of [
        { ...b, data: event('{"n":3}').data },
        { ...b, metadata: event().data },
        { ...b, type: 'test.other' },
      ]) {
        await expect(store.append('s', [a, other], 'any')).rejects.toThrow(EventIdTakenError);
        await expect(store.append('s', [a, other], 'must-not-exist')).rejects.toThrow(WrongExpectedRevisionError);
      }
      expect(await store.streamRevision('s')).toBe(1);
    });

    it('is an append of other content under the same ids that is sent at the same moment', async () => {
      const { store, another } = current();
      const second = (await another?.()) ?? store;
      const one = event('{"n":1}');
      const other = { ...one, data: event('{"n":2}').data };
      const answers = await Promise.allSettled([
        store.append('s', [one], 'must-not-exist'),
        second.append('s', [other], 'must-not-exist'),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await all(store.readAll())).toHaveLength(1);
      if (second !== store) await second.close();
    });

    it('is an append of events between which another stands', async () => {
      const { store } = current();
      const [a, b] = [event(), event()];
      await store.append('s', [a], 'any');
      await store.append('s', [event()], 'any');
      await store.append('s', [b], 'any');
      await expect(store.append('s', [a, b], 'any')).rejects.toThrow(EventIdTakenError);
    });
  });
}
