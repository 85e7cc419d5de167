import { describe, expect, it } from '@jest/globals';
import { event, trajectory } from '../../testing/events.js';
import { folded } from '../../testing/folded.js';

const care = trajectory('T1', 'p', '2023-01-01', '2023-02-01');
const place = { person: 'p', trajectory: 'T1' };

describe('events of a trajectory', () => {
  it('show exit questionnaires, answered or not', () => {
    const events = [
      event('exit-questionnaire-completed', 'T1', { effectiveOn: '2023-02-02', informant: 'youth', usefulness: 7 }),
      event('exit-questionnaire-completed', 'T1', {
        effectiveOn: '2023-02-03',
        informant: 'parent',
        withoutHelp: '03',
      }),
    ];
    expect(folded('questionnaire', [...care, ...events])).toEqual([
      {
        ...place,
        record: 'T1',
        on: '2023-02-02',
        rankInPerson: 3,
        informant: 'youth',
        usefulness: 7,
        withoutHelp: null,
      },
      {
        ...place,
        record: 'T1',
        on: '2023-02-03',
        rankInPerson: 4,
        informant: 'parent',
        usefulness: null,
        withoutHelp: '03',
      },
    ]);
  });

  it('show explanatory analyses, also from before the intake', () => {
    const analysis = event('explanatory-analysis-completed', 'T1', {
      effectiveOn: '2022-12-01',
      by: 'local-team',
      model: 'M',
    });
    expect(folded('analysis', [...care, analysis])).toEqual([
      { ...place, on: '2022-12-01', rankInPerson: 0, by: 'local-team', model: 'M' },
    ]);
  });

  it('count the life domains of a perspective plan once each', () => {
    const plan = event('perspective-plan-made', 'T1', {
      effectiveOn: '2023-01-15',
      domains: ['housing', 'income', 'housing'],
    });
    expect(folded('perspectivePlan', [...care, plan])).toEqual([
      { ...place, on: '2023-01-15', rankInPerson: 2, domains: 2 },
    ]);
  });

  it('show costs with the period and the product they are declared for', () => {
    const period = { periodFrom: '2023-01-01', periodTo: '2023-01-31' };
    const cost = event('cost-declared', 'T1', {
      effectiveOn: '2023-03-01',
      amountCents: 12_345,
      productCode: '45A04',
      ...period,
    });
    expect(folded('cost', [...care, cost])).toEqual([
      {
        ...place,
        record: 'T1',
        on: '2023-03-01',
        rankInPerson: 3,
        amountCents: 12_345,
        ...period,
        productCategory: null,
        productCode: '45A04',
      },
    ]);
  });
});
