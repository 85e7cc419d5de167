import { describe, expect, it } from '@jest/globals';
import type { StoredEvent } from '#libs/event-store';
import type { CareEvent, RecordedCareEvent } from '#libs/trajectory';
import { toCloudEvent } from './cloud-event.js';
import { DamagedEventError } from './damaged-event-error.js';
import { plainCodec } from './plain-codec.js';

const codec = plainCodec();
const STREAM = 'trajectory-T-2024-000123';

const ended: CareEvent = {
  source: 'urn:nld:kvknr:41188450:systeem:ecd',
  id: '7c1d3c56',
  name: 'trajectory-ended',
  subject: 'T-2024-000123',
  time: '2024-06-30T14:02:11Z',
  data: { effectiveOn: '2024-06-28', endReason: '01' },
};

const PLACE = { revision: 4, position: '184467', recordedAt: '2025-12-31T22:10:05.123Z' };

/** The event as a store gives it back, with parts replaced. */
function stored(event: CareEvent = ended, parts: Partial<StoredEvent> = {}): StoredEvent {
  return { ...codec.encode(event, ''), ...PLACE, stream: codec.streamFor('trajectory', event.subject), ...parts };
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('a plain codec: encode', () => {
  it('writes data and envelope as canonical JSON', () => {
    const { type, data, metadata } = codec.encode(ended, STREAM);
    expect(type).toBe('nl.jeugdhulptrajecten.trajectory-ended');
    expect(text(data)).toBe('{"effectiveOn":"2024-06-28","endReason":"01"}');
    expect(text(metadata)).toBe(
      '{"encoding":"plain","id":"7c1d3c56","schemaVersion":1,"source":"urn:nld:kvknr:41188450:systeem:ecd",' +
        '"subject":"T-2024-000123","time":"2024-06-30T14:02:11Z"}',
    );
  });

  it('leaves out what was not sent', () => {
    const { time: _, ...untimed } = ended;
    expect(text(codec.encode({ ...untimed, attributes: {} }, STREAM).metadata)).not.toMatch(/time|attributes/);
  });
});

describe('a plain codec: decode', () => {
  it('gives back what was encoded, with its place', () => {
    expect(codec.decode(stored())).toEqual({ ...ended, ...PLACE, schemaVersion: 1 });
    const attributes = { datacontenttype: 'application/json', dataschema: 'urn:x' };
    expect(codec.decode(stored({ ...ended, attributes }))).toMatchObject({ attributes });
  });

  it('gives null for what is no care event', () => {
    expect(codec.decode(stored(ended, { stream: 'definitions-x' }))).toBeNull();
    expect(codec.decode(stored(ended, { type: '$metadata' }))).toBeNull();
  });

  const envelope = JSON.parse(text(codec.encode(ended, STREAM).metadata)) as Record<string, unknown>;
  const withEnvelope = (members: object) => ({ metadata: Buffer.from(JSON.stringify({ ...envelope, ...members })) });
  const damages: [string, Partial<StoredEvent>, RegExp][] = [
    ['data that is no JSON', { data: Buffer.from('{"effectiveOn":"2024-0') }, /its data is no JSON/],
    ['data that is no UTF-8', { data: Buffer.from('7b2261223a22ff227d', 'hex') }, /its data is no JSON in UTF-8/],
    ['data that is no object', { data: Buffer.from('[]') }, /its data is no JSON object/],
    ['an envelope that is no JSON', { metadata: Buffer.from('') }, /its metadata is no JSON/],
    ['an envelope that is no object', { metadata: Buffer.from('null') }, /its envelope is no JSON object/],
    ['no source', withEnvelope({ source: undefined }), /no source/],
    ['an empty id', withEnvelope({ id: '' }), /no id/],
    ['a subject that is no text', withEnvelope({ subject: 7 }), /no subject/],
    ['a time that is no text', withEnvelope({ time: 7 }), /time/],
    ['attributes that are no texts', withEnvelope({ attributes: { a: 1 } }), /attributes/],
    ['attributes that are a list', withEnvelope({ attributes: [] }), /attributes/],
    ['no schema version', withEnvelope({ schemaVersion: undefined }), /schemaVersion/],
    ['a schema version of a newer program', withEnvelope({ schemaVersion: 2 }), /version 2 .*newer than this program/],
    ['an unknown encoding', withEnvelope({ encoding: 'rot13' }), /encoding/],
    ['sealed data', withEnvelope({ encoding: 'A256GCM' }), /sealed, and no key vault/],
    ['the envelope of another stream', withEnvelope({ subject: 'T-2' }), /names another stream/],
    ['an unknown type', { type: 'nl.jeugdhulptrajecten.made-up' }, /type is not known/],
  ];
  it.each(damages)('says where and what when it meets %s', (_what, parts, message) => {
    const damaged = stored(ended, parts);
    expect(() => codec.decode(damaged)).toThrow(DamagedEventError);
    expect(() => codec.decode(damaged)).toThrow(/The event at position 184467/);
    expect(() => codec.decode(damaged)).toThrow(message);
  });

  it('repeats nothing of a damaged event', () => {
    const damaged = stored(ended, { data: Buffer.from('{"bsn":"999990019"') });
    expect(() => codec.decode(damaged)).not.toThrow(/99999/);
    expect(() => codec.decode(damaged)).toThrow();
  });

  it('brings data of an earlier schema version to the present one', () => {
    const upcasts = {
      'trajectory-ended': [
        ({ endReason, ...rest }: Record<string, unknown>) => ({ ...rest, reasons: [endReason] }),
        (data: Record<string, unknown>) => ({ ...data, complete: true }),
      ],
    };
    expect(plainCodec(upcasts).decode(stored())).toMatchObject({
      schemaVersion: 3,
      data: { effectiveOn: '2024-06-28', reasons: ['01'], complete: true },
    });
    const second = { ...withEnvelope({ schemaVersion: 2 }), data: Buffer.from('{"reasons":["02"]}') };
    expect(plainCodec(upcasts).decode(stored(ended, second))).toMatchObject({
      data: { reasons: ['02'], complete: true },
    });
    const third = { ...withEnvelope({ schemaVersion: 3 }), data: Buffer.from('{"complete":false}') };
    expect(plainCodec(upcasts).decode(stored(ended, third))).toMatchObject({ data: { complete: false } });
  });

  it('says which event an upcast could not bring up', () => {
    const upcasts = {
      'trajectory-ended': [
        () => {
          throw new TypeError('secret');
        },
      ],
    };
    expect(() => plainCodec(upcasts).decode(stored())).toThrow(/position 184467 .* data does not fit trajectory-ended/);
  });
});

describe('a plain codec: same content', () => {
  it('is equal type, subject and data, however written', () => {
    const again = { ...ended, data: { endReason: '01', effectiveOn: '2024-06-28' } } as CareEvent;
    expect(codec.sameContent(again, stored())).toBe(true);
  });

  it('does not ask when or with which other attributes it was sent', () => {
    const { time: _, ...untimed } = ended;
    expect(codec.sameContent({ ...untimed, attributes: { dataschema: 'urn:x' } }, stored())).toBe(true);
    expect(codec.sameContent({ ...ended, time: '2025-01-01T00:00:00Z' }, stored())).toBe(true);
  });

  it.each([
    ['type', { name: 'care-started' }],
    ['subject', { subject: 'T-2024-000124' }],
    ['data', { data: { effectiveOn: '2024-06-28', endReason: '02' } }],
    ['a member more in data', { data: { effectiveOn: '2024-06-28', endReason: '01', imputed: false } }],
  ])('is not another %s', (_what, change) => {
    expect(codec.sameContent({ ...ended, ...change } as CareEvent, stored())).toBe(false);
  });
});

describe('the CloudEvent read back', () => {
  it('is the one sent, with position, revision and recordedtime', () => {
    const sent: CareEvent = { ...ended, attributes: { datacontenttype: 'application/json' } };
    expect(toCloudEvent(codec.decode(stored(sent)) as RecordedCareEvent)).toEqual({
      specversion: '1.0',
      id: '7c1d3c56',
      source: 'urn:nld:kvknr:41188450:systeem:ecd',
      type: 'nl.jeugdhulptrajecten.trajectory-ended',
      subject: 'T-2024-000123',
      time: '2024-06-30T14:02:11Z',
      datacontenttype: 'application/json',
      position: '184467',
      revision: 4,
      recordedtime: '2025-12-31T22:10:05.123Z',
      data: { effectiveOn: '2024-06-28', endReason: '01' },
    });
  });

  it('has no time when none was sent', () => {
    const { time: _, ...untimed } = ended;
    expect(toCloudEvent(codec.decode(stored(untimed as CareEvent)) as RecordedCareEvent)).not.toHaveProperty('time');
  });
});
