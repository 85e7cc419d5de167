import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sealedCodec, Sealer, type Codec } from '#libs/codec';
import { StoreUnavailableError, type EventStore, type StreamWrite } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { temporaryKeyVault } from '#libs/key-vault';
import { KeysUnavailableError, type KeyVault } from '#libs/privacy';
import type { CareEvent } from '#libs/trajectory';
import { pseudonymiser, sample, SOURCE } from '../../testing/samples.js';
import { Callers } from './callers.js';
import type { Outcome } from './outcome.js';
import { Recorder } from './recorder.js';

const now = () => new Date('2024-12-31T12:00:00Z');
const recorderOn = (store: EventStore) => new Recorder({ store, codec, pseudonymiser, now });

let store: EventStore;
let codec: Codec;
let recorder: Recorder;
/** As another process would have it: its own memory, the same store. */
let other: Recorder;

beforeEach(() => {
  store = openSqliteEventStore(':memory:');
  codec = sealedCodec(temporaryKeyVault());
  [recorder, other] = [recorderOn(store), recorderOn(store)];
});
afterEach(() => store.close());

async function send(to: Recorder, ...events: unknown[]): Promise<string[]> {
  return (await to.record(events.map((raw) => ({ raw })))).map(briefly);
}

function briefly(outcome: Outcome): string {
  return outcome.status === 'rejected' ? outcome.problem.code : `${outcome.status} ${outcome.receipt.revision}`;
}

async function storedIds(): Promise<string[]> {
  const ids: string[] = [];
  for await (const stored of store.readAll()) ids.push((codec.decode(stored) as CareEvent).id);
  return ids;
}

const on = (subject: string) => ({ subject });
const intake = (subject: string) => sample('intake-registered', {}, on(subject));
const started = (subject: string) => sample('care-started', {}, on(subject));
const ended = (subject: string) => sample('trajectory-ended', {}, on(subject));

describe('a group of events', () => {
  it('is decided in order, each seeing the ones before it', async () => {
    const [opening, start] = [intake('a'), started('a')];
    const correction = sample('event-corrected', {
      corrects: { source: SOURCE, id: start['id'] },
      data: { effectiveOn: '2024-02-05', careForm: '02', crisis: true },
    });
    expect(await send(recorder, started('a'), opening, start, opening, started('a'), correction, ended('a'))).toEqual([
      'not-opened',
      'recorded 0',
      'recorded 1',
      'duplicate 0',
      'already-started',
      'recorded 2',
      'recorded 3',
    ]);
    expect(await send(recorder, correction, { ...start, subject: 'b' })).toEqual(['duplicate 2', 'event-id-conflict']);
  });

  it('that is small is decided before many that wait, but as a part of an upload after the parts before it', async () => {
    const many = Array.from({ length: 600 }, (_, i) => intake(`t-${i}`));
    const last = started('t-599');
    const sent = (events: unknown[], upload: boolean) =>
      recorder.record(
        events.map((raw) => ({ raw })),
        upload,
      );
    const [, early, later] = await Promise.all([sent(many, true), sent([last], false), sent([last], true)]);
    expect([early, later].map(([outcome]) => briefly(outcome!))).toEqual(['not-opened', 'recorded 1']);
  });

  it('is stored in the order in which it came, whatever the streams', async () => {
    const events = [intake('a'), intake('b'), started('a'), intake('c'), started('b'), started('c'), ended('a')];
    const outcomes = await recorder.record(events.map((raw) => ({ raw })));
    expect(await storedIds()).toEqual(events.map(({ id }) => id));
    const positions = outcomes.map((outcome) =>
      outcome.status === 'rejected' ? -1 : Number(outcome.receipt.position),
    );
    expect(positions).toEqual([...positions].sort((x, y) => x - y));
  });

  it('holds each key once, also where its contents differ', async () => {
    const opening = intake('a');
    const otherContent = { ...opening, data: { ...(opening['data'] as object), sex: 'V' } };
    expect(await send(recorder, opening, otherContent, opening)).toEqual([
      'recorded 0',
      'event-id-conflict',
      'duplicate 0',
    ]);
  });
});

