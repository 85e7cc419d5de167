import { afterEach, describe, expect, it } from '@jest/globals';
import type { EventStore, NewEvent, StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openFactStore, type FactStore } from '#libs/facts';
import { createProjectionRunner, type ProjectionOptions, type ProjectionRunner } from './runner.js';
import { shareSeen } from './status.js';

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function opened(): Promise<{ store: EventStore; facts: FactStore }> {
  const store = openSqliteEventStore(':memory:');
  const facts = await openFactStore(':memory:');
  closing.push(
    () => store.close(),
    () => facts.close(),
  );
  return { store, facts };
}

function running(options: ProjectionOptions): ProjectionRunner {
  const runner = createProjectionRunner({ firstRetryMs: 1, longestRetryMs: 5, ...options });
  closing.push(() => runner.stop());
  runner.start();
  return runner;
}

/** Appends events of a stream that is not about care: they move the checkpoint and nothing else. */
async function append(store: EventStore, count: number): Promise<string> {
  const events = Array.from({ length: count }, (): NewEvent => ({
    id: crypto.randomUUID(),
    type: 'noted',
    data: new Uint8Array(),
    metadata: new Uint8Array(),
  }));
  const appended = await store.append('notes', events, 'any');
  return appended.at(-1)!.position;
}

/** Holds up the next application until it is released. */
function holdNext(facts: FactStore): { entered: Promise<void>; release: () => void } {
  const apply = facts.apply.bind(facts);
  let release = () => {};
  const held = new Promise<void>((resolve) => (release = resolve));
  const entered = new Promise<void>((enter) => {
    facts.apply = async (events) => {
      facts.apply = apply;
      enter();
      await held;
      await apply(events);
    };
  });
  return { entered, release };
}

/** A fact store whose next applications fail. */
function failing(facts: FactStore, times: number): Pick<FactStore, 'apply' | 'head'> & { failed: number } {
  const wrapped = {
    failed: 0,
    head: () => facts.head(),
    apply: async (events: Parameters<FactStore['apply']>[0]) => {
      if (wrapped.failed < times) {
        wrapped.failed++;
        throw new Error('disk full');
      }
      await facts.apply(events);
    },
  };
  return wrapped;
}

/** Facts of which is noted how many events each batch had that was applied. */
function counting(facts: FactStore) {
  const applied: number[] = [];
  const apply: FactStore['apply'] = (events) => {
    applied.push(events.length);
    return facts.apply(events);
  };
  return { applied, counted: { head: () => facts.head(), apply } };
}

