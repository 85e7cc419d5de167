/** Deciding one batch while another is being appended gives what deciding one event after the other gives. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, sealedCodec, type Codec } from '#libs/codec';
import { StoreUnavailableError, type EventStore, type StoredEvent, type StreamWrite } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openKeyVault, temporaryKeyVault } from '#libs/key-vault';
import type { CareEvent } from '#libs/trajectory';
import { pseudonymiser, sample, SOURCE } from '../../testing/samples.js';
import type { Outcome } from './outcome.js';
import { Recorder } from './recorder.js';

type Raw = Record<string, unknown>;

const now = () => new Date('2024-12-31T12:00:00Z');
const recorderOn = (store: EventStore, codec: Codec) => new Recorder({ store, codec, pseudonymiser, now });

/** Makes an event from those before it. */
type Step = (before: readonly Raw[]) => Raw;

const onSubject = fc.constantFrom('a', 'b', 'c').map((subject) => ({ subject }));
const earlier = (pick: (target: Raw) => Raw) =>
  fc.nat(30).map((back): Step => (before) => {
    const target = before.at(-1 - (back % Math.max(1, before.length)));
    return target ? pick(target) : sample('intake-registered', {}, { subject: 'a' });
  });
const keyOf = ({ source, id }: Raw) => ({ source, id });

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'intake-registered' as const,
          'care-started' as const,
          'cost-declared' as const,
          'trajectory-ended' as const,
          'waiting-paused' as const,
        ),
        onSubject,
      )
      .map(
        ([name, subject]) =>
          () =>
            sample(name, {}, subject),
      ),
  },
  { weight: 2, arbitrary: earlier((target) => target) },
  {
    weight: 1,
    arbitrary: earlier((target) => ({
      ...target,
      data: { ...(target['data'] as object), effectiveOn: '2024-01-11' },
    })),
  },
  {
    weight: 1,
    arbitrary: earlier((target) => sample('event-retracted', { retracts: keyOf(target) }, { source: SOURCE })),
  },
  {
    weight: 1,
    arbitrary: earlier((target) =>
      sample('event-corrected', {
        corrects: keyOf(target),
        data: { effectiveOn: '2024-02-05', careForm: '02', crisis: true },
      }),
    ),
  },
);

function eventsOf(steps: readonly Step[]): Raw[] {
  const events: Raw[] = [];
  for (const next of steps) events.push(next(events));
  return events;
}

/** How many events go into each call, and how many turns of the event loop each thing takes. */
const few = fc.integer({ min: 1, max: 6 });
const many = fc.integer({ min: 21, max: 26 });
const pauses = fc.array(fc.nat(6), { minLength: 5, maxLength: 12 });

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate();
}

/** One number after the other, over and over. */
function inTurn<T>(values: readonly T[]): () => T {
  let next = 0;
  return () => values[next++ % values.length]!;
}

/** Events that were sent in one call, and their outcomes; none when the call failed. */
interface Answered {
  readonly raws: readonly Raw[];
  readonly outcomes: readonly Outcome[];
}

/** Sends calls of so many events without waiting for answers. */
async function sendAll(to: Recorder, events: readonly Raw[], sizes: readonly number[], pause: () => number) {
  const size = inTurn(sizes);
  const calls: Promise<Answered>[] = [];
  for (let start = 0; start < events.length;) {
    const raws = events.slice(start, start + size());
    const sent = to.record(raws.map((raw) => ({ raw })));
    calls.push(
      sent.then(
        (outcomes) => ({ raws, outcomes }),
        () => ({ raws, outcomes: [] }),
      ),
    );
    start += raws.length;
    await turns(pause());
  }
  return Promise.all(calls);
}

const briefly = (outcome: Outcome): string =>
  outcome.status === 'rejected'
    ? outcome.problem.code
    : `${outcome.status} ${outcome.receipt.revision} at ${outcome.receipt.position}`;

async function ledgerOf(store: EventStore): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const stored of store.readAll()) events.push(stored);
  return events;
}

describe('answers and ledger', () => {
  it.each([
    ['single events', few],
    ['uploads', many],
  ])('of %s are those of one event after the other', async (_what, size) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 70 }),
        fc.array(size, { minLength: 3, maxLength: 6 }),
        pauses,
        async (steps, sizes, times) => {
          const events = eventsOf(steps);
          const pause = inTurn(times);
          const [store, oneByOne] = [openSqliteEventStore(':memory:'), openSqliteEventStore(':memory:')];
          const codec = sealedCodec(temporaryKeyVault());
          const slow = recorderOn(slowed(store, pause), slowSaving(codec, pause));
          const reference = recorderOn(oneByOne, sealedCodec(temporaryKeyVault()));
          const expected: string[] = [];
          for (const raw of events) expected.push(briefly((await reference.record([{ raw }]))[0]!));
          const calls = await sendAll(slow, events, sizes, pause);
          const answers = calls.flatMap(({ outcomes }) => outcomes.map(briefly));
          expect(answers).toEqual(expected);
          const decoded = (await ledgerOf(store)).map((stored) => (codec.decode(stored) as CareEvent).id);
          expect(decoded).toHaveLength(expected.filter((answer) => answer.startsWith('recorded')).length);
          await Promise.all([store.close(), oneByOne.close()]);
        },
      ),
      { numRuns: 25 },
    );
  });
});

function slowed(store: EventStore, pause: () => number): EventStore {
  return Object.assign(Object.create(store) as EventStore, {
    async appendMany(writes: readonly StreamWrite[]) {
      await turns(pause());
      const results = await store.appendMany(writes);
      await turns(pause());
      return results;
    },
  });
}