describe('an event that its stream admits', () => {
  const cost = (subject: string) => sample('cost-declared', {}, on(subject));

  it('is accepted on one read of a stream that is not at hand: its id is not looked for', async () => {
    await send(recorder, intake('a'), started('a'));
    const asked: string[] = [];
    const appended = store.appendMany.bind(store);
    const read = store.readStream.bind(store);
    const watched: EventStore = Object.assign(Object.create(store) as EventStore, {
      appendMany: (...args: Parameters<typeof appended>) => (asked.push('append'), appended(...args)),
      readStream: (...args: Parameters<typeof read>) => (asked.push('read'), read(...args)),
      findEvents: () => Promise.reject(new Error('looked for')),
    });
    const first = cost('a');
    expect(await send(recorderOn(watched), first, cost('a'))).toEqual(['recorded 2', 'recorded 3']);
    expect(asked).toEqual(['read', 'append']);
    expect(await send(recorderOn(store), first, { ...first, subject: 'b' })).toEqual([
      'duplicate 2',
      'event-id-conflict',
    ]);
  });

  it('is found to be a duplicate, or a conflict, wherever it stands', async () => {
    const [first, second] = [cost('a'), cost('b')];
    expect(await send(recorder, intake('a'), intake('b'), first, { ...first, subject: 'b' }, second)).toEqual([
      'recorded 0',
      'recorded 0',
      'recorded 1',
      'event-id-conflict',
      'recorded 1',
    ]);
    const again = [first, { ...first, subject: 'b' }, second, { ...second, subject: 'a' }, cost('b')];
    const known = ['duplicate 1', 'event-id-conflict', 'duplicate 1', 'event-id-conflict'];
    expect(await send(recorder, ...again)).toEqual([...known, 'recorded 2']);
    expect(await send(other, ...again)).toEqual([...known, 'duplicate 2']);
    expect(await send(other, { ...first, subject: 'b' }, cost('b'))).toEqual(['event-id-conflict', 'recorded 3']);
  });

  it('is told from many others that were recorded before', async () => {
    const costs = Array.from({ length: 60 }, () => cost('a'));
    expect(await send(recorder, intake('a'), ...costs)).toHaveLength(61);
    const mixed = costs.flatMap((known) => [known, cost('a')]);
    const answers = await send(other, ...mixed);
    expect(answers).toEqual(costs.flatMap((_, i) => [`duplicate ${i + 1}`, `recorded ${i + 61}`]));
    expect(await send(recorder, ...mixed)).toEqual(
      costs.flatMap((_, i) => [`duplicate ${i + 1}`, `duplicate ${i + 61}`]),
    );
  });
});

describe('an erasure while events are being sealed', () => {
  it('lets none of them be recorded under a key that is gone', async () => {
    const vault = temporaryKeyVault();
    const sealed = sealedCodec(vault);
    const sealer = new Sealer(null);
    const to = new Recorder({ store, codec: sealed, sealer, pseudonymiser, now });
    expect(await send(to, intake('a'))).toEqual(['recorded 0']);
    const seal = sealer.seal.bind(sealer);
    let erased = 0;
    sealer.seal = async (drafts) => {
      await new Promise((resolve) => setImmediate(resolve)); // the keys are saved by now
      if (erased === 0) erased = vault.destroy([sealed.findStream('trajectory', 'a')!], '2024-12-31');
      return seal(drafts);
    };
    expect(await send(to, started('a'))).toEqual(['not-opened']);
    expect(erased).toBe(1);
    const stored: string[] = [];
    for await (const { id } of store.readAll()) stored.push(id);
    expect(stored).toHaveLength(1);
  });
});

