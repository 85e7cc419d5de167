import { beforeEach, describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '#libs/event-store';
import { temporaryKeyVault, type SqliteKeyVault } from '#libs/key-vault';
import { ERASED } from '#libs/privacy';
import type { CareEvent, RecordedCareEvent, StreamKind } from '#libs/trajectory';
import { isStandIn } from './clients.js';
import type { Codec } from './codec.js';
import { plainCodec } from './plain-codec.js';
import { sealedCodec } from './sealed-codec.js';

const SOURCE = 'urn:nld:kvknr:41188450:systeem:ecd';
const CLIENT = 'p-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
const OTHER = 'p-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb';
const AT = '2026-01-01T00:00:00.000Z';

let vault: SqliteKeyVault;
let codec: Codec;
let position = 0;

beforeEach(() => {
  vault = temporaryKeyVault();
  codec = sealedCodec(vault);
});

const intake = (client = CLIENT, id = 'e1') =>
  ({
    source: SOURCE,
    id,
    name: 'intake-registered',
    subject: 'T-2024-000123',
    time: '2024-06-30T14:02:11Z',
    attributes: { datacontenttype: 'application/json' },
    data: { effectiveOn: '2024-06-28', client: { pseudonym: client }, municipality: 'GM0344' },
  }) as unknown as CareEvent;

/** The event as a store gives it back. */
async function stored(event: CareEvent, kind: StreamKind = 'trajectory', saved = true): Promise<StoredEvent> {
  const stream = codec.streamFor(kind, event.subject);
  const encoded = codec.encode(event, stream);
  if (saved) expect(await codec.save([stream])).toBe(true);
  return { ...encoded, stream, revision: 0, position: String(++position), recordedAt: AT };
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

describe('a sealed event', () => {
  it('comes back as it was', async () => {
    const event = intake();
    expect(codec.decode(await stored(event))).toEqual({
      ...event,
      revision: 0,
      position: String(position),
      recordedAt: AT,
      schemaVersion: 1,
    });
  });

  it('shows its type and nothing else of what was sent, in no part of what is stored', async () => {
    const one = await stored(intake());
    expect(text(one.metadata)).toBe('{"encoding":"A256GCM","schemaVersion":1}');
    const all = [one.id, one.stream, text(one.data), text(one.metadata)].join('\n');
    for (const word of [CLIENT, 'T-2024-000123', SOURCE, 'GM0344', '2024-06']) expect(all).not.toContain(word);
    expect(one.stream).toMatch(/^trajectory-[a-z2-7]{26}$/);
    expect(one.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(one.id).not.toBe(plainCodec().eventIdOf({ source: SOURCE, id: 'e1' }));
  });

  it('has the same bytes whenever it is encoded, and other bytes when anything differs', async () => {
    const one = await stored(intake());
    expect(await stored(intake())).toMatchObject({
      id: one.id,
      stream: one.stream,
      data: one.data,
      metadata: one.metadata,
    });
    const changed = { ...intake(), time: '2024-06-30T14:02:12Z' } as CareEvent;
    const another = await stored(changed);
    expect(another.id).toBe(one.id);
    expect(text(another.data).slice(0, 13)).not.toBe(text(one.data).slice(0, 13));
    expect((await stored({ ...intake(CLIENT, 'e2') })).id).not.toBe(one.id);
  });

  it.each<[string, (one: StoredEvent) => Partial<StoredEvent> | Promise<Partial<StoredEvent>>]>([
    ['another type', () => ({ type: 'nl.jeugdhulptrajecten.care-started' })],
    ['another id', () => ({ id: codec.eventIdOf({ source: SOURCE, id: 'e2' }) })],
    ['other metadata', () => ({ metadata: Buffer.from('{"encoding":"A256GCM","schemaVersion":1 }') })],
    ['a changed byte', ({ data }) => ({ data: Buffer.from(data).fill(data[20]! ^ 1, 20, 21) })],
    ['a byte less', ({ data }) => ({ data: data.subarray(0, -1) })],
    ['no data', () => ({ data: new Uint8Array() })],
    ['the stream of another', async () => ({ stream: (await stored({ ...intake(), subject: 'T-2' })).stream })],
  ])('is not read with %s', async (_what, change) => {
    const one = await stored(intake());
    const other = { ...one, ...(await change(one)) };
    expect(() => codec.decode(other)).toThrow(/position \d+ cannot be read: it is not what/);
  });

  it('is not read when its key is missing, which is no erasure', async () => {
    const one = await stored(intake());
    expect(() => sealedCodec(temporaryKeyVault()).decode(one)).toThrow(/does not have its key/);
  });

  it('says the same as an event with equal content, and not as another', async () => {
    const one = await stored(intake());
    expect(codec.sameContent({ ...intake(), time: undefined }, one)).toBe(true);
    expect(codec.sameContent(intake(OTHER), one)).toBe(false);
    expect(codec.sameContent({ ...intake(), subject: 'T-2' }, one)).toBe(false);
  });
});

describe('what is no sealed event', () => {
  it('is read all the same when it is a plain care event, and left alone when it is none', async () => {
    const plain = plainCodec();
    const stream = plain.streamFor('trajectory', 'T-2024-000123');
    const one = { ...plain.encode(intake(), stream), stream, revision: 0, position: '1', recordedAt: AT };
    expect(codec.decode(one)).toEqual(plain.decode(one));
    expect(codec.sameContent(intake(), one)).toBe(true);
    expect(codec.decode({ ...one, stream: 'note-x' })).toBeNull();
  });
});

describe('names', () => {
  it('of a subject stay, and cannot be told from it', async () => {
    const stream = (await stored(intake())).stream;
    expect(codec.findStream('trajectory', 'T-2024-000123')).toBe(stream);
    expect(codec.placeOf(stream)).toEqual({ kind: 'trajectory', subject: 'T-2024-000123' });
    expect(codec.findStream('measure', 'T-2024-000123')).toBeNull();
    const elsewhere = sealedCodec(temporaryKeyVault());
    expect(elsewhere.streamFor('trajectory', 'T-2024-000123')).not.toBe(stream);
  });

  it('that were only looked for are not kept', async () => {
    const stream = codec.streamFor('trajectory', 'T-9');
    expect(codec.isNew(stream)).toBe(true);
    expect(await codec.save([])).toBe(true);
    expect(codec.findStream('trajectory', 'T-9')).toBeNull();
    expect(codec.placeOf(stream)).toBeNull();
  });
});

describe('erasure', () => {
  const erase = (...streams: string[]) => vault.destroy(streams, AT);

  it('leaves a mark where an event was, and nothing that leads from the subject to it', async () => {
    const one = await stored(intake());
    expect(erase(one.stream)).toBe(1);
    expect(codec.decode(one)).toBe(ERASED);
    expect(codec.sameContent(intake(), one)).toBe(ERASED);
    expect(codec.isErased(one.stream)).toBe(true);
    expect(codec.placeOf(one.stream)).toBeNull();
    expect(codec.findStream('trajectory', 'T-2024-000123')).toBeNull();
    expect((await stored(intake(CLIENT, 'e9'))).stream).not.toBe(one.stream);
  });

  it('of a client takes its pseudonym out of the events of others, also inside corrections and links', async () => {
    const mistaken = await stored(intake(CLIENT));
    const correction = await stored({
      ...intake(),
      id: 'e2',
      name: 'event-corrected',
      data: { effectiveOn: '2024-07-01', corrects: { source: SOURCE, id: 'e1' }, data: intake(OTHER).data },
    } as unknown as CareEvent);
    const link = await stored(
      { source: SOURCE, id: 'e3', name: 'clients-linked', subject: OTHER, data: { otherClient: CLIENT } } as CareEvent,
      'client',
    );
    expect([...vault.streamsNaming([codec.findStream('client', CLIENT)!])].sort()).toEqual(
      [codec.findStream('client', CLIENT)!, mistaken.stream, link.stream].sort(),
    );
    erase(codec.findStream('client', CLIENT)!);
    const read = [mistaken, correction, link].map((one) => codec.decode(one) as RecordedCareEvent);
    expect(JSON.stringify(read)).not.toContain(CLIENT);
    expect(JSON.stringify(read)).toContain(OTHER);
    const [first, , third] = read.map(({ data }) => data as { client?: { pseudonym: string }; otherClient?: string });
    expect(isStandIn(first!.client!.pseudonym)).toBe(true);
    expect(third!.otherClient).toBe(first!.client!.pseudonym);
  });
});
