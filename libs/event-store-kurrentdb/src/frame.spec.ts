import { describe, expect, it } from '@jest/globals';
import { FRAME_BYTES, framed, unframed } from './frame.js';

const AT = '2024-01-02T03:04:05.678Z';
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('the frame of an instant', () => {
  it('is there only with an instant', () => {
    const metadata = Buffer.from('{"source":"test"}');
    expect(framed({ metadata })).toBe(metadata);
    expect(unframed(metadata)).toEqual({ metadata, recordedAt: null });
  });

  it('leaves the metadata valid JSON', () => {
    const bytes = framed({ metadata: Buffer.from('{"source":"test"}'), recordedAt: AT });
    expect(JSON.parse(text(bytes))).toEqual({ $recordedAt: AT, $metadata: { source: 'test' } });
  });

  const cases = ['', '{}', '{"a":"漢"}', '{"$recordedAt":', '{"$recordedAt":"x","$metadata":{}}'];
  for (const json of cases) {
    it.each([AT, undefined])(`gives back what is in it, byte for byte: ${json} at %s`, (recordedAt) => {
      const metadata = Buffer.from(json);
      const stored = framed({ metadata, recordedAt });
      expect(stored.byteLength - metadata.byteLength).toBeLessThanOrEqual(FRAME_BYTES);
      const back = unframed(stored);
      expect(text(back.metadata)).toBe(json);
      expect(back.recordedAt).toBe(recordedAt === undefined ? null : Date.parse(AT));
    });
  }

  it('of a frame is a frame in a frame', () => {
    const once = framed({ metadata: Buffer.from('{}'), recordedAt: AT });
    expect(text(unframed(framed({ metadata: once, recordedAt: AT })).metadata)).toBe(text(once));
  });
});
