import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, addYears, dayFromNumber, dayNumber, daysBetween, isDay } from './day.js';

describe('isDay', () => {
  it.each(['2024-02-29', '2000-02-29', '2023-12-31', '0001-01-01', '9999-12-31'])('accepts %s', (text) => {
    expect(isDay(text)).toBe(true);
  });

  it.each([
    ['2023-02-29', 'no leap year'],
    ['1900-02-29', 'a century without a leap day'],
    ['2024-04-31', 'April has 30 days'],
    ['2024-13-01', 'no month 13'],
    ['2024-00-10', 'no month 0'],
    ['2024-01-00', 'no day 0'],
    ['0000-01-01', 'no year 0'],
    ['2024-1-1', 'unpadded'],
    ['2024-01-01T00:00:00Z', 'an instant'],
    [' 2024-01-01', 'space'],
    ['2024-01-01\n', 'line end'],
    ['20240101', 'no hyphens'],
    ['٢٠٢٤-٠١-٠١', 'other digits'],
  ])('refuses %j: %s', (text) => {
    expect(isDay(text)).toBe(false);
  });

  it('refuses what is no text', () => {
    expect([20240101, null, undefined, ['2024-01-01']].filter(isDay)).toEqual([]);
  });
});

describe('steps', () => {
  it('clips months and years to the end of the month', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2023-01-31', 1)).toBe('2023-02-28');
    expect(addMonths('2024-03-31', -1)).toBe('2024-02-29');
    expect(addMonths('2024-01-15', -13)).toBe('2022-12-15');
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
  });

  it('crosses months, years and leap days', () => {
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(addDays('2023-02-28', 1)).toBe('2023-03-01');
    expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366);
    expect(daysBetween('2025-01-01', '2024-01-01')).toBe(-366);
  });

  it('stops at the edge of the calendar', () => {
    expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
    expect(addYears('9990-06-01', 20)).toBe('9999-12-31');
    expect(addDays('0001-01-01', -280)).toBe('0001-01-01');
    expect(addMonths('0001-01-31', -1)).toBe('0001-01-01');
  });

  it('counts as the platform calendar does', () => {
    const days = fc.integer({ min: dayNumber('0100-01-01'), max: dayNumber('9999-12-31') });
    fc.assert(
      fc.property(days, (number) => {
        const day = dayFromNumber(number);
        expect(day).toBe(new Date(number * 86_400_000).toISOString().slice(0, 10));
        expect(dayNumber(day)).toBe(number);
        expect(isDay(day)).toBe(true);
      }),
    );
  });
});
