import { beforeEach, describe, expect, it } from '@jest/globals';
import { BEGINNING, ForeignPositionError, InvalidArgumentError, type StoredEvent } from '#libs/event-store';
import { all, event, events, idsOf, positionsOf, text, type CurrentStore } from './support.js';

/** What is read is what was appended, in the order of the ledger. */
export function readingContract(current: CurrentStore, largeEventBytes: number): void {
  describe('an empty store', () => {
    it('has no head, no stream, no event', async () => {
      const { store } = current();
      expect(await store.head()).toBeNull();
      expect(await store.streamRevision('s')).toBeNull();
      expect(await all(store.readStream('s'))).toEqual([]);
      expect(await all(store.readAll())).toEqual([]);
      expect(await store.findEvents([event().id])).toEqual(new Map());
      expect(await store.health()).toMatchObject({ ok: true });
    });
  });

  describe('bytes', () => {
    const cases: Record<string, string> = {
      'texts outside ASCII': '{"a":"Ünïcödé 漢字 \u{1F469}‍\u{1F467}","b":"\\u0000"}',
      'an escaped half of a surrogate pair': '{"a":"\\ud83d"}',
      'integers beyond 2^53': '{"n":9007199254740993,"m":-12345678901234567890}',
      'what only looks like JSON': '{"a":1,"a":2}   ',
    };
    for (const [what, json] of Object.entries(cases)) {
      it(`come back as they were: ${what}`, async () => {
        const { store } = current();
        await store.append('s', [event(json)], 'any');
        const [read] = await all(store.readStream('s'));
        expect(text(read!.data)).toBe(json);
        expect(text(read!.metadata)).toBe('{"source":"test"}');
      });
    }

    it('of large events come back as they were', async () => {
      const { store } = current();
      const large = Array.from({ length: 6 }, (_, n) => event(`"${String(n).repeat(largeEventBytes - 1_000)}"`));
      for (const one of large) await store.append('s', [one], 'any');
      const read = await all(store.readAll());
      expect(idsOf(read)).toEqual(idsOf(large));
      expect(read.map(({ data }, n) => Buffer.compare(data, large[n]!.data))).toEqual(large.map(() => 0));
      expect(idsOf(await all(store.readStream('s')))).toEqual(idsOf(large));
    });

    it('names of streams and types may hold any letters', async () => {
      const { store } = current();
      await store.append('cliënt-漢:1', [event('{}', 'gebeurtenis.né')], 'any');
      const [read] = await all(store.readAll());
      expect(read).toMatchObject({ stream: 'cliënt-漢:1', type: 'gebeurtenis.né' });
      expect(await store.streamRevision('cliënt-漢:1')).toBe(0);
    });
  });

  describe('a history of three streams', () => {
    let history: StoredEvent[];
    beforeEach(async () => {
      const { store } = current();
      for (let n = 0; n < 12; n += 1) {
        await store.append(`s-${n % 3}`, [event(`{"n":${n}}`, n % 4 === 0 ? 'test.rare' : 'test.common')], 'any');
      }
      history = await all(store.readAll());
    });

    it('is read by position in the order of the appends', () => {
      expect(history.map(({ data }) => text(data))).toEqual(Array.from({ length: 12 }, (_, n) => `{"n":${n}}`));
    });

    it('is read by stream in the order of revisions, from any', async () => {
      const { store } = current();
      const stream = history.filter((stored) => stored.stream === 's-1');
      expect(await all(store.readStream('s-1'))).toEqual(stream);
      expect(stream.map(({ revision }) => revision)).toEqual([0, 1, 2, 3]);
      expect(await all(store.readStream('s-1', { from: 2 }))).toEqual(stream.slice(2));
      expect(await all(store.readStream('s-1', { from: 9 }))).toEqual([]);
    });

    it('is read from after any position and up to any other', async () => {
      const { store } = current();
      const places = [BEGINNING, ...positionsOf(history)];
      for (let from = 0; from < places.length; from += 1) {
        expect(await all(store.readAll({ after: places[from]! }))).toEqual(history.slice(from));
        expect(await all(store.readAll({ after: places[2]!, until: places[from]! }))).toEqual(history.slice(2, from));
      }
    });

    it('is read up to a limit', async () => {
      const { store } = current();
      expect(await all(store.readAll({ limit: 5 }))).toEqual(history.slice(0, 5));
      expect(await all(store.readAll({ limit: 0 }))).toEqual([]);
      expect(await all(store.readAll({ limit: 50, after: history[9]!.position }))).toEqual(history.slice(10));
    });

    it('is read by type, by stream, and by both', async () => {
      const { store } = current();
      const rare = history.filter(({ type }) => type === 'test.rare');
      expect(rare).toHaveLength(3);
      expect(await all(store.readAll({ types: ['test.rare'] }))).toEqual(rare);
      expect(await all(store.readAll({ types: ['test.rare', 'test.common'] }))).toEqual(history);
      expect(await all(store.readAll({ types: ['test.unknown'] }))).toEqual([]);
      expect(await all(store.readAll({ types: [] }))).toEqual([]);
      expect(await all(store.readAll({ streams: ['s-0', 's-2', 'none'] }))).toEqual(
        history.filter(({ stream }) => stream !== 's-1'),
      );
      expect(await all(store.readAll({ streams: [] }))).toEqual([]);
      expect(await all(store.readAll({ streams: ['s-0'], types: ['test.rare'] }))).toEqual(
        rare.filter(({ stream }) => stream === 's-0'),
      );
      expect(
        await all(
          store.readAll({ types: ['test.rare'], after: rare[0]!.position, until: rare[2]!.position, limit: 1 }),
        ),
      ).toEqual([rare[1]]);
      expect(
        await all(
          store.readAll({ streams: ['s-0'], after: history[0]!.position, until: history[8]!.position, limit: 1 }),
        ),
      ).toEqual([history[3]]);
    });

    it('has its last event as head', async () => {
      const { position, recordedAt } = history.at(-1)!;
      expect(await current().store.head()).toEqual({ position, recordedAt });
    });

    it('is found by id, leaving out what is not there', async () => {
      const { store } = current();
      const found = await store.findEvents([history[7]!.id, event().id, history[2]!.id]);
      expect(found).toEqual(
        new Map([
          [history[7]!.id, history[7]],
          [history[2]!.id, history[2]],
        ]),
      );
    });

    it('has instants that never go back', () => {
      const instants = history.map(({ recordedAt }) => recordedAt);
      expect(instants).toEqual([...instants].sort());
    });
  });

  it('reads more than a page of any kind', async () => {
    const { store } = current();
    const batch = events(2_500);
    await store.append('s', batch, 'any');
    expect(idsOf(await all(store.readAll()))).toEqual(idsOf(batch));
    expect(idsOf(await all(store.readStream('s')))).toEqual(idsOf(batch));
    expect(idsOf(await all(store.readAll({ types: ['test.happened'], limit: 2_100 })))).toEqual(
      idsOf(batch.slice(0, 2_100)),
    );
    expect(idsOf(await all(store.readAll({ streams: ['s'], limit: 2_100 })))).toEqual(idsOf(batch.slice(0, 2_100)));
  });

  it('reads what was there when reading began, and lets appends pass while it reads', async () => {
    const { store } = current();
    const batch = events(50);
    await store.append('s', batch, 'any');
    const seen: string[] = [];
    for await (const { id } of store.readAll()) {
      seen.push(id);
      await store.append('s', [event()], 'any');
    }
    expect(seen).toEqual(idsOf(batch));
    expect(await store.streamRevision('s')).toBe(99);
  });

  it('takes the beginning for what it is, and refuses a position that another kind of store gave', async () => {
    const { store } = current();
    const [appended] = await store.append('s', [event()], 'any');
    const { position } = appended!;
    const foreign = position.includes('-') ? '900' : '900-880';
    await expect(all(store.readAll({ after: foreign }))).rejects.toThrow(ForeignPositionError);
    await expect(all(store.subscribe({ after: foreign }))).rejects.toThrow(ForeignPositionError);
    expect(await all(store.readAll({ after: BEGINNING }))).toHaveLength(1);
  });

  it('refuses a text that is no position', async () => {
    const { store } = current();
    await expect(all(store.readAll({ after: '1 OR 1' }))).rejects.toThrow(InvalidArgumentError);
    await expect(all(store.readAll({ until: '' }))).rejects.toThrow(InvalidArgumentError);
    await expect(all(store.subscribe({ after: '-1' }))).rejects.toThrow(InvalidArgumentError);
  });
}
