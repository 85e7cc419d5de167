import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, daysBetween, lastMatureYear, monthEnd, today, windowBefore } from './days.js';

describe('calendar days', () => {
  it('are counted without regard to clock changes', () => {
    expect(addDays('2024-03-30', 2)).toBe('2024-04-01');
    expect(daysBetween('2024-01-01', '2024-12-31')).toBe(365);
  });

  it('step by months to the last day of a shorter month', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2024-01-15', -13)).toBe('2022-12-15');
    expect(monthEnd('2023-02-10')).toBe('2023-02-28');
  });

  it('are those of Amsterdam', () => {
    expect(today(new Date('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
  });

  it('have a window before them of the same length', () => {
    expect(windowBefore({ from: '2024-01-01', to: '2024-12-31' })).toEqual({ from: '2023-01-01', to: '2023-12-31' });
    expect(windowBefore({ from: '2024-03-01', to: '2024-03-31' })).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(windowBefore({ from: '2024-03-05', to: '2024-03-14' })).toEqual({ from: '2024-02-24', to: '2024-03-04' });
  });
});

describe('the last mature year', () => {
  it('is the last whose cases have been followed long enough', () => {
    expect(lastMatureYear('2026-11-20', 365)).toBe(2024);
    expect(lastMatureYear('2026-11-20', 0)).toBe(2025);
    expect(lastMatureYear('2026-12-31', 0)).toBe(2026);
    expect(lastMatureYear('2026-11-20', 730)).toBe(2023);
  });
});