describe('a projection runner', () => {
  it('applies history, then what comes live, and is live once it has reached the head', async () => {
    const { store, facts } = await opened();
    const old = await append(store, 10);
    const runner = running({ store, facts, batchSize: 3 });
    expect(await runner.waitFor(old, 60_000)).toBe(true);
    const next = await append(store, 1);
    expect(await runner.waitFor(next, 60_000)).toBe(true);
    expect(await facts.head()).toMatchObject({ position: next });
    expect(await runner.status()).toMatchObject({ state: 'live', position: next, lagEvents: 0, lagSeconds: 0 });
  });

  it('applies together what comes soon after a batch, and at once when somebody waits for it', async () => {
    const { store, facts } = await opened();
    const { applied, counted } = counting(facts);
    const runner = running({ store, facts: counted, everyMs: 3_600_000 });
    expect(await runner.waitFor(await append(store, 1), 10_000)).toBe(true);
    for (let i = 0; i < 3; i += 1) await append(store, 1);
    expect(await runner.waitFor(await append(store, 1), 10_000)).toBe(true);
    expect(applied).toEqual([1, 4]);
  });

  it('goes through what there is already without a pause, whatever the size of its batches', async () => {
    const { store, facts } = await opened();
    const last = await append(store, 25);
    const inParts: EventStore = Object.assign(Object.create(store) as EventStore, {
      subscribe: (options: Parameters<EventStore['subscribe']>[0]) => store.subscribe({ ...options, batchSize: 5 }),
    });
    const { applied, counted } = counting(facts);
    running({ store: inParts, facts: counted, everyMs: 3_600_000 });
    while ((await facts.head())?.position !== last) await new Promise((resolve) => setImmediate(resolve));
    expect(applied).toEqual([5, 5, 5, 5, 5]);
  });

  it('goes on from the checkpoint after a restart at any point', async () => {
    const { store, facts } = await opened();
    const last = await append(store, 25);
    for (let batchSize = 1; (await facts.head())?.position !== last; batchSize++) {
      const seen: string[] = [];
      const before = Number((await facts.head())?.position ?? 0);
      const runner: ProjectionRunner = createProjectionRunner({
        store,
        batchSize,
        facts: {
          head: () => facts.head(),
          apply: async (events) => {
            seen.push(...events.map(({ position }) => position));
            void runner.stop();
            await facts.apply(events);
          },
        },
      });
      runner.start();
      await runner.waitFor(last, 60_000);
      await runner.stop();
      const expected = Array.from({ length: Math.min(batchSize, 25 - before) }, (_, i) => String(before + i + 1));
      expect(seen).toEqual(expected);
    }
  });

  it('tries again after a failure, and says meanwhile what is wrong', async () => {
    const { store, facts } = await opened();
    const last = await append(store, 5);
    const flaky = failing(facts, 3);
    const pauses: number[] = [];
    const states: string[] = [];
    const runner = running({
      store,
      facts: flaky,
      onFailure: (error, retryInMs) => {
        expect(error.message).toBe('disk full');
        pauses.push(retryInMs);
        void runner.status().then((status) => states.push(`${status.state}: ${status.error}`));
      },
    });
    expect(await runner.waitFor(last, 60_000)).toBe(true);
    expect(pauses).toEqual([1, 2, 4]);
    expect(states[0]).toBe('failed: disk full');
    const status = await runner.status();
    expect(status).toMatchObject({ state: 'live', position: last });
    expect(status.error).toBeUndefined();
  });

  it('lets it be seen that the head moves and the projection does not', async () => {
    const { store, facts } = await opened();
    const first = await append(store, 2);
    const runner = running({ store, facts: failing(facts, Infinity) });
    const before = await runner.status();
    const second = await append(store, 3);
    const after = await runner.status();
    expect([before.position, after.position]).toEqual([null, null]);
    expect([before.head?.position, after.head?.position]).toEqual([first, second]);
    expect([before.lagEvents, after.lagEvents]).toEqual([2, 5]);
    expect(after.lagSeconds).toBeGreaterThanOrEqual(0);
  });

  it('tells how long the oldest event not seen has waited', async () => {
    const { store, facts } = await opened();
    await append(store, 1);
    const { recordedAt } = (await store.head())!;
    const runner = createProjectionRunner({ store, facts, now: () => Date.parse(recordedAt) + 90_000 });
    expect(await runner.status()).toMatchObject({ state: 'stopped', lagEvents: 1, lagSeconds: 90 });
  });

  it('finishes the batch in hand when it is stopped, and tells who waits that more will not come', async () => {
    const { store, facts } = await opened();
    await append(store, 4);
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let entered = () => {};
    const applying = new Promise<void>((resolve) => (entered = resolve));
    const runner = createProjectionRunner({
      store,
      batchSize: 2,
      facts: {
        head: () => facts.head(),
        apply: async (events) => {
          entered();
          await held;
          await facts.apply(events);
        },
      },
    });
    runner.start();
    await applying;
    const waiting = runner.waitFor('4', 60_000);
    const stopped = runner.stop();
    release();
    await stopped;
    expect(await waiting).toBe(false);
    expect(await facts.head()).toMatchObject({ position: '2' });
    expect(await runner.status()).toMatchObject({ state: 'stopped', position: '2', lagEvents: 2 });
  });

  it('recovers when the store ends the subscription', async () => {
    const { store, facts } = await opened();
    const last = await append(store, 3);
    let subscriptions = 0;
    const cut = Object.create(store, {
      subscribe: {
        value: (options: Parameters<EventStore['subscribe']>[0]) =>
          subscriptions++ < 2 ? (async function* () {})() : store.subscribe(options),
      },
    }) as EventStore;
    const runner = running({ store: cut, facts });
    expect(await runner.waitFor(last, 60_000)).toBe(true);
    expect(subscriptions).toBe(3);
  });

  it('refuses facts that are ahead of the ledger', async () => {
    const { store, facts } = await opened();
    const other = openSqliteEventStore(':memory:');
    closing.push(() => other.close());
    await append(other, 3);
    for await (const event of other.readAll()) await facts.apply([event]);
    await append(store, 1);
    const failures: string[] = [];
    const failed = new Promise<void>((resolve) => {
      const onFailure = (error: Error) => {
        failures.push(error.message);
        resolve();
      };
      running({ store, facts, onFailure });
    });
    await failed;
    expect(failures[0]).toMatch(/ahead of the ledger/);
  });

  describe('whose facts are far behind', () => {
    /** Fills by applying, and tells what it was asked. */
    const filler = (store: EventStore, facts: FactStore, asked: string[]): NonNullable<ProjectionOptions['fill']> => {
      return async (until) => {
        asked.push(until.position);
        const events: StoredEvent[] = [];
        for await (const event of store.readAll({ until: until.position })) events.push(event);
        await facts.apply(events);
      };
    };

    it('has them made anew, and goes on from there', async () => {
      const { store, facts } = await opened();
      const last = await append(store, 8);
      const asked: string[] = [];
      const runner = running({ store, facts, fill: filler(store, facts, asked), filling: { fillFrom: 8, lookMs: 1 } });
      expect(await runner.waitFor(last, 60_000)).toBe(true);
      const next = await append(store, 2);
      expect(await runner.waitFor(next, 60_000)).toBe(true);
      expect(asked).toEqual([last]);
    });

    it.each([
      ['lack few events', 8, 0, 9],
      ['lack few of the events there are', 20, 17, 3],
    ])('applies every event where they %s', async (_, count, applied, fillFrom) => {
      const { store, facts } = await opened();
      const last = await append(store, count);
      for await (const event of store.readAll({ limit: applied })) await facts.apply([event]);
      const asked: string[] = [];
      const runner = running({ store, facts, fill: filler(store, facts, asked), filling: { fillFrom, lookMs: 1 } });
      expect(await runner.waitFor(last, 60_000)).toBe(true);
      expect(asked).toEqual([]);
    });

    it('tells which share is made meanwhile', async () => {
      const { store, facts } = await opened();
      const last = await append(store, 8);
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      const runner = running({
        store,
        facts,
        filling: { fillFrom: 1, lookMs: 1 },
        fill: async (until, { onProgress }) => {
          onProgress(0.4);
          await held;
          await filler(store, facts, [])(until, { onProgress, signal: new AbortController().signal });
        },
      });
      while ((await runner.status()).filled !== 0.4) await new Promise((resolve) => setImmediate(resolve));
      const status = await runner.status();
      expect(status).toMatchObject({ state: 'catching-up', position: null, lagEvents: 8 });
      expect(shareSeen(status)).toBe(0.4);
      expect(shareSeen({ ...status, filled: 1 })).toBe(0.99);
      release();
      expect(await runner.waitFor(last, 60_000)).toBe(true);
      expect((await runner.status()).filled).toBeUndefined();
    });

    it('has them made anew again whenever they fall far behind', async () => {
      const { store, facts } = await opened();
      const asked: string[] = [];
      const fill = filler(store, facts, asked);
      const runner = running({ store, facts, fill, filling: { fillFrom: 8, lookMs: 1 } });
      expect(await runner.waitFor(await append(store, 3), 60_000)).toBe(true);
      const held = holdNext(facts);
      const next = await append(store, 1);
      await held.entered;
      const last = await append(store, 9);
      held.release();
      expect(await runner.waitFor(last, 60_000)).toBe(true);
      expect([next, asked]).toEqual(['4', [last]]);
    });

    it('waits while events pour in, and tells so', async () => {
      const { store, facts } = await opened();
      await append(store, 20);
      const asked: string[] = [];
      const filling = { fillFrom: 8, lookMs: 20, patienceMs: 200 };
      const runner = running({ store, facts, fill: filler(store, facts, asked), filling });
      const waiting: unknown[] = [];
      while (asked.length === 0) {
        await append(store, 20);
        const { waiting: waits, state, position } = await runner.status();
        if (waits) waiting.push([state, position]);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      expect(waiting).toContainEqual(['catching-up', null]);
      const last = await append(store, 1);
      expect(await runner.waitFor(last, 60_000)).toBe(true);
      expect((await runner.status()).waiting).toBeUndefined();
    });

    it('has them made anew at once when nothing has come for a while', async () => {
      const { store, facts } = await opened();
      const last = await append(store, 9);
      const asked: string[] = [];
      const now = () => Date.now() + 3_600_000;
      const filling = { fillFrom: 8, lookMs: 1_800_000 };
      const runner = running({ store, facts, now, fill: filler(store, facts, asked), filling });
      expect(await runner.waitFor(last, 60_000)).toBe(true);
      expect(asked).toEqual([last]);
    });

    it('says what hindered it, and applies every event', async () => {
      const { store, facts } = await opened();
      const last = await append(store, 8);
      const failures: string[] = [];
      const runner = running({
        store,
        facts,
        filling: { fillFrom: 1, lookMs: 1 },
        fill: () => Promise.reject(new Error('no space left')),
        onFailure: ({ message }) => failures.push(message),
      });
      expect(await runner.waitFor(last, 60_000)).toBe(true);
      expect(failures).toEqual(['no space left']);
    });

    it('gives up with the runner', async () => {
      const { store, facts } = await opened();
      await append(store, 8);
      const runner = running({
        store,
        facts,
        filling: { fillFrom: 1, lookMs: 1 },
        fill: (_, { signal }) =>
          new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('given up')))),
      });
      while ((await runner.status()).filled === undefined) await new Promise((resolve) => setImmediate(resolve));
      await runner.stop();
      expect(await runner.status()).toMatchObject({ state: 'stopped', position: null });
    });
  });

  it('gives up waiting when the time is over', async () => {
    const { store, facts } = await opened();
    const runner = running({ store, facts });
    expect(await runner.waitFor('1', 5)).toBe(false);
    expect(await runner.status()).toMatchObject({ position: null, head: null, lagEvents: 0 });
  });
});