function slowSaving(codec: Codec, pause: () => number): Codec {
  return Object.assign(Object.create(codec) as Codec, {
    async save(streams: Iterable<string>) {
      const saving = codec.save(streams);
      saving.catch(() => undefined); // told when it is returned, after the pause
      await turns(pause());
      return saving;
    },
  });
}

/** How an append goes. */
type Append = 'well' | 'refused' | 'lost' | 'throws' | 'after others';

function failing(store: EventStore, how: () => Append, meddle: () => Promise<void>): EventStore {
  const unavailable = () => ({ ok: false, error: new StoreUnavailableError('No answer came.', true) }) as const;
  return Object.assign(Object.create(store) as EventStore, {
    async appendMany(writes: readonly StreamWrite[]) {
      const end = how();
      if (end === 'throws') throw new Error('a fault of the program');
      if (end === 'after others') await meddle();
      if (end === 'refused') return writes.map(unavailable);
      const results = await store.appendMany(writes);
      return end === 'lost' ? writes.map(unavailable) : results;
    },
  });
}

function failingToSave(codec: Codec, how: () => 'well' | 'in vain' | 'throws'): Codec {
  return Object.assign(Object.create(codec) as Codec, {
    async save(streams: Iterable<string>) {
      const now = how();
      if (now === 'well') return codec.save(streams);
      codec.forgetNew();
      await setImmediate();
      if (now === 'throws') throw new Error('a fault of the vault');
      return false;
    },
  });
}

/** An event that was refused, and the code of why. */
type Refused = readonly [raw: Raw, code: string];

/**
 * Whether each event of a ledger is accepted after those before it, at the place where it stands, and each refusal is one at
 * some time: after no event, or one, or two.
 */
async function expectDecided(
  ledger: readonly StoredEvent[],
  codec: Codec,
  sent: readonly Raw[],
  refused: readonly Refused[],
): Promise<void> {
  const store = openSqliteEventStore(':memory:');
  const own = sealedCodec(temporaryKeyVault());
  const recorder = recorderOn(store, own);
  const asking = recorderOn(
    failing(
      store,
      () => 'refused',
      () => Promise.resolve(),
    ),
    own,
  );
  const textOf = (data: unknown) => canonicalJson({ ...(data as object), client: null });
  let unexplained = refused;
  const explain = async () => {
    asking.forget(); // what it read of a shorter ledger
    const left: Refused[] = [];
    for (const [raw, code] of unexplained) {
      if (briefly((await asking.record([{ raw }]))[0]!) !== code) left.push([raw, code]);
    }
    unexplained = left;
  };
  await explain();
  for (const stored of ledger) {
    const event = codec.decode(stored) as CareEvent;
    const raw = sent.find((one) => one['id'] === event.id && textOf(one['data']) === textOf(event.data));
    const [outcome] = await recorder.record([{ raw }]);
    expect(briefly(outcome!)).toBe(`recorded ${stored.revision} at ${stored.position}`);
    await explain();
  }
  expect(unexplained).toEqual([]);
  await store.close();
}

describe('failures, and others who write to the same streams,', () => {
  let folder: string;
  let vaults = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'recorder-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const append = fc.constantFrom('well', 'well', 'well', 'refused', 'lost', 'throws', 'after others');
  const save = fc.constantFrom('well', 'well', 'well', 'well', 'in vain', 'throws');

  it('leave nothing that was not decided on what stands before it, and no answer that is not so', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 10, maxLength: 40 }),
        fc.array(step, { minLength: 1, maxLength: 10 }),
        fc.array(fc.oneof(few, many), { minLength: 3, maxLength: 6 }),
        pauses,
        fc.array(append, { minLength: 1, maxLength: 9 }),
        fc.array(save, { minLength: 1, maxLength: 9 }),
        async (steps, foreign, sizes, times, appends, saves) => {
          const all = eventsOf([...steps, ...foreign]);
          const [events, others] = [all.slice(0, steps.length), all.slice(steps.length)];
          const pause = inTurn(times);
          const store = openSqliteEventStore(':memory:');
          const path = join(folder, `keys-${(vaults += 1)}.sqlite`);
          const [mine, theirs] = [1, 2].map(() => openKeyVault(path, Buffer.alloc(32, 1)));
          const codec = sealedCodec(mine!);
          const other = recorderOn(store, sealedCodec(theirs!));
          const meddle = async () => {
            await other.record(others.splice(0, 2).map((raw) => ({ raw })));
          };
          const recorder = recorderOn(
            slowed(failing(store, inTurn(appends), meddle), pause),
            slowSaving(failingToSave(codec, inTurn(saves)), pause),
          );
          const calls = await sendAll(recorder, events, sizes, pause);

          const ledger = await ledgerOf(store);
          const answers = calls.flatMap(({ raws, outcomes }) =>
            outcomes.map((answer, i) => ({ raw: raws[i]!, answer })),
          );
          const refused: Refused[] = [];
          for (const { raw, answer } of answers) {
            if (answer.status === 'rejected') {
              if (answer.problem.status !== 503) refused.push([raw, answer.problem.code]);
              continue;
            }
            const { position, revision, source, id } = answer.receipt;
            const stored = ledger[Number(position) - 1]!;
            expect([stored.id, stored.revision]).toEqual([codec.eventIdOf({ source, id }), revision]);
          }
          await expectDecided(ledger, codec, all, refused);
          mine!.close();
          theirs!.close();
          await store.close();
        },
      ),
      { numRuns: 25 },
    );
  });
});
