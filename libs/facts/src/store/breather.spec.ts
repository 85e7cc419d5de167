import { describe, expect, it } from '@jest/globals';
import { Breather } from './breather.js';

describe('a breather', () => {
  it('gives others their turn once some milliseconds have gone, and only then', async () => {
    let [now, turns] = [0, 0];
    const breather = new Breather(
      () => now,
      () => {
        turns++;
        now += 100; // what others do does not count
        return Promise.resolve();
      },
    );
    const passes = async (ms: number) => {
      now += ms;
      await breather.breathe();
      return turns;
    };
    expect(await passes(1)).toBe(0);
    expect(await passes(1)).toBe(1);
    expect(await passes(1)).toBe(1);
    expect(await passes(2)).toBe(2);
  });

  it('lets what waits for its turn run in between', async () => {
    let ran = false;
    setImmediate(() => (ran = true));
    let now = 0;
    const breather = new Breather(() => (now += 10));
    await breather.breathe();
    expect(ran).toBe(true);
  });
});
