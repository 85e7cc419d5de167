/** Events are sealed while those after them are decided. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sealedCodec, Sealer, type Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { temporaryKeyVault } from '#libs/key-vault';
import type { CareEvent } from '#libs/trajectory';
import { pseudonymiser, sample } from '../../testing/samples.js';
import { Recorder } from './recorder.js';

const now = () => new Date('2024-12-31T12:00:00Z');

let store: EventStore;
let codec: Codec;

beforeEach(() => {
  store = openSqliteEventStore(':memory:');
  codec = sealedCodec(temporaryKeyVault());
});
afterEach(() => store.close());

async function send(to: Recorder, ...events: unknown[]): Promise<string[]> {
  const outcomes = await to.record(events.map((raw) => ({ raw })));
  return outcomes.map((one) =>
    one.status === 'rejected' ? one.problem.code : `${one.status} ${one.receipt.revision}`,
  );
}

async function storedIds(): Promise<string[]> {
  const ids: string[] = [];
  for await (const stored of store.readAll()) ids.push((codec.decode(stored) as CareEvent).id);
  return ids;
}

const intake = (subject: string) => sample('intake-registered', {}, { subject });
const started = (subject: string) => sample('care-started', {}, { subject });

describe('many events', () => {
  const many = () => Array.from({ length: 300 }, (_, n) => intake(`many-${n}`));

  it('are sealed while those after them are decided', async () => {
    const sealer = new Sealer(null);
    const seal = sealer.seal.bind(sealer);
    const sealed: number[] = [];
    sealer.seal = (drafts) => {
      sealed.push(drafts.length);
      return seal(drafts);
    };
    const to = new Recorder({ store, codec, sealer, pseudonymiser, now });
    expect(new Set(await send(to, ...many()))).toEqual(new Set(['recorded 0']));
    expect(sealed).toEqual([250, 50]);
    expect(await storedIds()).toHaveLength(300);
  });

  it('are not recorded under a key that is gone since they were sealed', async () => {
    const vault = temporaryKeyVault();
    const sealedBy = sealedCodec(vault);
    const sealer = new Sealer(null);
    const to = new Recorder({ store, codec: sealedBy, sealer, pseudonymiser, now });
    const before = await send(to, intake('a'));
    const seal = sealer.seal.bind(sealer);
    let erased = 0;
    sealer.seal = async (drafts) => {
      const events = await seal(drafts);
      if (erased === 0) erased = vault.destroy([sealedBy.findStream('trajectory', 'a')!], '2024-12-31');
      return events;
    };
    const after = await send(to, started('a'), ...many());
    expect([...before, after[0], ...new Set(after.slice(1))]).toEqual(['recorded 0', 'not-opened', 'recorded 0']);
    expect(erased).toBe(1);
  });

  it('fail together when they cannot be sealed, and none after them', async () => {
    const sealer = new Sealer(null);
    const seal = sealer.seal.bind(sealer);
    let failures = 0;
    sealer.seal = (drafts) => (failures++ === 0 ? Promise.reject(new Error('cannot seal')) : seal(drafts));
    const to = new Recorder({ store, codec, sealer, pseudonymiser, now });
    const [first, second] = [many(), intake('later')];
    await expect(send(to, ...first)).rejects.toThrow('cannot seal');
    expect(await send(to, second)).toEqual(['recorded 0']);
    expect(await storedIds()).toEqual([second['id']]);
  });
});
