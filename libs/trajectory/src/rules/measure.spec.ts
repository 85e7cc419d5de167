import { describe, expect, it } from '@jest/globals';
import { given } from '../../testing/decider-specification.js';
import { event } from '../../testing/events.js';
import { MEASURE_END_REASONS, MEASURE_TYPES } from '../codes/code-lists.js';
import { endReasonFits } from './measure.js';

const imposed = event('imposed', 'protection-measure-imposed', '2024-01-10');
const ended = event('ended', 'protection-measure-ended', '2024-12-31');
const authorised = event('granted', 'placement-authorised', '2024-03-01');
const authorisationEnded = event('lapsed', 'placement-authorisation-ended', '2024-06-01');

describe('a protection measure', () => {
  it('is imposed first, and once', () => {
    given('measure').when(ended).refused({ code: 'not-opened' });
    given('measure', imposed)
      .when(event('x', 'protection-measure-imposed', '2024-01-10'))
      .refused({ code: 'already-opened', blocking: ['imposed'] });
  });

  it('ends once', () =>
    given('measure', imposed, ended)
      .when(event('x', 'protection-measure-ended', '2024-06-30'))
      .refused({ code: 'already-ended', blocking: ['ended'] }));

  it.each([
    'protection-measure-transferred',
    'placement-authorised',
    'placement-authorisation-ended',
    'protection-measure-ended',
  ] as const)('has no %s dated before it', (name) =>
    given('measure', imposed)
      .when(event('x', name, '2024-01-09'))
      .refused({ code: 'before-opening', blocking: ['imposed'] }),
  );

  it.each(['protection-measure-transferred', 'placement-authorised', 'placement-authorisation-ended'] as const)(
    'has no %s dated after its end',
    (name) =>
      given('measure', imposed, authorised, ended)
        .when(event('x', name, '2025-01-01'))
        .refused({ code: 'after-end', blocking: ['ended'] }),
  );

  it.each(['protection-measure-transferred', 'placement-authorised'] as const)('may have %s on its last day', (name) =>
    given('measure', imposed, ended)
      .when(event('x', name, '2024-12-31'))
      .accepted(),
  );

  it('may be transferred more than once, and end on the day it was imposed', () => {
    given('measure', imposed, event('t1', 'protection-measure-transferred', '2024-02-01'))
      .when(event('t2', 'protection-measure-transferred', '2024-02-01', { toInstitution: 'GI-3' }))
      .accepted();
    given('measure', imposed)
      .when(event('x', 'protection-measure-ended', '2024-01-10'))
      .accepted();
  });
});

describe('a measure for a child that is not yet born', () => {
  it('may be dated up to 280 days before the birth', () => {
    const born = '2024-10-07';
    const before = (days: string) => event('x', 'protection-measure-imposed', days, { born });
    given('measure').when(before('2024-01-01')).accepted();
    given('measure')
      .when(before('2023-12-31'))
      .refused({ code: 'before-birth', status: 400, pointer: '/data/effectiveOn' });
    given('measure', before('2024-01-01'))
      .when(event('t', 'protection-measure-transferred', '2024-02-01'))
      .accepted();
  });
});

describe('end reasons', () => {
  it('belong to a type of measure', () => {
    const fitting = Object.fromEntries(
      MEASURE_TYPES.map((type) => [
        type,
        MEASURE_END_REASONS.filter((reason) => endReasonFits(type, reason)).join(' '),
      ]),
    );
    expect(fitting).toEqual({
      '11': '01 02 03 04 05 06',
      '12': '01 02 03 04 05 06 07',
      '21': '11 12 13 14 15',
      '22': '11 12 13 14 15',
      '23': '11 12 13 14 15',
    });
  });

  it('are refused for another type', () =>
    given('measure', imposed)
      .when(event('x', 'protection-measure-ended', '2024-12-31', { endReason: '07' }))
      .refused({ code: 'wrong-end-reason', blocking: ['imposed'], pointer: '/data/endReason' }));
});

describe('placement authorisations', () => {
  it('stand one of a kind at a time, of either kind', () => {
    const granted = given('measure', imposed, authorised);
    granted
      .when(event('x', 'placement-authorised', '2024-04-01'))
      .refused({ code: 'already-authorised', blocking: ['granted'] });
    granted.when(event('x', 'placement-authorised', '2024-04-01', { authorisation: '71' })).accepted();
    given('measure', imposed, authorised, authorisationEnded)
      .when(event('x', 'placement-authorised', '2024-07-01'))
      .accepted();
  });

  it('end only while they stand', () => {
    given('measure', imposed).when(authorisationEnded).refused({ code: 'not-authorised' });
    given('measure', imposed, authorised)
      .when(event('x', 'placement-authorisation-ended', '2024-06-01', { authorisation: '71' }))
      .refused({ code: 'not-authorised' });
  });

  it('may end and be granted anew on one day, in either order of arrival', () => {
    const anew = event('anew', 'placement-authorised', '2024-06-01');
    given('measure', imposed, authorised, authorisationEnded).when(anew).accepted();
    given('measure', imposed, authorised)
      .when(anew)
      .refused({ code: 'already-authorised', blocking: ['granted'] });
  });

  it('may be granted and end on one day', () =>
    given('measure', imposed, authorised)
      .when(event('x', 'placement-authorisation-ended', '2024-03-01'))
      .accepted());

  it('are not granted late within the span of another', () =>
    given('measure', imposed, authorised)
      .when(event('x', 'placement-authorised', '2024-02-01'))
      .refused({ code: 'already-authorised', blocking: ['granted'] }));
});