describe('callers who send again as soon as they are answered', () => {
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  /** A recorder, and how many events it appended each time. */
  const watched = (callers: Callers): { to: Recorder; appended: number[] } => {
    const appended: number[] = [];
    const watching = Object.create(store, {
      appendMany: {
        value: (writes: readonly StreamWrite[]) => {
          appended.push(writes.length);
          return store.appendMany(writes);
        },
      },
    }) as EventStore;
    return { to: new Recorder({ store: watching, codec, pseudonymiser, now, callers }), appended };
  };
  const patient = () => new Callers(() => 0, 3_600_000);

  it('share every commit, however far apart they send', async () => {
    const { to, appended } = watched(patient());
    await Promise.all(['a', 'b', 'c'].map((subject) => send(to, intake(subject))));
    for (let round = 0; round < 3; round += 1) {
      const sent: Promise<unknown>[] = [];
      for (const subject of ['a', 'b', 'c']) {
        sent.push(send(to, sample('cost-declared', {}, on(subject))));
        await turns(8);
      }
      await Promise.all(sent);
    }
    expect(appended).toEqual([3, 3, 3, 3]);
  });

  it('come together although they began apart', async () => {
    const { to, appended } = watched(patient());
    const caller = async (subject: string, costs: number) => {
      await send(to, intake(subject));
      for (let i = 0; i < costs; i += 1) await send(to, sample('cost-declared', {}, on(subject)));
    };
    const first = caller('a', 5);
    while (appended.length === 0) await turns(1);
    await Promise.all([first, caller('b', 4)]);
    expect(appended).toEqual([1, 2, 2, 2, 2, 2]);
  });

  it('are expected although a batch without one of them ends meanwhile', () => {
    const callers = patient();
    callers.came();
    callers.went(1);
    callers.answered(1);
    callers.answered(0);
    expect(callers.lacking).toBe(true);
    callers.came();
    expect(callers.lacking).toBe(false);
  });

  it('are not waited for when there is but one', async () => {
    const { to, appended } = watched(patient());
    for (const subject of ['a', 'b', 'c']) await send(to, intake(subject));
    expect(appended).toEqual([1, 1, 1]);
  });

  it('are not waited for when they stay away', async () => {
    let at = 0;
    const late = watched(new Callers(() => at, 3_600_000));
    await Promise.all(['a', 'b'].map((subject) => send(late.to, intake(subject))));
    at = 3_600_000;
    expect(await send(late.to, started('a'))).toEqual(['recorded 1']);
    const silent = watched(new Callers(() => 0));
    await Promise.all(['c', 'd'].map((subject) => send(silent.to, intake(subject))));
    expect(await send(silent.to, started('c'))).toEqual(['recorded 1']);
  });
});

describe('many at once', () => {
  it('serialise on one stream: nothing is lost, nothing doubled', async () => {
    await send(recorder, intake('a'));
    const costs = Array.from({ length: 100 }, () => sample('cost-declared', {}, on('a')));
    const outcomes = await Promise.all(costs.map((cost) => send(recorder, cost)));
    expect(outcomes.flat()).toEqual(costs.map((_, i) => `recorded ${i + 1}`));
    expect(new Set(await storedIds()).size).toBe(101);
  });

  it('from two processes let one opening through and lose no cost', async () => {
    const openings = await Promise.all(
      Array.from({ length: 10 }, (_, i) => send(i % 2 ? recorder : other, intake('a'))),
    );
    expect(openings.flat().sort()).toEqual([...Array(9).fill('already-opened'), 'recorded 0']);
    const costs = Array.from({ length: 40 }, () => sample('cost-declared', {}, on('a')));
    const outcomes = await Promise.all(costs.map((cost, i) => send(i % 2 ? recorder : other, cost)));
    expect(outcomes.flat().sort()).toEqual(costs.map((_, i) => `recorded ${i + 1}`).sort());
  });

  it('of the same event from two processes are recorded once', async () => {
    const opening = intake('a');
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_, i) => send(i % 2 ? recorder : other, opening)));
    expect(outcomes.flat().sort()).toEqual([...Array(9).fill('duplicate 0'), 'recorded 0']);
    expect(await storedIds()).toEqual([opening['id']]);
  });

  it('of one key with different contents from two processes are one record and conflicts', async () => {
    for (let round = 0; round < 10; round++) {
      const opening = intake(`a${round}`);
      const otherContent = { ...opening, data: { ...(opening['data'] as object), sex: 'V' } };
      const [mine, theirs] = await Promise.all([send(recorder, opening), send(other, otherContent)]);
      expect([...mine, ...theirs].sort()).toEqual(['event-id-conflict', 'recorded 0']);
    }
  });

  it('of one event logged at different times are the same event', async () => {
    const opening = intake('a');
    const times = ['2024-02-01T10:00:00Z', '2024-02-01T11:00:00Z'];
    const outcomes = await Promise.all(times.map((time, i) => send(i ? recorder : other, { ...opening, time })));
    expect(outcomes.flat().sort()).toEqual(['duplicate 0', 'recorded 0']);
  });
});

