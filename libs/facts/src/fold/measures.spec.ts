import { describe, expect, it } from '@jest/globals';
import { event } from '../../testing/events.js';
import { folded } from '../../testing/folded.js';

const opening = {
  client: { pseudonym: 'p' },
  institution: 'GI1',
  municipality: 'GM0001',
  born: '2010',
  sex: 'M',
} as const;
const imposed = event('protection-measure-imposed', 'M1', { effectiveOn: '2023-01-01', measureType: '11', ...opening });
const started = event('probation-started', 'J1', { effectiveOn: '2023-01-01', probationType: '41', ...opening });
const ended = event('protection-measure-ended', 'M1', { effectiveOn: '2023-12-31', endReason: '02' });

describe('measures', () => {
  it('run from the day they are imposed to the day they end', () => {
    const row = { person: 'p', id: 'M1', measureType: '11', startOn: '2023-01-01' };
    expect(folded('measure', [imposed])).toEqual([{ ...row, endOn: null, endReason: null }]);
    expect(folded('measure', [imposed, ended])).toEqual([{ ...row, endOn: '2023-12-31', endReason: '02' }]);
  });
});

describe('probations', () => {
  it('show how they ended as far as that was said', () => {
    const row = { person: 'p', id: 'J1', probationType: '41', startOn: '2023-01-01' };
    const unknown = { riskChange: null, careAfter: null, recognisedIntervention: null };
    expect(folded('probation', [started])).toEqual([{ ...row, endOn: null, ...unknown }]);
    const end = event('probation-ended', 'J1', { effectiveOn: '2023-06-01', riskChange: '41', careAfter: '52' });
    expect(folded('probation', [started, end])).toEqual([
      { ...row, endOn: '2023-06-01', riskChange: '41', careAfter: '52', recognisedIntervention: null },
    ]);
  });
});

describe('institutions', () => {
  const spans = (...transfers: [on: string, to: string][]) =>
    folded(
      'institution',
      [
        imposed,
        ...transfers.map(([on, to]) =>
          event('protection-measure-transferred', 'M1', { effectiveOn: on, toInstitution: to }),
        ),
      ],
      ['kind', 'id', 'fromOn', 'untilOn', 'institution'],
    );

  it('change on the day of the transfer', () => {
    expect(spans(['2023-05-01', 'GI3'], ['2023-03-01', 'GI2'])).toEqual([
      ['measure', 'M1', '2023-01-01', '2023-03-01', 'GI1'],
      ['measure', 'M1', '2023-03-01', '2023-05-01', 'GI2'],
      ['measure', 'M1', '2023-05-01', null, 'GI3'],
    ]);
  });

  it('are from the first day another one after a transfer on that day', () => {
    expect(spans(['2023-01-01', 'GI2'])).toEqual([['measure', 'M1', '2023-01-01', null, 'GI2']]);
  });

  it('are told for probations too', () => {
    const transfer = event('probation-transferred', 'J1', { effectiveOn: '2023-02-01', toInstitution: 'GI2' });
    expect(folded('institution', [started, transfer], ['kind', 'institution'])).toEqual([
      ['probation', 'GI1'],
      ['probation', 'GI2'],
    ]);
  });
});

describe('placement authorisations', () => {
  const granted = (authorisation: '71' | '72', on: string) =>
    event('placement-authorised', 'M1', { effectiveOn: on, authorisation });
  const over = (authorisation: '71' | '72', on: string) =>
    event('placement-authorisation-ended', 'M1', { effectiveOn: on, authorisation });

  it('run side by side, each to its own end', () => {
    const events = [
      imposed,
      granted('72', '2023-02-01'),
      granted('71', '2023-03-01'),
      over('71', '2023-04-01'),
      over('72', '2023-05-01'),
    ];
    expect(folded('placement', events, ['authorisation', 'fromOn', 'untilOn'])).toEqual([
      ['71', '2023-03-01', '2023-04-01'],
      ['72', '2023-02-01', '2023-05-01'],
    ]);
  });

  it('may be granted anew on the day they end', () => {
    const events = [imposed, granted('72', '2023-02-01'), over('72', '2023-04-01'), granted('72', '2023-04-01')];
    expect(folded('placement', events, ['fromOn', 'untilOn'])).toEqual([
      ['2023-02-01', '2023-04-01'],
      ['2023-04-01', null],
    ]);
  });

  it('end with the measure when nothing else ended them', () => {
    expect(folded('placement', [imposed, granted('72', '2023-02-01'), ended], ['fromOn', 'untilOn'])).toEqual([
      ['2023-02-01', '2023-12-31'],
    ]);
  });
});
