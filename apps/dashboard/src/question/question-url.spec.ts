import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DIMENSIONS } from './dimensions.js';
import { apiPath, flowsPath, readView, writeView } from './question-url.js';
import { INTERVALS, METHODS, PICTURES, type View } from './question.js';

const otherwise = { from: '2000-01-01', to: '2000-12-31' };
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const window = fc.record({ from: day, to: day });
const value = fc.stringMatching(/^[A-Za-z0-9 .:&=+%é-]{1,12}$/);
const parameterName = fc
  .stringMatching(/^[a-z][A-Za-z0-9]{0,10}$/)
  .filter((name) => !['from', 'to', 'by', 'method', 'version', 'interval', ...DIMENSIONS].includes(name));
const present = <T>(record: Record<string, fc.Arbitrary<T>>, required: string[]) =>
  fc.record(record, { requiredKeys: required });

const view = present<unknown>(
  {
    question: present<unknown>(
      {
        indicator: fc.constant('dropout'),
        version: fc.integer({ min: 1, max: 99 }),
        window,
        by: fc.uniqueArray(fc.constantFrom(...DIMENSIONS)),
        filters: fc.dictionary(fc.constantFrom(...DIMENSIONS), fc.array(value, { minLength: 1, maxLength: 3 }), {
          noNullPrototype: true,
        }),
        method: fc.constantFrom(...METHODS),
        parameters: fc.dictionary(parameterName, value, { maxKeys: 3, noNullPrototype: true }),
        asOf: value,
        observedUntil: day,
      },
      ['indicator', 'window', 'by', 'filters', 'parameters'],
    ),
    picture: fc.constantFrom(...PICTURES),
    interval: fc.constantFrom(...INTERVALS),
    beside: fc.oneof(fc.record({ window }), fc.record({ asOf: value }), fc.record({ window, asOf: value })),
    overlay: fc.constant(true),
  },
  ['question'],
) as unknown as fc.Arbitrary<View>;

describe('the question in the address', () => {
  it('comes back whole from the address it was written to', () => {
    fc.assert(
      fc.property(view, (asked) => {
        expect(readView('dropout', new URLSearchParams(writeView(asked)), otherwise)).toEqual(asked);
      }),
    );
  });

  it('is the question that the server is asked', () => {
    const asked = readView(
      'repeat-referral',
      new URLSearchParams(
        'from=2024-01-01&to=2024-12-31&by=municipality,careForm&provider=a&method=kaplan-meier&followUpDays=180&asOf=7&show.picture=bars&interval=P3M&beside.asOf=5',
      ),
      otherwise,
    );
    expect(apiPath(asked.question, 'values')).toBe(
      '/v1/indicators/repeat-referral/values?from=2024-01-01&to=2024-12-31&by=municipality,careForm&provider=a&method=kaplan-meier&followUpDays=180&asOf=7',
    );
    expect(flowsPath(asked.question)).toBe(
      '/v1/flows?from=2024-01-01&to=2024-12-31&by=municipality,careForm&provider=a&followUpDays=180&asOf=7',
    );
    expect(asked).toMatchObject({ picture: 'bars', interval: 'P3M', beside: { asOf: '5' } });
  });

  it('leaves to the default what the address says badly', () => {
    const { question, picture } = readView(
      'x',
      new URLSearchParams('from=soon&to=2024-12-31&by=colour&show.picture=cake&version=-1'),
      otherwise,
    );
    expect(question).toEqual({ indicator: 'x', window: otherwise, by: [], filters: {}, parameters: {} });
    expect(picture).toBeUndefined();
  });
});
