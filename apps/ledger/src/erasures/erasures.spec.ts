import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sealedCodec } from '#libs/codec';
import { ERASED } from '#libs/privacy';
import type { EventStore } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openKeyVault } from '#libs/key-vault';
import { openRecording, type OpenRecording } from '../open-recording.js';
import { RejectionStore } from '../rejections/rejection-store.js';
import { BSN, PSEUDONYM, pseudonymiser, sample } from '../testing/samples.js';
import { eraseFromRejections } from './erase-from-rejections.js';

const OTHER_BSN = '123456782';
const UNKNOWN = 'p-of-whom-nothing-is-recorded';
const now = () => new Date('2024-12-31T12:00:00Z');

/** A ledger process on the store and vault that all of them share; what it refused is its own. */
interface Process extends OpenRecording {
  readonly path: string;
}

let folder: string;
let store: EventStore;
let opened: Process[];
let vaults: { close(): void }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'erasures-'));
  store = openSqliteEventStore(join(folder, 'events.sqlite'));
  [opened, vaults] = [[], []];
});
afterEach(async () => {
  for (const one of opened) await one.close();
  for (const vault of vaults) vault.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

function start(name: string): Process {
  const vault = openKeyVault(join(folder, 'keys.sqlite'), Buffer.alloc(32, 1));
  vaults.push(vault);
  const path = join(folder, `${name}.sqlite`);
  const options = { store, vault, pseudonymiser, rejectionsPath: path, now };
  const started = { ...openRecording({ ...options, codec: sealedCodec(vault) }), path };
  opened.push(started);
  return started;
}

async function stop(process: Process): Promise<void> {
  opened.splice(opened.indexOf(process), 1);
  await process.close();
}

const send = async ({ recording }: Process, ...events: object[]) =>
  (await recording.record(events.map((raw) => ({ raw })))).map(({ status }) => status);
const intake = (subject: string, client: object) =>
  sample('intake-registered', { client, previousTrajectory: undefined }, { subject, id: `i-${subject}` });
/** Refused: it ends before it began. */
const tooEarly = (subject: string) =>
  sample('trajectory-ended', { effectiveOn: '2023-01-01' }, { subject, id: `e-${subject}` });
const erase = ({ erasures }: Process, pseudonym = PSEUDONYM) =>
  erasures.decide({ decision: 'erase', pseudonym, ground: 'destruction-request' });

/** Ids of the refused events that a file keeps. */
function kept({ path }: { readonly path: string }): (string | null)[] {
  const rejections = new RejectionStore(path);
  try {
    return rejections.list({}).rejections.map(({ eventId }) => eventId);
  } finally {
    rejections.close();
  }
}

/** Whether a text stands in any byte of the files of a process. */
const holds = ({ path }: Process, text: string) =>
  readdirSync(folder).some(
    (name) => join(folder, name).startsWith(path) && readFileSync(join(folder, name)).includes(text),
  );

describe('an erasure by another process', () => {
  it('takes what this one refused of the person, and of anybody it did not know, and leaves the rest', async () => {
    const [here, there] = [start('here'), start('there')];
    await there.erasures.settle();
    expect(await send(there, intake('T-1', { bsn: BSN }), intake('T-2', { bsn: OTHER_BSN }))).toEqual([
      'recorded',
      'recorded',
    ]);
    const moved = sample(
      'client-moved',
      { effectiveOn: 'never', client: { bsn: BSN } },
      { id: 'moved', subject: undefined },
    );
    const conflict = sample('care-started', {}, { subject: 'T-2', id: 'i-T-1' });
    const refused = [tooEarly('T-1'), tooEarly('T-2'), tooEarly('T-9'), moved, conflict];
    const shapeless = { ...tooEarly('T-2'), id: 'shapeless', about: 'a child' };
    expect(await send(there, ...refused, shapeless)).toEqual(Array(6).fill('rejected'));
    expect(kept(there)).toHaveLength(6);
    await erase(here);
    await there.erasures.settle();
    await followed(there);
    expect(kept(there)).toEqual(['e-T-2']);
    expect(['T-1', PSEUDONYM].filter((text) => holds(there, text))).toEqual([]);
  });

  it('takes what is held of the person in memory', async () => {
    const [here, there] = [start('here'), start('there')];
    expect(await send(there, intake('T-1', { bsn: BSN }))).toEqual(['recorded']);
    await erase(here);
    await followed(there);
    const [outcome] = await there.recording.record([{ raw: intake('T-1', { bsn: BSN }) }]);
    expect(outcome).toMatchObject({ status: 'rejected', problem: { code: ERASED } });
    expect(await send(there, { ...intake('T-1', { bsn: BSN }), id: 'a-new-file' })).toEqual(['recorded']);
  });

  it('is carried out by one that was down meanwhile, before it shows anything', async () => {
    const here = start('here');
    let there = start('there');
    await send(there, intake('T-1', { bsn: BSN }), tooEarly('T-1'));
    await stop(there);
    await erase(here);
    there = start('there');
    await there.erasures.settle();
    expect(kept(there)).toEqual([]);
  });

  it('asks for nothing twice: what is refused afterwards stays', async () => {
    const [here, there] = [start('here'), start('there')];
    await send(there, intake('T-1', { bsn: BSN }));
    await erase(here);
    await followed(there);
    await send(there, tooEarly('T-9'));
    await there.erasures.settle();
    await stop(there);
    const again = start('there');
    await again.erasures.settle();
    expect(kept(again)).toEqual(['e-T-9']);
  });
});

describe('an erasure that is interrupted', () => {
  it.each([
    ['before the keys are destroyed', 'destroy'],
    ['between the keys and what was refused', 'remove'],
  ])('%s is finished on the next start', async (_when, step) => {
    const here = start('here');
    await here.erasures.settle();
    await send(here, intake('T-1', { bsn: BSN }), intake('T-2', { bsn: OTHER_BSN }), tooEarly('T-1'), tooEarly('T-2'));
    const target = step === 'destroy' ? (vaults[0] as unknown as RejectionStore) : RejectionStore.prototype;
    const crash = jest.spyOn(target, step as 'remove').mockImplementation(() => {
      throw new Error('power cut');
    });
    await expect(erase(here)).rejects.toThrow('power cut');
    crash.mockRestore();
    await stop(here);
    expect(kept(here)).toHaveLength(2);
    const again = start('here');
    expect(await again.erasures.settle()).toBe(step === 'destroy' ? 2 : 0);
    expect(kept(again)).toEqual(['e-T-2']);
    expect(['T-1', PSEUDONYM].filter((text) => holds(again, text))).toEqual([]);
    expect(await again.erasures.find(PSEUDONYM)).toBeNull();
  });
});

describe('a person of whom only refused events are kept', () => {
  it('is erased with a decision that stands for nobody else, and stays so in an older copy of the file', async () => {
    const here = start('here');
    const refused: Record<string, unknown> = { ...intake('T-8', { pseudonym: UNKNOWN }), id: 'bad-code' };
    await send(here, intake('T-2', { bsn: OTHER_BSN }), tooEarly('T-2'), {
      ...refused,
      data: { ...(refused['data'] as object), sex: '?' },
    });
    expect(kept(here)).toEqual(['bad-code', 'e-T-2']);
    const older = join(folder, 'older.sqlite');
    const db = new DatabaseSync(here.path);
    db.prepare('VACUUM INTO ?').run(older);
    db.close();
    const decision = await erase(here, UNKNOWN);
    expect(decision).toMatchObject({ decision: 'erased', clients: [expect.stringMatching(/^client-[a-z2-7]{26}$/)] });
    expect(kept(here)).toEqual(['e-T-2']);
    expect(await erase(here, UNKNOWN)).toBeNull();
    expect(await here.erasures.list()).toHaveLength(1);

    expect(kept({ path: older })).toEqual(['bad-code', 'e-T-2']);
    expect(await eraseFromRejections(store, older)).toBe(1);
    expect(kept({ path: older })).toEqual(['e-T-2']);
  });
});

describe('a file of refused events from an earlier version', () => {
  it('loses all of it at an erasure, as any may be of the person', async () => {
    const here = start('here');
    await send(here, intake('T-2', { bsn: OTHER_BSN }), tooEarly('T-2'));
    await stop(here);
    const db = new DatabaseSync(here.path);
    db.exec('DROP TABLE mention; DROP TRIGGER rejection_removed; ALTER TABLE rejection DROP COLUMN names_unknown');
    const copy = join(folder, 'earlier.sqlite');
    db.prepare('VACUUM INTO ?').run(copy);
    db.close();
    const there = start('there');
    await send(there, intake('T-1', { bsn: BSN }));
    await erase(there);
    expect(await eraseFromRejections(store, copy)).toBe(1);
  });
});

/** Waits until a process has looked at what others erased. */
async function followed({ erasures, path }: Process): Promise<void> {
  await erasures.settle();
  erasures.follow();
  const rejections = new RejectionStore(path);
  const last = (vaults[0] as unknown as { lastDestruction(): number }).lastDestruction();
  while (rejections.settledUpTo !== last) await new Promise((resolve) => setTimeout(resolve, 20));
  rejections.close();
}
