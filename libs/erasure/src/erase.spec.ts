import { describe, expect, it } from '@jest/globals';
import { sealedCodec } from '#libs/codec';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { temporaryKeyVault } from '#libs/key-vault';
import { ERASED } from '#libs/privacy';
import type { CareEvent } from '#libs/trajectory';
import { decisionsOf, erase, replayErasures, settleErasures } from './erase.js';
import { findPerson } from './find-person.js';
import { encodeDecision, parseDecision, type Decision } from './record.js';

const now = () => new Date('2026-01-01T12:00:00Z');

async function ledger() {
  const store = openSqliteEventStore(':memory:');
  const vault = temporaryKeyVault();
  const codec = sealedCodec(vault);
  const event = { source: 'urn:x', id: '1', name: 'client-moved', subject: 'p-1', data: { municipality: 'GM0001' } };
  const stream = codec.streamFor('client', 'p-1');
  const encoded = codec.encode(event as unknown as CareEvent, stream);
  await codec.save([stream]);
  await store.append(stream, [encoded], 'must-not-exist');
  return { store, vault, codec, now, stream };
}

describe('an erasure', () => {
  it('is in the register and in the ledger before a key is destroyed', async () => {
    const one = await ledger();
    const lines: string[] = [];
    const register = (line: string) => {
      expect(one.codec.isErased(one.stream)).toBe(false);
      lines.push(line);
      return Promise.resolve();
    };
    const decision = await erase({ ...one, register }, (await findPerson(one, 'p-1'))!, 'objection');
    expect(decision).toMatchObject({ streams: [one.stream], clients: [one.stream], decidedOn: '2026-01-01' });
    expect(lines.map(parseDecision)).toEqual([expect.objectContaining({ id: decision.id })]);
    expect(await decisionsOf(one.store)).toEqual([decision]);
    expect(one.codec.isErased(one.stream)).toBe(true);
    await one.store.close();
  });

  it('that was interrupted after it was recorded is finished', async () => {
    const one = await ledger();
    const decision = decisionOf(one.stream);
    const { stream, event } = encodeDecision(decision);
    await one.store.append(stream, [event], 'must-not-exist');
    expect(await settleErasures(one)).toBe(1);
    expect(await settleErasures(one)).toBe(0);
    for await (const stored of one.store.readStream(one.stream)) expect(one.codec.decode(stored)).toBe(ERASED);
    await one.store.close();
  });

  it('is carried out again on a backup from before it', async () => {
    const restored = await ledger();
    const register = [decisionOf(restored.stream), decisionOf(restored.stream)];
    expect(await replayErasures(restored, register)).toEqual({ keys: 1, decisions: 1 });
    expect(await replayErasures(restored, register)).toEqual({ keys: 0, decisions: 0 });
    expect(await decisionsOf(restored.store)).toMatchObject([{ id: 'd-1' }]);
    expect(await findPerson(restored, 'p-1')).toBeNull();
    await restored.store.close();
  });
});

const decisionOf = (stream: string): Decision => ({
  decision: 'erased',
  id: 'd-1',
  ground: 'retention-expired',
  decidedOn: '2026-01-01',
  streams: [stream],
  clients: [stream],
});

describe('a line of the register', () => {
  it.each(['', 'no JSON', 'null', '{}', '{"decision":"erased","id":"x","ground":"whim","decidedOn":"2026-01-01"}'])(
    '%p is none',
    (text) => expect(parseDecision(text)).toBeNull(),
  );
});
