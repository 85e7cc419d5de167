import { describe, expect, it } from '@jest/globals';
import { ageOn, assumedBirth, earliestBirth, isPartialDate, latestBirth } from './birth.js';

describe('partial birth dates', () => {
  it.each(['2010-05-20', '2010-05', '2010', '2012-02-29'])('accepts %s', (text) => {
    expect(isPartialDate(text)).toBe(true);
  });

  it.each(['2010-13', '2010-00', '0000', '2010-02-30', '10', '2010-5', '', 2010, null])('refuses %j', (text) => {
    expect(isPartialDate(text)).toBe(false);
  });

  it('knows the days that they can mean', () => {
    expect([earliestBirth('2012'), assumedBirth('2012'), latestBirth('2012')]).toEqual([
      '2012-01-01',
      '2012-07-01',
      '2012-12-31',
    ]);
    expect([earliestBirth('2012-02'), assumedBirth('2012-02'), latestBirth('2012-02')]).toEqual([
      '2012-02-01',
      '2012-02-15',
      '2012-02-29',
    ]);
    expect([earliestBirth('2012-02-03'), assumedBirth('2012-02-03'), latestBirth('2012-02-03')]).toEqual([
      '2012-02-03',
      '2012-02-03',
      '2012-02-03',
    ]);
  });
});

describe('ageOn', () => {
  it('counts whole years, from the birthday on', () => {
    expect(ageOn('2010-05-20', '2028-05-19')).toBe(17);
    expect(ageOn('2010-05-20', '2028-05-20')).toBe(18);
    expect(ageOn('2010-05-20', '2010-05-20')).toBe(0);
  });

  it('keeps the birthday of 29 February on the 28th in other years', () => {
    expect(ageOn('2008-02-29', '2026-02-27')).toBe(17);
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(18);
    expect(ageOn('2008-02-29', '2024-02-28')).toBe(15);
    expect(ageOn('2008-02-29', '2024-02-29')).toBe(16);
  });

  it('counts a partial date from the middle of what it can mean', () => {
    expect(ageOn('2010', '2028-06-30')).toBe(17);
    expect(ageOn('2010', '2028-07-01')).toBe(18);
    expect(ageOn('2010-05', '2028-05-14')).toBe(17);
    expect(ageOn('2010-05', '2028-05-15')).toBe(18);
  });

  it('has no age before birth', () => {
    expect(ageOn('2010-05-20', '2010-05-19')).toBeNull();
    expect(ageOn('2010', '2010-06-30')).toBeNull();
  });
});
