import { describe, expect, it } from '@jest/globals';
import { STREAM_KINDS } from '#libs/trajectory';
import { eventIdOf } from './event-id.js';
import { kindOfStream } from './kind-of-stream.js';
import { plainCodec } from './plain-codec.js';

const codec = plainCodec();

describe('plain stream names', () => {
  it('say kind and subject, whatever the subject holds', () => {
    for (const kind of STREAM_KINDS) {
      for (const subject of ['T-2024-000123', '-', 'client-x', 'p-abc:1.2_3']) {
        expect(codec.placeOf(codec.streamFor(kind, subject))).toEqual({ kind, subject });
      }
    }
  });

  it('of the four kinds of one subject differ', () => {
    expect(new Set(STREAM_KINDS.map((kind) => codec.streamFor(kind, 'x'))).size).toBe(4);
  });

  it.each(['', 'trajectory', 'trajectory-', '-x', 'definitions-x', '$$trajectory-x', 'Trajectory-x'])(
    '%p is no stream of care events',
    (name) => expect(kindOfStream(name)).toBeNull(),
  );
});

describe('plain event ids', () => {
  it('are UUIDs of version 5', () => {
    const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    for (let n = 0; n < 50; n += 1) expect(eventIdOf({ source: 'urn:x', id: String(n) })).toMatch(uuid);
  });

  it('stay the same for ever', () => {
    expect(eventIdOf({ source: 'urn:nld:kvknr:41188450:systeem:ecd', id: '1' })).toBe(
      'cac32e94-e880-5225-938e-0c943462faf3',
    );
  });

  it('differ wherever source and id differ, also where their texts run together', () => {
    const keys = [
      { source: 'a', id: 'b' },
      { source: 'ab', id: '' },
      { source: 'a","b', id: '' },
      { source: 'a', id: 'B' },
      { source: 'b', id: 'a' },
    ];
    expect(new Set(keys.map(eventIdOf)).size).toBe(keys.length);
  });
});
