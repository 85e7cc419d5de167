import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hmacSha256 } from './hmac.js';

describe('HMAC-SHA-256', () => {
  it('is that of the library, for keys and messages of all lengths, in any number of parts', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(bytes, fc.array(bytes, { maxLength: 4 }), (key, parts) => {
        const expected = createHmac('sha256', key).update(Buffer.concat(parts)).digest('hex');
        expect(hmacSha256(key, ...parts).toString('hex')).toBe(expected);
      }),
    );
  });

  it('takes texts in UTF-8, beside bytes', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, fc.uint8Array(), text, (first, bytes, last) => {
        const key = Buffer.alloc(32, 1);
        const expected = createHmac('sha256', key).update(first).update(bytes).update(last).digest('hex');
        expect(hmacSha256(key, first, bytes, last).toString('hex')).toBe(expected);
      }),
    );
  });

  it('takes a message longer than any before it', () => {
    const [key, long] = [Buffer.alloc(32, 1), Buffer.alloc(100_000, 2)];
    const expected = createHmac('sha256', key).update(long).digest('hex');
    expect(hmacSha256(key, long).toString('hex')).toBe(expected);
    expect(hmacSha256(key, long.subarray(1), long.subarray(0, 1)).toString('hex')).toBe(expected);
  });
});
