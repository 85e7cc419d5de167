import { describe, expect, it } from '@jest/globals';
import { fieldOf, mismatches, type Expectation, type Json } from './expectations.js';

const rows: Json[] = [
  { group: { careForm: '02', sex: null }, denominator: 3, interval: null, within: { 28: { numerator: 1 } } },
  { group: {}, value: 0.25, reason: 'beyond-follow-up', points: [{ day: 30, atRisk: 7, interval: { lower: 0.1 } }] },
];

function against(expected: Omit<Expectation, 'tolerance'>, tolerance = 0): string[] {
  return mismatches({ rows }, { id: 'q', afterDelivery: 1, request: '/v1/x', expect: [{ ...expected, tolerance }] });
}

describe('holding an answer against what is expected', () => {
  it('agrees where it should', () => {
    expect(against({ group: { sex: null, careForm: '02' }, field: 'denominator', value: 3 })).toEqual([]);
    expect(against({ group: { careForm: '02', sex: null }, field: 'within.28.numerator', value: 1 })).toEqual([]);
    expect(against({ group: { careForm: '02', sex: null }, field: 'interval.lower', value: null })).toEqual([]);
    expect(against({ group: {}, field: 'median', value: null })).toEqual([]);
    expect(against({ group: {}, field: 'reason', value: 'beyond-follow-up' })).toEqual([]);
    expect(against({ group: {}, field: 'points@30.interval.lower', value: 0.1 })).toEqual([]);
    expect(against({ group: {}, field: 'points#', value: 1 })).toEqual([]);
    expect(against({ group: {}, field: 'value', value: 0.2500004 }, 1e-6)).toEqual([]);
  });

  it('disagrees where it should', () => {
    expect(against({ group: { careForm: '02', sex: null }, field: 'denominator', value: 4 })).toHaveLength(1);
    expect(against({ group: {}, field: 'value', value: 0.2500004 }, 1e-9)).toHaveLength(1);
    expect(against({ group: {}, field: 'value', value: null })).toHaveLength(1);
    expect(against({ group: {}, field: 'median', value: 1 })).toHaveLength(1);
    expect(against({ group: {}, field: 'points@31.atRisk', value: 7 })).toHaveLength(1);
    expect(against({ group: {}, field: 'reason', value: 'other' })).toHaveLength(1);
    expect(against({ group: { careForm: '03' }, field: 'denominator', value: null })).toHaveLength(1);
    expect(fieldOf(rows[1]!, 'points#')).toBe(1);
  });
});
