import { describe, expect, it } from '@jest/globals';
import { TODAY, given } from '../../testing/decider-specification.js';
import { event } from '../../testing/events.js';
import type { CareEvent } from '../events/care-event.js';
import { judgeAlone } from './alone.js';

const judged = (subject: CareEvent): string[] =>
  judgeAlone(subject, TODAY).map(({ code, pointer }) => `${code} ${pointer}`);

describe('dates after today', () => {
  it('accepts today and refuses tomorrow', () => {
    expect(judged(event('x', 'care-started', TODAY))).toEqual([]);
    expect(judged(event('x', 'care-started', '2026-01-01'))).toEqual(['future-date /data/effectiveOn']);
    expect(judgeAlone(event('x', 'care-started', '2026-01-01'), TODAY)[0]!.status).toBe(400);
  });

  it('looks at every date, all at once', () => {
    const late = { referredOn: '2026-02-01', decidedOn: '2026-02-02', born: '2026-03' };
    expect(judged(event('x', 'intake-registered', '2026-01-01', late))).toEqual(
      expect.arrayContaining([
        'future-date /data/effectiveOn',
        'future-date /data/referredOn',
        'future-date /data/decidedOn',
        'future-date /data/born',
      ]),
    );
    expect(judged(event('x', 'cost-declared', '2025-12-01', { periodTo: '2026-01-31' }))).toEqual([
      'future-date /data/periodTo',
    ]);
    expect(judged(event('x', 'justice-register-matched', '2025-12-01', { coveredUntil: '2026-01-31' }))).toEqual([
      'future-date /data/coveredUntil',
    ]);
  });

  it('accepts a birth year that has begun', () => {
    expect(judged(event('x', 'intake-registered', '2025-12-30', { born: '2025' }))).toEqual([]);
  });

  it('looks at the date of a correction too', () => {
    expect(judged(event('x', 'event-corrected', '2026-01-01'))).toEqual(['future-date /data/effectiveOn']);
    expect(judged(event('x', 'event-retracted', '2026-01-01'))).toEqual(['future-date /data/effectiveOn']);
  });
});

describe('dates before the birth in an opening event', () => {
  it('refuses each of them', () => {
    const dates = { referredOn: '2010-05-19', decidedOn: '2010-05-20' };
    expect(judged(event('x', 'intake-registered', '2010-05-19', dates))).toEqual([
      'before-birth /data/effectiveOn',
      'before-birth /data/referredOn',
    ]);
  });

  it('takes the earliest day that a partial date can mean', () => {
    expect(judged(event('x', 'intake-registered', '2010-05-01', { born: '2010-05' }))).toEqual([]);
    expect(judged(event('x', 'intake-registered', '2010-04-30', { born: '2010-05' }))).toHaveLength(1);
  });

  it('stands at the edges of the calendar', () => {
    expect(judged(event('x', 'protection-measure-imposed', '0001-01-01', { born: '0001' }))).toEqual([]);
    expect(judged(event('x', 'protection-measure-imposed', '2024-01-01', { born: '9999' }))).toContain(
      'future-date /data/born',
    );
  });
});

describe('direction of a referral', () => {
  it.each([
    ['referral-stepped-up', '02', '14', true],
    ['referral-stepped-up', '14', '13', true],
    ['referral-stepped-up', '13', '14', false],
    ['referral-stepped-up', '02', '04', false],
    ['referral-stepped-up', '02', '02', false],
    ['referral-stepped-down', '13', '14', true],
    ['referral-stepped-down', '04', '01', true],
    ['referral-stepped-down', '12', '11', false],
    ['referral-stepped-down', '01', '03', false],
  ] as const)('%s from %s to %s: %s', (name, fromCareForm, toCareForm, right) => {
    const expected = right ? [] : ['wrong-direction /data/toCareForm'];
    expect(judged(event('x', name, '2024-01-01', { fromCareForm, toCareForm }))).toEqual(expected);
  });
});

describe('periods', () => {
  it('do not end before they begin', () => {
    const cost = (periodFrom: string, periodTo: string) =>
      judged(event('x', 'cost-declared', '2024-05-01', { periodFrom, periodTo }));
    expect(cost('2024-01-02', '2024-01-02')).toEqual([]);
    expect(cost('2024-01-02', '2024-01-01')).toEqual(['period-reversed /data/periodTo']);
    const match = { coveredFrom: '2024-01-02', coveredUntil: '2024-01-01' };
    expect(judged(event('x', 'justice-register-matched', '2024-05-01', match))).toEqual([
      'period-reversed /data/coveredUntil',
    ]);
  });
});

describe('measures for adults', () => {
  const imposed = (born: string, on: string) => judged(event('x', 'protection-measure-imposed', on, { born }));
  const refused = ['not-adult-measure /data/effectiveOn'];

  it('refuses from the 18th birthday on', () => {
    expect(imposed('2006-03-01', '2024-02-29')).toEqual([]);
    expect(imposed('2006-03-01', '2024-03-01')).toEqual(refused);
  });

  it('takes 28 February as the birthday of 29 February in other years', () => {
    expect(imposed('2004-02-29', '2022-02-27')).toEqual([]);
    expect(imposed('2004-02-29', '2022-02-28')).toEqual(refused);
  });

  it('refuses a partial birth date only when no day that it can mean allows it', () => {
    expect(imposed('2006', '2024-12-30')).toEqual([]);
    expect(imposed('2006', '2024-12-31')).toEqual(refused);
    expect(imposed('2006-02', '2024-02-27')).toEqual([]);
    expect(imposed('2006-02', '2024-02-28')).toEqual(refused);
  });

  it('does not concern probation', () => {
    expect(judged(event('x', 'probation-started', '2024-03-01', { born: '2003-01-01' }))).toEqual([]);
  });
});

it('decides on these too', () => {
  given('trajectory')
    .when(event('x', 'intake-registered', '2026-01-01'))
    .refused({ code: 'future-date', status: 400, pointer: '/data/effectiveOn' });
});
