import { describe, expect, it } from '@jest/globals';
import { correction, event, intake, retraction, trajectory } from '../../testing/events.js';
import { folded } from '../../testing/folded.js';

const moved = (on: string, municipality: string) => event('client-moved', 'p', { effectiveOn: on, municipality });
const imposed = (subject: string, on: string, born: string) =>
  event('protection-measure-imposed', subject, {
    effectiveOn: on,
    client: { pseudonym: 'p' },
    measureType: '11',
    institution: 'GI1',
    municipality: 'GM0001',
    born,
    sex: 'M',
  });

describe('the person', () => {
  it('is known by the opening event with the latest date, of any kind of stream', () => {
    const openings = [
      imposed('M1', '2023-05-01', '2010-02'),
      intake('T1', 'p', { effectiveOn: '2023-02-01', born: '2010-02-03', sex: 'V' }),
    ];
    expect(folded('person', openings)).toEqual([{ person: 'p', bornOn: '2010-02-15', sex: 'M', deceasedOn: null }]);
  });

  it('is known by the later type on one day', () => {
    const openings = [
      imposed('M1', '2023-05-01', '2011'),
      intake('T1', 'p', { effectiveOn: '2023-05-01', born: '2010' }),
    ];
    expect(folded('person', openings, ['bornOn'])).toEqual([['2011-07-01']]);
  });

  it('is no row without an opening event', () => {
    expect(folded('person', [moved('2023-01-01', 'GM0001')])).toEqual([]);
  });

  it('follows corrections of the opening event', () => {
    const opening = intake('T1', 'p', { born: '2010-02-03' });
    expect(folded('person', [opening, correction(opening, { born: '2012-02-03' })], ['bornOn'])).toEqual([
      ['2012-02-03'],
    ]);
    const wrong = correction(opening, { born: '2012-02-03' });
    expect(folded('person', [opening, wrong, retraction(wrong)], ['bornOn'])).toEqual([['2010-02-03']]);
    expect(folded('person', [opening, retraction(opening)])).toEqual([]);
  });
});

describe('the day of death', () => {
  const died = (on: string) => event('client-deceased', 'p', { effectiveOn: on });
  const endedByDeath = event('trajectory-ended', 'T1', { effectiveOn: '2023-03-01', endReason: '05', deceased: true });
  const measureEnd = (endReason: '06' | '15' | '05', on: string) =>
    event('protection-measure-ended', 'M1', { effectiveOn: on, endReason });

  it.each([
    ['the client', [died('2023-03-02')], '2023-03-02'],
    ['an end of care', [died('2023-03-02'), endedByDeath], '2023-03-01'],
    ['a measure ended 06', [died('2023-03-02'), measureEnd('06', '2023-02-01')], '2023-02-01'],
    ['a measure ended 15', [measureEnd('15', '2023-02-01')], '2023-02-01'],
    ['no other end', [measureEnd('05', '2023-02-01')], null],
  ])('is the earliest that is told: %s', (_, events, expected) => {
    const openings = [intake('T1', 'p'), imposed('M1', '2023-01-01', '2010')];
    expect(folded('person', [...openings, ...events], ['deceasedOn'])).toEqual([[expected]]);
  });
});

describe('the residence', () => {
  it('is told by openings and moves, and reaches back for ever before the first', () => {
    const events = [
      moved('2023-03-01', 'GM0002'),
      ...trajectory('T1', 'p', '2023-02-01', undefined, { municipality: 'GM0001' }),
      imposed('M1', '2023-04-01', '2010'),
    ];
    expect(folded('residence', events)).toEqual([
      { person: 'p', fromOn: null, untilOn: '2023-03-01', municipality: 'GM0001' },
      { person: 'p', fromOn: '2023-03-01', untilOn: '2023-04-01', municipality: 'GM0002' },
      { person: 'p', fromOn: '2023-04-01', untilOn: null, municipality: 'GM0001' },
    ]);
  });

  it('is on one day that of the move', () => {
    const events = [
      moved('2023-02-01', 'GM0002'),
      intake('T1', 'p', { effectiveOn: '2023-02-01', municipality: 'GM0001' }),
    ];
    expect(folded('residence', events, ['fromOn', 'untilOn', 'municipality'])).toEqual([[null, null, 'GM0002']]);
  });

  it('goes on when the same is said again', () => {
    const events = [moved('2023-02-01', 'GM0002'), moved('2023-03-01', 'GM0002')];
    expect(folded('residence', events, ['fromOn', 'untilOn', 'municipality'])).toEqual([[null, null, 'GM0002']]);
  });
});
