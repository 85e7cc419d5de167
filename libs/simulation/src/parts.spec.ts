import { describe, expect, it } from '@jest/globals';
import { simulateDeliveries, type Delivery } from './index.js';

const OPTIONS = { clients: 60, from: '2019-01-01', to: '2024-12-31', seed: 'parts' };

const byDelivery = (a: Delivery, b: Delivery) =>
  a.deliveredAt === b.deliveredAt ? 0 : a.deliveredAt < b.deliveredAt ? -1 : 1;

describe('parts of a simulated region', () => {
  it('merged by time of delivery are the region', () => {
    const parts = [
      { from: 0, until: 25 },
      { from: 25, until: 60 },
    ].flatMap((part) => [...simulateDeliveries({ ...OPTIONS, part })]);
    const whole = [...simulateDeliveries(OPTIONS)];
    expect(whole.length).toBeGreaterThan(500);
    expect(parts.sort(byDelivery)).toEqual(whole);
  });

  it.each([
    { from: -1, until: 5 },
    { from: 5, until: 5 },
    { from: 0, until: 61 },
  ])('are refused when they are none: $from to $until', (part) => {
    expect(() => [...simulateDeliveries({ ...OPTIONS, part })]).toThrow(
      new RangeError('part must be some of the clients'),
    );
  });
});
