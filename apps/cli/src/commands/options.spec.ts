import { describe, expect, it } from '@jest/globals';
import { InvalidArgumentError } from 'commander';
import { UsageError } from '../errors.js';
import { queryOf } from './indicator.js';
import { day, httpUrl, pair, wholeNumber } from './shared.js';
import { readRegion } from './simulate.js';
import { yearsUntilYesterday } from './years.js';

describe('option values', () => {
  it('a day must exist', () => {
    expect(day('2024-02-29')).toBe('2024-02-29');
    expect(() => day('2023-02-29')).toThrow(InvalidArgumentError);
    expect(() => day('29-02-2024')).toThrow(InvalidArgumentError);
  });

  it('a whole number must lie in its range', () => {
    expect(wholeNumber(0, 65_535)('3000')).toBe(3000);
    for (const text of ['65536', '-1', '3.5', 'x', '']) {
      expect(() => wholeNumber(0, 65_535)(text)).toThrow(InvalidArgumentError);
    }
  });

  it('an address is http or https, and loses its trailing slash', () => {
    expect(httpUrl('http://127.0.0.1:3000/')).toBe('http://127.0.0.1:3000');
    expect(() => httpUrl('127.0.0.1:3000')).toThrow(InvalidArgumentError);
    expect(() => httpUrl('ftp://x')).toThrow(InvalidArgumentError);
  });

  it('pairs are collected, each name once', () => {
    expect(pair('b=2=3', pair('a=1'))).toEqual({ a: '1', b: '2=3' });
    expect(() => pair('a')).toThrow(InvalidArgumentError);
    expect(() => pair('a=2', { a: '1' })).toThrow(InvalidArgumentError);
  });
});

describe('the question of indicator run', () => {
  const window = { from: '2024-01-01', to: '2024-12-31' };

  it('has the names of the API', () => {
    const query = queryOf({
      ...window,
      by: 'municipality',
      asOf: '12',
      observedUntil: '2025-06-30',
      param: { followUpDays: '183' },
      filter: { careForm: '02,04' },
    });
    expect(Object.fromEntries(query)).toEqual({
      ...window,
      by: 'municipality',
      asOf: '12',
      observedUntil: '2025-06-30',
      followUpDays: '183',
      careForm: '02,04',
    });
  });

  it('does not let a parameter take the place of an option or a filter', () => {
    expect(() => queryOf({ ...window, param: { from: '2020-01-01' } })).toThrow(UsageError);
    expect(() => queryOf({ ...window, param: { sex: 'V' }, filter: { sex: 'M' } })).toThrow(UsageError);
  });
});

describe('the years of a simulation', () => {
  const today = '2026-11-21';

  it('end yesterday at the latest', () => {
    expect(yearsUntilYesterday('2014-2025', today)).toEqual({ from: '2014-01-01', to: '2025-12-31' });
    expect(yearsUntilYesterday('2020-2030', today)).toEqual({ from: '2020-01-01', to: '2026-11-20' });
    expect(yearsUntilYesterday('2019', today)).toEqual({ from: '2019-01-01', to: '2019-12-31' });
    expect(yearsUntilYesterday(undefined, today)).toEqual({ from: '2014-01-01', to: '2026-11-20' });
    expect(yearsUntilYesterday(undefined, '2026-01-01')).toEqual({ from: '2013-01-01', to: '2025-12-31' });
  });

  it('are refused when they are none', () => {
    for (const text of ['2025-2014', '2027', 'last', '14-25', '1200-1300']) {
      expect(() => yearsUntilYesterday(text, today)).toThrow(UsageError);
    }
  });
});

describe('the region of a simulation', () => {
  it('is known by name or made of municipality codes', () => {
    expect(readRegion('noord-veluwe').municipalities).toHaveLength(8);
    expect(readRegion('GM0363,GM0384').municipalities.map(({ code }) => code)).toEqual(['GM0363', 'GM0384']);
    for (const text of ['atlantis', 'GM363', 'GM0363,GM0363', '']) expect(() => readRegion(text)).toThrow(UsageError);
  });
});
