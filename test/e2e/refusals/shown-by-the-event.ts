/** Cases of refusals that the event alone shows: contract section 3. */
import type { SentEvent } from '../../support/events.js';
import { after, alone, without, type RefusalCase } from './refusal-case.js';

/** What the event alone shows: status 400. */
export const SHOWN_BY_THE_EVENT: readonly RefusalCase[] = [
  ['malformed', 'no id', (make) => alone(without(make.intake(), 'id'), '/id')],
  ['malformed', 'no source', (make) => alone(without(make.intake(), 'source'), '/source')],
  ['malformed', 'no data', (make) => alone(without(make.intake(), 'data'), '/data')],
  [
    'malformed',
    'no effectiveOn',
    (make) => alone({ ...make.intake(), data: without(make.intake().data, 'effectiveOn') }, '/data/effectiveOn'),
  ],
  [
    'malformed',
    'another specversion',
    (make) => alone({ ...make.intake(), specversion: '0.3' as '1.0' }, '/specversion'),
  ],
  ['malformed', 'a subject with a space', (make) => alone({ ...make.intake(), subject: 'a b' }, '/subject')],
  ['malformed', 'a time that is none', (make) => alone({ ...make.intake(), time: 'yesterday' }, '/time')],
  [
    'malformed',
    'a text where a boolean goes',
    (make) => alone(make.started('2024-02-01', { crisis: 'no' }), '/data/crisis'),
  ],
  [
    'malformed',
    'usefulness above ten',
    (make) =>
      alone(
        make.at('exit-questionnaire-completed', '2024-07-01', { informant: 'youth', usefulness: 11 }),
        '/data/usefulness',
      ),
  ],
  [
    'malformed',
    'cents in parts',
    (make) =>
      alone(
        make.at('cost-declared', '2024-07-01', { amountCents: 10.5, periodFrom: '2024-01-01', periodTo: '2024-01-31' }),
        '/data/amountCents',
      ),
  ],
  [
    'malformed',
    'a municipality that is no code',
    (make) => alone(make.intake('2024-01-10', { municipality: 'Utrecht' }), '/data/municipality'),
  ],
  ['malformed', 'a goal added without its scale', (make) => alone(make.goal('2024-03-01', 'added'), '/data/scale')],
  ['malformed', 'a goal scored without a score', (make) => alone(make.goal('2024-03-01', 'scored'), '/data/score')],
  [
    'malformed',
    'a correction whose data lacks a field',
    (make) => {
      const intake = make.intake();
      return after([intake], make.correction(intake, without(intake.data, 'provider')), '/data/data/provider');
    },
  ],
  ['unknown-field', 'in data', (make) => alone(make.intake('2024-01-10', { remarks: 'x' }), '/data/remarks')],
  [
    'unknown-field',
    'in a part of data',
    (make) => alone(make.plan('2024-02-10', [{ goal: 'g1', scale: 'DR4', note: 'x' }]), '/data/goals/0/note'),
  ],
  ['unknown-field', 'in the envelope', (make) => alone({ ...make.intake(), comment: 'x' } as SentEvent, '/comment')],
  [
    'unknown-field',
    'in the data of a correction',
    (make) => {
      const intake = make.intake();
      return after([intake], make.correction(intake, { ...intake.data, remarks: 'x' }), '/data/data/remarks');
    },
  ],
  ['unknown-type', 'no such event', (make) => alone(make.at('care-paused', '2024-02-01'), '/type')],
  [
    'unknown-type',
    'a version that does not exist',
    (make) => alone({ ...make.intake(), type: 'nl.jeugdhulptrajecten.intake-registered.v9' }, '/type'),
  ],
  ['unknown-code', 'care form', (make) => alone(make.intake('2024-01-10', { careForm: '05' }), '/data/careForm')],
  ['unknown-code', 'referrer', (make) => alone(make.intake('2024-01-10', { referrer: '07' }), '/data/referrer')],
  ['unknown-code', 'end reason', (make) => alone(make.ended('2024-06-28', { endReason: '06' }), '/data/endReason')],
  [
    'unknown-code',
    'in a list',
    (make) =>
      alone(make.at('perspective-plan-made', '2024-06-28', { domains: ['housing', 'pets'] }), '/data/domains/1'),
  ],
  [
    'unknown-code',
    'in the data of a correction',
    (make) => {
      const intake = make.intake();
      return after([intake], make.correction(intake, { ...intake.data, careForm: '99' }), '/data/data/careForm');
    },
  ],
  ['invalid-date', 'a day that does not exist', (make) => alone(make.started('2023-02-29'), '/data/effectiveOn')],
  ['invalid-date', 'another way of writing', (make) => alone(make.started('01-02-2024'), '/data/effectiveOn')],
  [
    'invalid-date',
    'a birth date that is none',
    (make) => alone(make.intake('2024-01-10', { born: '2010-13' }), '/data/born'),
  ],
  [
    'invalid-bsn',
    'fails the eleven test',
    (make) => alone(make.intake('2024-01-10', { client: { bsn: '123456789' } }), '/data/client/bsn'),
  ],
  [
    'invalid-bsn',
    '000000000',
    (make) => alone(make.intake('2024-01-10', { client: { bsn: '000000000' } }), '/data/client/bsn'),
  ],
  [
    'invalid-bsn',
    '999999999',
    (make) => alone(make.intake('2024-01-10', { client: { bsn: '999999999' } }), '/data/client/bsn'),
  ],
  ['future-date', 'effectiveOn', (make) => alone(make.intake('2999-01-01'), '/data/effectiveOn')],
  [
    'future-date',
    'another date of data',
    (make) => alone(make.intake('2024-01-10', { referredOn: '2999-01-01' }), '/data/referredOn'),
  ],
  [
    'future-date',
    'in the data of a correction',
    (make) => {
      const intake = make.intake();
      return after(
        [intake],
        make.correction(intake, { ...intake.data, effectiveOn: '2999-01-01' }),
        '/data/data/effectiveOn',
      );
    },
  ],
  ['before-birth', 'an intake', (make) => alone(make.intake('2024-01-10', { born: '2024-02' }), '/data/effectiveOn')],
  [
    'before-birth',
    'a measure more than 280 days early',
    (make) => alone(make.imposed('2023-03-31', { born: '2024-01-06' }), '/data/effectiveOn'),
  ],
  [
    'wrong-direction',
    'up to a lighter band',
    (make) => alone(make.at('referral-stepped-up', '2024-03-01', { fromCareForm: '14', toCareForm: '11' })),
  ],
  [
    'wrong-direction',
    'up within a band',
    (make) => alone(make.at('referral-stepped-up', '2024-03-01', { fromCareForm: '02', toCareForm: '04' })),
  ],
  [
    'wrong-direction',
    'down to a heavier band',
    (make) => alone(make.at('referral-stepped-down', '2024-03-01', { fromCareForm: '14', toCareForm: '13' })),
  ],
  [
    'period-reversed',
    'of a cost',
    (make) =>
      alone(
        make.at('cost-declared', '2024-07-01', { amountCents: 1, periodFrom: '2024-02-01', periodTo: '2024-01-31' }),
        '/data/periodTo',
      ),
  ],
  [
    'period-reversed',
    'of a cover',
    (make) =>
      alone(
        make.onClient('justice-register-matched', '2024-07-01', {
          coveredFrom: '2024-02-01',
          coveredUntil: '2024-01-31',
        }),
        '/data/coveredUntil',
      ),
  ],
  ['not-adult-measure', 'on the 18th birthday', (make) => alone(make.imposed('2024-05-05', { born: '2006-05-05' }))],
];
