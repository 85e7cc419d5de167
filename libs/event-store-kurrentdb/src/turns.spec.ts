import { describe, expect, it } from '@jest/globals';
import { Limiter } from './limiter.js';
import { Turns } from './turns.js';

const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('let one at a time have a stream, in the order asked for, and others pass', async () => {
    const turns = new Turns();
    const log: string[] = [];
    const work = (name: string, streams: string[], steps: number) =>
      turns.run(streams, async () => {
        log.push(`${name} begins`);
        for (let n = 0; n < steps; n += 1) await pause();
        log.push(`${name} ends`);
      });
    await Promise.all([work('1', ['a'], 5), work('2', ['a', 'b'], 1), work('3', ['b'], 1), work('4', ['c'], 1)]);
    expect(log).toEqual(['1 begins', '4 begins', '4 ends', '1 ends', '2 begins', '2 ends', '3 begins', '3 ends']);
  });

  it('never wait in a circle, however the streams are named', async () => {
    const turns = new Turns();
    let done = 0;
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        turns.run([names[n % 4]!, names[(n * 7 + 1) % 4]!, names[(n * 3) % 4]!], async () => {
          await pause();
          done += 1;
        }),
      ),
    );
    expect(done).toBe(200);
  });

  it('pass on after work that failed', async () => {
    const turns = new Turns();
    const failing = turns.run(['a'], () => Promise.reject(new Error('x')));
    const next = turns.run(['a'], () => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('x');
    expect(await next).toBe('done');
  });
});

describe('a limiter', () => {
  it('lets no more than its number work at once, and all in the end, also when some fail', async () => {
    const limiter = new Limiter(3);
    let [now, most] = [0, 0];
    const ended = await Promise.allSettled(
      Array.from({ length: 30 }, (_, n) =>
        limiter.run(async () => {
          now += 1;
          most = Math.max(most, now);
          await pause();
          now -= 1;
          if (n % 5 === 0) throw new Error('x');
        }),
      ),
    );
    expect(most).toBe(3);
    expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(6);
  });
});
