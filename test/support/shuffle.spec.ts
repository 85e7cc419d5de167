import { describe, expect, it } from '@jest/globals';
import { Case } from './case.js';
import { shuffleArrivals } from './shuffle.js';

describe('an order of arrival', () => {
  const cases = Array.from({ length: 20 }, (_, index) => new Case(`shuffle${index}`));
  const events = cases.flatMap((one) => {
    const [intake, started, ended] = [one.intake(), one.started(), one.ended()];
    const again = one.at('explanatory-analysis-completed', '2024-03-01', { by: 'provider' });
    const late = one.at('perspective-plan-made', '2024-03-01', { domains: [] });
    return [intake, started, ended, again, one.correction(ended, ended.data), late];
  });
  const arrived = shuffleArrivals(events, 1);
  const at = (id: string) => arrived.findIndex((event) => event.id === id);

  it('holds the same events, in another order, the same for the same seed', () => {
    expect(new Set(arrived)).toEqual(new Set(events));
    expect(arrived).not.toEqual(events);
    expect(shuffleArrivals(events, 1)).toEqual(arrived);
    expect(shuffleArrivals(events, 2)).not.toEqual(arrived);
  });

  it('keeps the opening of each stream first and lets nothing pass a correction', () => {
    for (const { name } of cases) {
      const place = (n: number) => at(`${name}-00000${n}`);
      expect(place(1)).toBeLessThan(Math.min(place(2), place(3), place(4)));
      expect(Math.max(place(2), place(3), place(4))).toBeLessThan(place(6));
      expect(place(6)).toBeLessThan(place(5));
    }
  });

  it('lets an end arrive before its start', () => {
    expect(cases.some(({ name }) => at(`${name}-000003`) < at(`${name}-000002`))).toBe(true);
  });
});
