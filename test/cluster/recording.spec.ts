/** The ledger's recording on the test server of EventStoreDB: what only that store has limits and races for. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { openRecording, type OpenRecording, type Outcome } from '#apps/ledger';
import { sealedCodec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { temporaryKeyVault } from '#libs/key-vault';
import { createPseudonymiser } from '#libs/privacy';
import { Sender, type SentEvent } from '../support/events.js';
import { times, wireFixture } from '../support/eventstoredb/index.js';

const wire = wireFixture();
const sender = new Sender('urn:test:cluster');
const opened: OpenRecording[] = [];
/** One vault, as all services of a ledger have. */
const vault = temporaryKeyVault();
const codec = sealedCodec(vault);

afterEach(async () => {
  await Promise.all(opened.splice(0).map((ledger) => ledger.close()));
});

/** A ledger process on a store: its own memory and its own rejections. */
function ledgerOn(store: EventStore): (...events: SentEvent[]) => Promise<string[]> {
  const pseudonymiser = createPseudonymiser(Buffer.alloc(32, 7));
  const ledger = openRecording({ store, codec, vault, pseudonymiser, rejectionsPath: ':memory:' });
  opened.push(ledger);
  return async (...events) => (await ledger.recording.record(events.map((raw) => ({ raw })))).map(briefly);
}

const briefly = (outcome: Outcome): string =>
  outcome.status === 'rejected' ? `${outcome.problem.status} ${outcome.problem.code}` : outcome.status;

const intake = (subject: string): SentEvent =>
  sender.event('intake-registered', subject, '2024-01-10', {
    client: { bsn: '999990019' },
    provider: 'p1',
    municipality: 'GM0344',
    careForm: '02',
    referrer: '01',
    born: '2011-03',
    sex: 'V',
  });

/** A questionnaire of about so many bytes. */
const questionnaire = (subject: string, bytes: number): SentEvent => {
  const items = Object.fromEntries(Array.from({ length: bytes / 10 }, (_, n) => [`i${1_000_000 + n}`, 1]));
  return sender.event('exit-questionnaire-completed', subject, '2024-02-01', { informant: 'youth', items });
};

describe('events that are large together', () => {
  it('are appended in as many writes as the store needs, and none is refused for its neighbours', async () => {
    const record = ledgerOn(wire.open());
    const large = Array.from({ length: 12 }, () => questionnaire('T-1', 200_000));
    expect(await record(intake('T-1'), ...large, intake('T-2'))).toEqual(Array(14).fill('recorded'));
    const appends = wire.server.log.records.filter(
      ({ stream }) => stream === `care:${codec.findStream('trajectory', 'T-1')}`,
    );
    expect(appends.map(({ revision }) => revision)).toEqual(Array.from({ length: 13 }, (_, n) => n));
  });

  it('leave the one that is too large alone as the only one refused', async () => {
    const record = ledgerOn(wire.open({ maxAppendBytes: 100_000 }));
    const [before, after] = [questionnaire('T-1', 60_000), questionnaire('T-1', 60_000)];
    expect(await record(intake('T-1'), before, questionnaire('T-1', 150_000), after)).toEqual([
      'recorded',
      'recorded',
      '413 too-large',
      'recorded',
    ]);
  });
});

describe('the same event at two ledgers at the same moment', () => {
  it('is recorded at one and a duplicate at the other', async () => {
    const ledgers = [ledgerOn(wire.open()), ledgerOn(wire.open())];
    for (let n = 0; n < 10; n += 1) {
      const event = intake(`T-${n}`);
      const answers = await Promise.all(ledgers.map((record) => record(event)));
      expect(answers.flat().sort()).toEqual(['duplicate', 'recorded']);
    }
  });
});

describe('while the store is away', () => {
  it('events are refused for now, and taken when it is back', async () => {
    const record = ledgerOn(wire.open({ timeoutMs: 3_000 }));
    const opening = intake('T-1');
    await wire.server.stop();
    expect(await record(opening)).toEqual(['503 unavailable']);
    await wire.server.start();
    expect(await record(opening)).toEqual(['recorded']);
  });

  it('an event whose answer was lost is not recorded twice', async () => {
    const record = ledgerOn(wire.open());
    const opening = intake('T-1');
    const ofEvents = ({ stream }: { readonly stream: string }) => stream.startsWith('care:');
    wire.server.faults.append = times(1, { kind: 'lose-request' }, ofEvents);
    expect(await record(opening)).toEqual(['503 unavailable']);
    wire.server.faults.append = times(1, { kind: 'lose-answer' }, ofEvents);
    expect(await record(opening)).toEqual(['recorded']);
    expect(await record(opening)).toEqual(['duplicate']);
  });
});
