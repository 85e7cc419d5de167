import { describe, expect, it } from '@jest/globals';
import type { Asker } from '../insights/asker.js';
import { headline, lastMatureYear } from './headline.js';

describe('the last mature year', () => {
  it('is the last calendar year before the last day observed whose follow-up has passed', () => {
    expect(lastMatureYear('2026-11-20', 365)).toBe(2024);
    expect(lastMatureYear('2026-12-31', 365)).toBe(2025);
    expect(lastMatureYear('2026-12-30', 365)).toBe(2024);
    expect(lastMatureYear('2026-11-20', 30)).toBe(2025);
    expect(lastMatureYear('2026-01-29', 30)).toBe(2024);
    expect(lastMatureYear('2026-11-20', 730)).toBe(2023);
  });
});

describe('the headline', () => {
  it('asks each indicator over its own year and shows intervals and classes', async () => {
    const asked: string[] = [];
    const asker: Asker = {
      get: <T>(path: string) => {
        asked.push(path);
        return Promise.resolve((path.includes('/values?') ? answer(path) : indicator(path)) as T);
      },
      close: () => Promise.resolve(),
    };
    const text = await headline(asker);
    expect(asked).toContain('/v1/indicators/repeat-referral/values?from=2024-01-01&to=2024-12-31');
    expect(asked).toContain('/v1/indicators/flow-through/values?from=2025-01-01&to=2025-12-31');
    expect(asked).toContain('/v1/indicators/measure-success/values?from=2023-01-01&to=2023-12-31');
    expect(asked).toContain('/v1/indicators/recidivism/values?from=2023-01-01&to=2023-12-31');
    expect(text).toMatch(/repeat-referral\) +2024 +365 days +25\.0 % +10\.0 - 45\.0 % +40 +3/);
    expect(text).toMatch(/ {2}lighter +50\.0 %/);
  });

  const indicator = (path: string) => {
    const id = path.split('/').at(-1)!;
    const days = { 'repeat-referral': 365, 'flow-through': 30 }[id] ?? 730;
    const name = id === 'flow-through' ? 'gapDays' : 'followUpDays';
    return { id, name: { en: id, nl: id }, parameters: { [name]: { default: days } } };
  };
  const figure = { numerator: 10, denominator: 40, value: 0.25, interval: { lower: 0.1, upper: 0.45 } };
  const answer = (path: string) => ({
    observedUntil: '2026-11-20',
    rows: [
      {
        group: {},
        ...figure,
        missing: 3,
        ...(path.includes('flow') ? { classes: { lighter: { ...figure, value: 0.5 } } } : {}),
      },
    ],
  });
});
