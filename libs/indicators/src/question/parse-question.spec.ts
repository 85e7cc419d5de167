import { describe, expect, it } from '@jest/globals';
import { dropout } from '../catalogue/endings.js';
import { probationOutcome, recidivism } from '../catalogue/probation.js';
import { noNewStart, repeatReferral } from '../catalogue/repeat-referral.js';
import { severityReduction } from '../catalogue/severity.js';
import { waitingTime } from '../catalogue/waiting.js';
import { parseQuestion, settle, type Asked, type Query } from './parse-question.js';

const WINDOW = { from: '2023-01-01', to: '2023-06-30' };

const questionOf = (definition: Parameters<typeof parseQuestion>[0], query: Query, asked?: Asked) =>
  parseQuestion(definition, query, asked).question!;
const faultsOf = (definition: Parameters<typeof parseQuestion>[0], query: Query, asked?: Asked) =>
  (parseQuestion(definition, query, asked).errors ?? []).map(({ parameter, code }) => [parameter, code]);

describe('parseQuestion', () => {
  it('fills in every default', () => {
    expect(questionOf(repeatReferral, WINDOW)).toEqual({
      window: WINDOW,
      parameters: { followUpDays: 365, level: 'episode', minGapDays: 1 },
      method: 'complete',
      by: [],
      filters: {},
      observedUntil: null,
      asOf: null,
      interval: null,
    });
  });

  it('reads everything that can be asked', () => {
    expect(
      questionOf(recidivism, {
        ...WINDOW,
        by: 'region,year',
        municipality: 'GM0344,GM0310',
        asOf: '184467',
        observedUntil: '2025-12-30',
        method: 'kaplan-meier',
        followUpDays: '182',
        severity: 'serious',
        caseStatus: 'valid',
      }),
    ).toEqual({
      window: WINDOW,
      parameters: { followUpDays: 182, severity: 'serious', caseStatus: ['valid'] },
      method: 'kaplan-meier',
      by: ['region', 'year'],
      filters: { municipality: ['GM0344', 'GM0310'] },
      observedUntil: '2025-12-30',
      asOf: '184467',
      interval: null,
    });
  });

  it('reads comma lists of codes', () => {
    expect(questionOf(dropout, { ...WINDOW, codes: '02,03,04,05' }).parameters).toEqual({
      codes: ['02', '03', '04', '05'],
    });
  });

  it('reads decimals, texts, free codes and a single norm', () => {
    const query = { ...WINDOW, instrument: 'SDQ 4.1', scales: 'total,hyper', minChange: '0.25' };
    expect(questionOf(severityReduction, query).parameters).toEqual({
      instrument: 'SDQ 4.1',
      scales: ['total', 'hyper'],
      minChange: 0.25,
    });
    expect(questionOf(waitingTime, { ...WINDOW, norms: '14' }).parameters).toEqual({ norms: [14] });
  });

  it.each([
    ['minChange', '-0.1'],
    ['minChange', '1e3'],
    ['minChange', 'half'],
    ['minChange', '.5'],
    ['instrument', 'a;b'],
    ['instrument', ' STEP'],
    ['instrument', 'x'.repeat(65)],
    ['scales', 'FJ,FJ'],
    ['scales', 'FJ,'],
    ['scales', "FJ'"],
  ])('refuses %s %s', (parameter, value) => {
    expect(faultsOf(severityReduction, { ...WINDOW, [parameter]: value })).toEqual([
      [parameter, 'impossible-parameter'],
    ]);
  });

  it('takes a plus sign that an address turned into a space', () => {
    expect(questionOf(dropout, { ...WINDOW, ageBand: '23 ,0-3' }).filters).toEqual({ ageBand: ['23+', '0-3'] });
  });

  it('names every unknown and impossible parameter, each once and all at once', () => {
    const faults = faultsOf(repeatReferral, {
      from: '2023-02-29',
      to: 'tomorrow',
      followUpDays: '0',
      level: 'person',
      minGapDays: '1.5',
      method: 'cox',
      by: 'region,colour',
      sex: 'X',
      observedUntil: '',
      gapDays: '3',
      colour: 'red',
    });
    expect(faults.sort()).toEqual([
      ['by', 'impossible-parameter'],
      ['colour', 'unknown-parameter'],
      ['followUpDays', 'impossible-parameter'],
      ['from', 'impossible-parameter'],
      ['gapDays', 'unknown-parameter'],
      ['level', 'impossible-parameter'],
      ['method', 'impossible-parameter'],
      ['minGapDays', 'impossible-parameter'],
      ['observedUntil', 'impossible-parameter'],
      ['sex', 'impossible-parameter'],
      ['to', 'impossible-parameter'],
    ]);
  });

  it('never repeats a value in a message', () => {
    const { errors } = parseQuestion(repeatReferral, { ...WINDOW, provider: '999990019 Jansen', colour: '999990019' });
    expect(errors).toHaveLength(2);
    expect(JSON.stringify(errors)).not.toContain('999990019');
  });

  it.each([
    ['a missing day', { from: '2023-01-01' }, 'to', 'missing-parameter'],
    ['a reversed window', { from: '2023-06-30', to: '2023-01-01' }, 'to', 'impossible-parameter'],
    [
      'a region with a space before it, which no table has',
      { ...WINDOW, region: 'Noord, Zuid' },
      'region',
      'impossible-parameter',
    ],
    ['a repeated parameter', { ...WINDOW, by: ['region', 'year'] }, 'by', 'impossible-parameter'],
    ['a dimension named twice', { ...WINDOW, by: 'region,region' }, 'by', 'impossible-parameter'],
    ['a code named twice', { ...WINDOW, codes: '03,03' }, 'codes', 'impossible-parameter'],
    ['an empty list', { ...WINDOW, codes: '' }, 'codes', 'impossible-parameter'],
    ['a method for a share', { ...WINDOW, method: 'complete' }, 'method', 'impossible-parameter'],
    ['an interval for values', { ...WINDOW, interval: 'P1M' }, 'interval', 'impossible-parameter'],
    ['a year of two digits', { ...WINDOW, year: '23' }, 'year', 'impossible-parameter'],
    ['a care form that does not exist', { ...WINDOW, careForm: '02,05' }, 'careForm', 'impossible-parameter'],
    ['a name that every object has', { ...WINDOW, constructor: 'x' }, 'constructor', 'unknown-parameter'],
  ])('refuses %s', (_what, query, parameter, code) => {
    expect(faultsOf(dropout, query as Query)).toEqual([[parameter, code]]);
  });

  it('names with an unknown parameter those that this question takes', () => {
    const named = (...[definition, asked]: [typeof dropout, 'values' | 'series']): string[] =>
      ['method', 'interval', 'municipality', 'codes', 'followUpDays'].filter((name) =>
        parseQuestion(definition, { ...WINDOW, colour: 'red' }, asked).errors![0]!.message.includes(name),
      );
    expect(named(dropout, 'values')).toEqual(['municipality', 'codes']);
    expect(named(dropout, 'series')).toEqual(['interval', 'municipality', 'codes']);
    expect(named(repeatReferral, 'values')).toEqual(['method', 'municipality', 'followUpDays']);
  });

  it('allows a window of one day', () => {
    expect(questionOf(dropout, { from: '2024-02-29', to: '2024-02-29' }).window.to).toBe('2024-02-29');
  });

  it('gives a curve the estimator that fits the competing events, and never complete', () => {
    expect(questionOf(noNewStart, WINDOW, 'curve').method).toBe('aalen-johansen');
    expect(questionOf(noNewStart, { ...WINDOW, method: 'kaplan-meier' }, 'curve').method).toBe('kaplan-meier');
    expect(faultsOf(noNewStart, { ...WINDOW, method: 'complete' }, 'curve')).toEqual([
      ['method', 'impossible-parameter'],
    ]);
    expect(faultsOf(probationOutcome, WINDOW, 'curve')).toEqual([['curve', 'impossible-parameter']]);
  });

  it('gives a series months unless asked otherwise', () => {
    expect(questionOf(dropout, WINDOW, 'series').interval).toBe('P1M');
    expect(questionOf(dropout, { ...WINDOW, interval: 'P1Y' }, 'series').interval).toBe('P1Y');
    expect(faultsOf(dropout, { ...WINDOW, interval: 'P1D' }, 'series')).toEqual([['interval', 'impossible-parameter']]);
  });
});

describe('settle', () => {
  it('takes the default only where nothing was asked', () => {
    expect(settle(questionOf(dropout, WINDOW), '2025-12-30').observedUntil).toBe('2025-12-30');
    const asked = questionOf(dropout, { ...WINDOW, observedUntil: '2024-01-01' });
    expect(settle(asked, '2025-12-30').observedUntil).toBe('2024-01-01');
  });
});