describe('a stream that another process wrote to', () => {
  it('is read again before an event is refused', async () => {
    const start = started('a');
    expect(await send(recorder, intake('a'), start)).toEqual(['recorded 0', 'recorded 1']);
    const retraction = sample('event-retracted', { retracts: { source: SOURCE, id: start['id'] } });
    expect(await send(other, retraction)).toEqual(['recorded 2']);
    expect(await send(recorder, started('a'))).toEqual(['recorded 3']);
  });

  it('is read again before a correction of an event of the same group is refused', async () => {
    const [start, again] = [started('a'), started('a')];
    await send(recorder, intake('a'), start);
    await send(other, sample('event-retracted', { retracts: { source: SOURCE, id: start['id'] } }));
    const correction = sample('event-corrected', {
      corrects: { source: SOURCE, id: again['id'] },
      data: { effectiveOn: '2024-02-05', careForm: '02', crisis: true },
    });
    expect(await send(recorder, again, correction)).toEqual(['recorded 3', 'recorded 4']);
  });

  it('may hold an event that is none of the ledger’s', async () => {
    await send(other, intake('a'));
    const foreign = { id: randomUUID(), type: 'else.noted', data: Buffer.from('{}'), metadata: Buffer.from('{}') };
    await store.append(codec.findStream('trajectory', 'a')!, [foreign], 0);
    expect(await send(recorder, started('a'), ended('a'))).toEqual(['recorded 2', 'recorded 3']);
  });

  it('is read again before an event is recorded', async () => {
    expect(await send(recorder, intake('a'))).toEqual(['recorded 0']);
    expect(await send(other, started('a'))).toEqual(['recorded 1']);
    expect(await send(recorder, started('a'), ended('a'))).toEqual(['already-started', 'recorded 2']);
  });

  it('holds If-Match to what is stored now', async () => {
    await send(recorder, intake('a'));
    await send(other, started('a'));
    const cost = (ifMatch: number) => recorder.record([{ raw: sample('cost-declared', {}, on('a')), ifMatch }]);
    expect((await cost(0)).map(briefly)).toEqual(['wrong-revision']);
    expect((await cost(1)).map(briefly)).toEqual(['recorded 2']);
  });

  it('takes nothing that was decided on what it was before, also between two writes of one group', async () => {
    const opening = intake('a');
    await send(recorder, opening);
    let meddled = false;
    const meddling: EventStore = Object.assign(Object.create(store), {
      async appendMany(writes: readonly StreamWrite[]) {
        if (!meddled) {
          meddled = true;
          await send(other, started('a'));
        }
        return store.appendMany(writes);
      },
    });
    const late = recorderOn(meddling);
    expect(await send(late, started('a'), intake('b'), ended('a'), started('b'))).toEqual([
      'already-started',
      'recorded 0',
      'recorded 2',
      'recorded 1',
    ]);
  });
});

describe('a store that takes no events', () => {
  it('is a problem of 503 for each, and mends without a restart', async () => {
    let down = true;
    const failing: EventStore = Object.assign(Object.create(store), {
      async appendMany(writes: readonly StreamWrite[]) {
        if (!down) return store.appendMany(writes);
        return writes.map(() => ({ ok: false, error: new StoreUnavailableError('The disk is full.', false) }));
      },
    });
    const local = recorderOn(failing);
    const opening = intake('a');
    expect(await send(local, opening, started('a'), 7)).toEqual(['unavailable', 'unavailable', 'malformed']);
    down = false;
    expect(await send(local, opening, started('a'))).toEqual(['recorded 0', 'recorded 1']);
  });

  it('says so when it was closed', async () => {
    await store.close();
    expect(await send(recorder, intake('a'))).toEqual(['unavailable']);
  });
});

describe('a key vault that takes no keys', () => {
  it('is a problem of 503 for what needs one, and mends without a restart', async () => {
    let down = true;
    const vault: KeyVault = Object.assign(Object.create(temporaryKeyVault()), {
      save(streams: Iterable<string>) {
        return down
          ? Promise.reject(new KeysUnavailableError('The disk is full.'))
          : Object.getPrototypeOf(this).save(streams);
      },
    });
    codec = sealedCodec(vault);
    const local = recorderOn(store);
    const opening = intake('a');
    expect(await send(local, opening, 7)).toEqual(['unavailable', 'malformed']);
    expect(await storedIds()).toEqual([]);
    down = false;
    expect(await send(local, opening)).toEqual(['recorded 0']);
  });
});
