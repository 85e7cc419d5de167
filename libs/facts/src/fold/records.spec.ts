import { describe, expect, it } from '@jest/globals';
import { event, intake, trajectory } from '../../testing/events.js';
import { folded } from '../../testing/folded.js';

const SPAN = ['id', 'startOn', 'endOn', 'endReason'] as const;
const record = (...parts: Parameters<typeof trajectory>[]) =>
  folded(
    'record',
    parts.flatMap((part) => trajectory(...part)),
    SPAN,
  );

describe('records', () => {
  it('merge trajectories that share one day', () => {
    expect(
      record(['T2', 'p', '2023-01-01', '2023-02-01'], ['T1', 'p', '2023-02-01', '2023-03-01', { endReason: '02' }]),
    ).toEqual([['T1', '2023-01-01', '2023-03-01', '02']]);
  });

  it('keep adjoining trajectories apart', () => {
    expect(record(['T1', 'p', '2023-01-01', '2023-02-01'], ['T2', 'p', '2023-02-02', '2023-03-01'])).toEqual([
      ['T1', '2023-01-01', '2023-02-01', '01'],
      ['T2', '2023-02-02', '2023-03-01', '01'],
    ]);
  });

  it('merge chains, also where the ends of the chain do not meet', () => {
    expect(
      record(
        ['T3', 'p', '2023-03-01', '2023-04-01'],
        ['T1', 'p', '2023-01-01', '2023-02-01'],
        ['T2', 'p', '2023-01-15', '2023-03-01'],
      ),
    ).toEqual([['T1', '2023-01-01', '2023-04-01', '01']]);
  });

  it('merge a part that lies within another, which still ends last', () => {
    expect(
      record(
        ['T1', 'p', '2023-01-01', '2023-06-01', { endReason: '03' }],
        ['T2', 'p', '2023-02-01', '2023-03-01'],
        ['T3', 'p', '2023-05-01', '2023-05-02'],
      ),
    ).toEqual([['T1', '2023-01-01', '2023-06-01', '03']]);
  });

  it('are open while a part is open, and take in whatever starts later', () => {
    expect(record(['T1', 'p', '2023-01-01'], ['T2', 'p', '2023-09-01', '2023-10-01'])).toEqual([
      ['T1', '2023-01-01', null, null],
    ]);
  });

  it('keep care forms and providers apart', () => {
    expect(
      record(
        ['T1', 'p', '2023-01-01', '2023-03-01'],
        ['T2', 'p', '2023-01-01', '2023-03-01', { careForm: '14' }],
        ['T3', 'p', '2023-01-01', '2023-03-01', { provider: 'B' }],
      ),
    ).toHaveLength(3);
  });

  it('take the care form of the start, not of the intake', () => {
    const opening = intake('T1', 'p', { careForm: '02' });
    const start = event('care-started', 'T1', { effectiveOn: '2023-02-01', careForm: '14', crisis: false });
    expect(folded('record', [opening, start], ['careForm', 'band', 'rank'])).toEqual([['14', 5, 60]]);
    expect(folded('trajectory', [opening], ['careForm', 'record'])).toEqual([['02', null]]);
  });

  it('end for the reason of the part that ends last, on a tie of the smallest id by code point', () => {
    expect(
      record(
        ['a', 'p', '2023-01-01', '2023-03-01', { endReason: '03' }],
        ['B', 'p', '2023-02-01', '2023-03-01', { endReason: '02' }],
        ['C', 'p', '2023-01-01', '2023-02-01', { endReason: '01' }],
      ),
    ).toEqual([['B', '2023-01-01', '2023-03-01', '02']]);
  });

  it('have the referrer and crisis of the first part, on a tie of the smallest id by code point', () => {
    const parts = [
      ...trajectory('a', 'p', '2023-01-02', undefined, { referrer: '01' }),
      ...trajectory('C', 'p', '2023-01-01', undefined, { referrer: '02', crisis: true }),
      ...trajectory('b', 'p', '2023-01-01', undefined, { referrer: '03' }),
    ];
    expect(folded('record', parts, ['id', 'referrer', 'crisis'])).toEqual([['C', '02', true]]);
  });

  it('show on each trajectory, and on what stands on it, which record they belong to', () => {
    const events = [
      ...trajectory('T2', 'p', '2023-01-01', '2023-02-01'),
      ...trajectory('T1', 'p', '2023-02-01', '2023-03-01'),
      ...trajectory('T3', 'p', '2023-05-01', '2023-06-01'),
      event('cost-declared', 'T2', {
        effectiveOn: '2024-01-01',
        amountCents: 5,
        periodFrom: '2023-01-01',
        periodTo: '2023-01-31',
      }),
    ];
    expect(folded('trajectory', events, ['id', 'record'])).toEqual([
      ['T1', 'T1'],
      ['T2', 'T1'],
      ['T3', 'T3'],
    ]);
    expect(folded('cost', events, ['trajectory', 'record'])).toEqual([['T2', 'T1']]);
  });

  it('are not made of a trajectory that ended before care', () => {
    const [opening, , end] = trajectory('T1', 'p', '2023-01-01', '2023-02-01');
    expect(folded('record', [opening!, end!])).toEqual([]);
    expect(folded('trajectory', [opening!, end!], ['startOn', 'endOn', 'record'])).toEqual([
      [null, '2023-02-01', null],
    ]);
  });
});

describe('the declared direction of a record', () => {
  const declared = (...referrals: { on: string; up: boolean; subject?: string }[]) =>
    folded(
      'record',
      [
        ...trajectory('T1', 'p', '2023-01-01', '2023-06-30'),
        ...trajectory('T2', 'p', '2023-03-01', '2023-04-01'),
        ...trajectory('T9', 'p', '2023-01-01', '2023-06-30', { careForm: '14' }),
        ...referrals.map(({ on, up, subject = 'T1' }) =>
          event(up ? 'referral-stepped-up' : 'referral-stepped-down', subject, {
            effectiveOn: on,
            fromCareForm: up ? '02' : '14',
            toCareForm: up ? '14' : '02',
          }),
        ),
      ],
      ['id', 'declaredDirection'],
    );

  it('is that of the last referral on any of its parts, up to its end', () => {
    expect(declared({ on: '2023-06-01', up: true }, { on: '2023-06-30', up: false, subject: 'T2' })).toEqual([
      ['T1', 'lighter'],
      ['T9', null],
    ]);
  });

  it('counts from 90 days before the end, that day included', () => {
    expect(declared({ on: '2023-04-01', up: true })).toEqual([
      ['T1', 'heavier'],
      ['T9', null],
    ]);
    expect(declared({ on: '2023-03-31', up: true })).toEqual([
      ['T1', null],
      ['T9', null],
    ]);
  });

  it('is none while the record is open', () => {
    const open = [
      ...trajectory('T1', 'p', '2023-01-01'),
      event('referral-stepped-up', 'T1', { effectiveOn: '2023-02-01', fromCareForm: '02', toCareForm: '14' }),
    ];
    expect(folded('record', open, ['declaredDirection'])).toEqual([[null]]);
  });
});
