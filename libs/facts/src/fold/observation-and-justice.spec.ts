import { describe, expect, it } from '@jest/globals';
import { event, type OnStream } from '../../testing/events.js';
import { folded } from '../../testing/folded.js';

const left = (on: string, client = 'p') =>
  event('client-left-observation', client, { effectiveOn: on, reason: 'other' });
const back = (on: string, client = 'p') => event('client-returned-to-observation', client, { effectiveOn: on });

describe('observation gaps', () => {
  const gaps = (...events: OnStream[]) => folded('observationGap', events, ['leftOn', 'returnedOn']);

  it('last from the day of leaving to the day of return', () => {
    expect(gaps(back('2023-03-01'), left('2023-02-01'))).toEqual([['2023-02-01', '2023-03-01']]);
  });

  it('go on while nobody returned', () => {
    expect(gaps(left('2023-02-01'))).toEqual([['2023-02-01', null]]);
  });

  it('need a day between leaving and return, for both count as observed', () => {
    expect(gaps(left('2023-02-01'), back('2023-02-02'), left('2023-03-01'), back('2023-03-03'))).toEqual([
      ['2023-03-01', '2023-03-03'],
    ]);
    expect(gaps(left('2023-02-01'), back('2023-02-01'))).toEqual([]);
  });

  it('are interrupted by a later day of leaving, on which the person was seen', () => {
    expect(gaps(left('2023-02-01'), left('2023-04-01'))).toEqual([
      ['2023-02-01', '2023-04-01'],
      ['2023-04-01', null],
    ]);
  });

  it('are not made by a return alone', () => {
    expect(gaps(back('2023-02-01'))).toEqual([]);
  });

  it('are those of the person, whichever pseudonym the events name', () => {
    expect(gaps(left('2023-02-01', 'p'), back('2023-03-01', 'q'))).toEqual([['2023-02-01', '2023-03-01']]);
  });
});

describe('justice cover', () => {
  const cover = (...spans: [from: string, until: string][]) =>
    folded(
      'justiceCover',
      spans.map(([coveredFrom, coveredUntil]) =>
        event('justice-register-matched', 'p', { effectiveOn: '2024-01-01', coveredFrom, coveredUntil }),
      ),
      ['fromOn', 'untilOn'],
    );

  it('joins spans that overlap or adjoin, also within each other', () => {
    expect(
      cover(
        ['2023-02-01', '2023-02-28'],
        ['2023-01-01', '2023-01-31'],
        ['2023-02-10', '2023-02-11'],
        ['2023-02-15', '2023-03-31'],
      ),
    ).toEqual([['2023-01-01', '2023-03-31']]);
  });

  it('keeps spans apart that leave a day open', () => {
    expect(cover(['2023-01-01', '2023-01-31'], ['2023-02-02', '2023-02-28'])).toEqual([
      ['2023-01-01', '2023-01-31'],
      ['2023-02-02', '2023-02-28'],
    ]);
  });
});

describe('offences', () => {
  it('are ranked by severity', () => {
    const offence = (on: string, severity: 'general' | 'serious' | 'very-serious') =>
      event('offence-recorded', 'p', { effectiveOn: on, offence: severity, caseStatus: 'pending' });
    expect(
      folded('offence', [
        offence('2023-03-01', 'general'),
        offence('2023-01-01', 'very-serious'),
        offence('2023-02-01', 'serious'),
      ]),
    ).toEqual([
      {
        person: 'p',
        on: '2023-01-01',
        rankInPerson: 0,
        severity: 'very-serious',
        severityRank: 3,
        caseStatus: 'pending',
      },
      { person: 'p', on: '2023-02-01', rankInPerson: 1, severity: 'serious', severityRank: 2, caseStatus: 'pending' },
      { person: 'p', on: '2023-03-01', rankInPerson: 2, severity: 'general', severityRank: 1, caseStatus: 'pending' },
    ]);
  });
});
