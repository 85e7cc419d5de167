import { describe, expect, it } from '@jest/globals';
import { giveMemoryBack } from './giving-back.js';

const MEGABYTE = 1024 * 1024;

/** Leaves objects of some hundred MB that nobody uses. */
function litter(): number {
  const objects = Array.from({ length: 2_000_000 }, (_, number) => ({ number, text: `${number}` }));
  return objects.length;
}

describe('memory that is not in use', () => {
  it('goes back, also what lies between', async () => {
    litter();
    const before = process.memoryUsage().heapTotal;
    await giveMemoryBack(0);
    expect(before - process.memoryUsage().heapTotal).toBeGreaterThan(50 * MEGABYTE);
  });
});
