import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { toBase64 } from '../note/base64.js';
import { hashLeaf } from '../tree/hash.js';
import { digestRecordOf, encodeDigestRecord, leafHashOf, leafHashTextOf, type LeafEvent } from './digest-record.js';

const text = fc.string({ unit: 'binary' });
const event: fc.Arbitrary<LeafEvent> = fc.record({
  stream: text,
  revision: fc.nat(),
  id: fc.oneof(fc.uuid(), text),
  type: fc.oneof(fc.constant('nl.jeugdhulptrajecten.care-started'), text),
  recordedAt: fc.oneof(fc.constant('2026-01-01T00:00:00.000Z'), text),
  data: fc.uint8Array(),
  metadata: fc.uint8Array(),
});

describe('the record that a leaf is made of', () => {
  it('is the canonical JSON of its members, whatever texts they hold', () => {
    fc.assert(
      fc.property(event, (one) => {
        const record = digestRecordOf(one);
        const members = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
        const bytes = encodeDigestRecord(record);
        expect(Buffer.from(bytes).toString('utf8')).toBe(JSON.stringify(Object.fromEntries(members)));
        expect(leafHashOf(one)).toEqual(hashLeaf(bytes));
        expect(leafHashTextOf(one)).toBe(toBase64(hashLeaf(bytes)));
      }),
    );
  });
});
