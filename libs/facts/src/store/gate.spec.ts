import { describe, expect, it } from '@jest/globals';
import { Gate } from './gate.js';

describe('the gate', () => {
  it('lets many in, and one alone when they are out', async () => {
    const gate = new Gate();
    const order: string[] = [];
    let finish = () => undefined as void;
    const inside = gate.enter(async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      order.push('inside');
    });
    await gate.enter(() => Promise.resolve(order.push('beside')));
    const alone = gate.alone(() => Promise.resolve(order.push('alone')));
    const later = gate.enter(() => Promise.resolve(order.push('later')));
    await new Promise(setImmediate);
    finish();
    await Promise.all([inside, alone, later]);
    expect(order).toEqual(['beside', 'inside', 'alone', 'later']);
  });

  it('opens again after a failure', async () => {
    const gate = new Gate();
    await expect(gate.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await gate.enter(() => Promise.resolve('in'))).toBe('in');
  });
});
