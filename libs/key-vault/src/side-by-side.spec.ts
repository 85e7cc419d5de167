import { describe, expect, it } from '@jest/globals';
import { keptBesideOthers } from './side-by-side.js';

describe('bytes that stay in memory', () => {
  it('are copies that share their memory with such copies only', () => {
    const given = Array.from({ length: 1_000 }, (_, i) => Buffer.from(`key number ${i}`.padEnd(64)));
    const kept = given.map(keptBesideOthers);
    expect(kept.map(String)).toEqual(given.map(String));
    given.forEach((bytes) => bytes.fill(0));
    expect(kept[999]!.toString()).toMatch(/^key number 999 /);
    const blocks = new Set(kept.map(({ buffer }) => buffer));
    const bytes = [...blocks].reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(bytes).toBeLessThan(1.2 * 64 * 1_000);
  });

  it('may be more than a block holds', () => {
    const large = Buffer.alloc(10_000, 'x');
    expect(keptBesideOthers(large).equals(large)).toBe(true);
  });
});
