import { describe, expect, it } from '@jest/globals';
import { InvalidArgumentError, type NewEvent } from '#libs/event-store';
import { all, event, events, follow, type CurrentStore } from './support.js';

const FIRST = '2024-01-02T03:04:05.678Z';
const SECOND = '2024-01-02T03:04:06.000Z';

const at = (recordedAt: string, json?: string): NewEvent => ({ ...event(json), recordedAt });

/** Events that bring the instant along at which another store recorded them. */
export function copyingContract(current: CurrentStore): void {
  it('keeps the instants, in every way of reading', async () => {
    const { store } = current();
    const copied = [at(FIRST), at(FIRST), at(SECOND)];
    const appended = await store.append('s', copied, 'must-not-exist');
    const instants = [FIRST, FIRST, SECOND];
    const recorded = (list: readonly { readonly recordedAt: string }[]) => list.map(({ recordedAt }) => recordedAt);
    expect(recorded(appended)).toEqual(instants);
    expect(recorded(await all(store.readStream('s')))).toEqual(instants);
    expect(recorded(await all(store.readAll()))).toEqual(instants);
    expect(recorded(await follow(store, 3))).toEqual(instants);
    const found = await store.findEvents(copied.map(({ id }) => id));
    expect(recorded(copied.map(({ id }) => found.get(id)!))).toEqual(instants);
    expect(await store.head()).toEqual({ position: appended[2]!.position, recordedAt: SECOND });
  });

  it('keeps the bytes', async () => {
    const { store } = current();
    const copied = [at(FIRST, '{"a":"漢"}'), { ...at(FIRST), metadata: Buffer.from('{"$recordedAt":null}') }];
    await store.append('s', copied, 'any');
    const read = await all(store.readStream('s'));
    expect(read.map(({ data, metadata }) => [data, metadata].map((bytes) => Buffer.from(bytes).toString()))).toEqual(
      copied.map(({ data, metadata }) => [data, metadata].map((bytes) => Buffer.from(bytes).toString())),
    );
  });

  it('goes on with its own clock, and never back', async () => {
    const { store } = current();
    const [, copied] = await store.append('s', [at(SECOND), at(FIRST)], 'any');
    expect(copied!.recordedAt).toBe(SECOND);
    const [own] = await store.append('s', [event()], 1);
    expect(own!.recordedAt > SECOND).toBe(true);
    const [late] = await store.append('t', [at(SECOND)], 'any');
    expect(late!.recordedAt >= own!.recordedAt).toBe(true);
  });

  it('takes an event for the same with and without its instant', async () => {
    const { store } = current();
    const one = event();
    const first = await store.append('s', [{ ...one, recordedAt: FIRST }], 'must-not-exist');
    expect(await store.append('s', [one], 'must-not-exist')).toEqual(first);
    expect(await store.append('s', [{ ...one, recordedAt: SECOND }], 'must-not-exist')).toEqual(first);
  });

  it.each(['2024-02-30T00:00:00.000Z', '2024-01-02', '2024-01-02T03:04:05.678+01:00', ''])(
    'refuses %j as an instant',
    async (recordedAt) => {
      const { store } = current();
      await expect(store.append('s', [at(recordedAt)], 'any')).rejects.toThrow(InvalidArgumentError);
    },
  );
}

/** Who is told that an event stood there already. */
export function repeatingContract(current: CurrentStore): void {
  const write = (list: readonly NewEvent[]) => ({
    stream: 's',
    events: list,
    expectedRevision: 'must-not-exist' as const,
  });

  it('is told for an append that repeats one, and only then', async () => {
    const { store } = current();
    const batch = events(2);
    const [first] = await store.appendMany([write(batch)]);
    expect(first).not.toHaveProperty('repeated');
    expect(await store.appendMany([write(batch)])).toMatchObject([{ repeated: batch.map(({ id }) => id) }]);
  });

  describe('at the same moment', () => {
    it('an event is new for one at most', async () => {
      const { store, another } = current();
      const other = (await another?.()) ?? store;
      for (let n = 0; n < 10; n += 1) {
        const stream = `s-${n}`;
        const one = event();
        const answers = await Promise.all(
          [store, other, store].map((each) =>
            each.appendMany([{ stream, events: [one], expectedRevision: 'must-not-exist' }]),
          ),
        );
        const first = answers.flat().filter((result) => result.ok && !result.repeated?.includes(one.id));
        expect(answers.flat().every(({ ok }) => ok)).toBe(true);
        expect(first.length).toBeLessThanOrEqual(1);
      }
      if (other !== store) await other.close();
    });
  });
}
