import { describe, it } from '@jest/globals';
import { given } from '../../testing/decider-specification.js';
import { event } from '../../testing/events.js';

const intake = event('intake', 'intake-registered', '2024-01-10');
const start = event('start', 'care-started', '2024-02-01');
const end = event('end', 'trajectory-ended', '2024-06-30');

describe('opening a trajectory', () => {
  it('accepts an intake on an empty stream', () => given('trajectory').when(intake).accepted());

  it('refuses anything before the intake has arrived', () =>
    given('trajectory').when(start).refused({ code: 'not-opened' }));

  it('refuses a second intake', () =>
    given('trajectory', intake)
      .when(event('again', 'intake-registered', '2024-03-01'))
      .refused({ code: 'already-opened', blocking: ['intake'] }));

  it.each(['care-started', 'waiting-paused', 'trajectory-ended'] as const)('refuses %s dated before it', (name) =>
    given('trajectory', intake)
      .when(event('x', name, '2024-01-09'))
      .refused({ code: 'before-opening', blocking: ['intake'], pointer: '/data/effectiveOn' }),
  );

  it('refuses a resumption dated before it', () =>
    given('trajectory', intake)
      .when(event('x', 'waiting-resumed', '2024-01-09'))
      .refused({ code: 'before-opening', blocking: ['intake'] }));

  it.each(['care-started', 'waiting-paused', 'trajectory-ended'] as const)('accepts %s on its day', (name) =>
    given('trajectory', intake)
      .when(event('x', name, '2024-01-10'))
      .accepted(),
  );

  it.each([
    'step-assessed',
    'plan-established',
    'goal-updated',
    'explanatory-analysis-completed',
    'perspective-plan-made',
    'referral-stepped-up',
    'exit-questionnaire-completed',
    'cost-declared',
    're-entry-registered',
  ] as const)('accepts %s dated before it', (name) =>
    given('trajectory', intake)
      .when(event('x', name, '2023-12-01'))
      .accepted(),
  );
});

describe('before the birth', () => {
  it('refuses any date before the birth date', () => {
    given('trajectory', intake)
      .when(event('x', 'step-assessed', '2010-05-19'))
      .refused({ code: 'before-birth', blocking: ['intake'], pointer: '/data/effectiveOn' });
    given('trajectory', intake)
      .when(event('x', 'cost-declared', '2024-03-01', { periodFrom: '2010-05-19' }))
      .refused({ code: 'before-birth', blocking: ['intake'], pointer: '/data/periodFrom' });
  });

  it('accepts the day of birth', () =>
    given('trajectory', intake)
      .when(event('x', 'step-assessed', '2010-05-20'))
      .accepted());

  it('takes the earliest day that a partial birth date can mean', () => {
    const byYear = event('intake', 'intake-registered', '2024-01-10', { born: '2010' });
    given('trajectory', byYear)
      .when(event('x', 'step-assessed', '2010-01-01'))
      .accepted();
    given('trajectory', byYear)
      .when(event('x', 'step-assessed', '2009-12-31'))
      .refused({ code: 'before-birth', blocking: ['intake'] });
  });
});

describe('start and end', () => {
  it('accepts care of another form than the intake named', () =>
    given('trajectory', intake)
      .when(event('start', 'care-started', '2024-02-01', { careForm: '14' }))
      .accepted());

  it('starts once', () =>
    given('trajectory', intake, start)
      .when(event('again', 'care-started', '2024-02-01'))
      .refused({ code: 'already-started', blocking: ['start'] }));

  it('ends once', () =>
    given('trajectory', intake, start, end)
      .when(event('again', 'trajectory-ended', '2024-07-30'))
      .refused({ code: 'already-ended', blocking: ['end'] }));

  it('refuses an end before the start', () =>
    given('trajectory', intake, start)
      .when(event('end', 'trajectory-ended', '2024-01-31'))
      .refused({ code: 'end-before-start', blocking: ['start'] }));

  it('accepts an end on the day of the start, and an end that arrives first', () => {
    given('trajectory', intake, start)
      .when(event('end', 'trajectory-ended', '2024-02-01'))
      .accepted();
    given('trajectory', intake, end).when(start).accepted();
  });

  it('refuses a start after an end that stands: that trajectory ended while waiting', () =>
    given('trajectory', intake, event('end', 'trajectory-ended', '2024-01-20'))
      .when(start)
      .refused({ code: 'end-before-start', blocking: ['end'] }));
});

describe('after the end', () => {
  const goal = event('goal', 'goal-updated', '2024-03-01');
  const ended = given('trajectory', intake, start, goal, end);
  const later = '2024-07-15';

  it.each([
    event('x', 'step-assessed', later, { moment: 'end' }),
    event('x', 'goal-updated', later, { status: 'scored', scale: undefined, score: 3, moment: 'end' }),
    event('x', 'exit-questionnaire-completed', later),
    event('x', 'cost-declared', later),
  ])('accepts $name as it closes the trajectory', (late) => ended.when(late).accepted());

  it.each([
    event('x', 'step-assessed', later, { moment: 'interim' }),
    event('x', 'goal-updated', later, { status: 'scored', scale: undefined, score: 3, moment: 'interim' }),
    event('x', 'goal-updated', later, { status: 'scored', scale: undefined, score: 3 }),
    event('x', 'goal-updated', later, { goal: 'g2', status: 'added' }),
    event('x', 'goal-updated', later, { status: 'withdrawn', scale: undefined }),
    event('x', 'plan-established', later),
    event('x', 'explanatory-analysis-completed', later),
    event('x', 'perspective-plan-made', later),
    event('x', 'referral-stepped-up', later),
    event('x', 'referral-stepped-down', later),
    event('x', 're-entry-registered', later),
    event('x', 'waiting-paused', later),
  ])('refuses $name %#', (late) => ended.when(late).refused({ code: 'after-end', blocking: ['end'] }));

  it.each([
    event('x', 'step-assessed', '2024-06-30', { moment: 'start' }),
    event('x', 'plan-established', '2024-06-30'),
    event('x', 'goal-updated', '2024-06-30', { goal: 'g2', status: 'added' }),
    event('x', 'referral-stepped-down', '2024-06-30'),
    event('x', 're-entry-registered', '2024-06-30'),
  ])('accepts anything on the day itself: $name', (same) => ended.when(same).accepted());

  it('refuses an end that would leave something after it', () =>
    given('trajectory', intake, start, event('plan', 'plan-established', '2024-07-01'))
      .when(end)
      .refused({ code: 'after-end', blocking: ['plan'] }));
});

describe('pauses of the wait', () => {
  const paused = event('pause', 'waiting-paused', '2024-01-15');
  const resumed = event('resume', 'waiting-resumed', '2024-01-20');

  it('accepts pauses and resumptions in turn', () =>
    given('trajectory', intake, paused, resumed)
      .when(event('pause-2', 'waiting-paused', '2024-01-25'))
      .accepted());

  it('refuses a pause of a wait that is paused', () =>
    given('trajectory', intake, paused)
      .when(event('x', 'waiting-paused', '2024-01-18'))
      .refused({ code: 'already-paused', blocking: ['pause'] }));

  it('refuses a pause that arrives late, before one that stands', () =>
    given('trajectory', intake, paused)
      .when(event('x', 'waiting-paused', '2024-01-12'))
      .refused({ code: 'already-paused', blocking: ['pause'] }));

  it('refuses a resumption of a wait that is not paused', () => {
    given('trajectory', intake).when(resumed).refused({ code: 'not-paused' });
    given('trajectory', intake, paused, resumed)
      .when(event('x', 'waiting-resumed', '2024-01-18'))
      .refused({ code: 'not-paused', blocking: ['resume'] });
  });

  it('accepts pause, resumption and start on one day', () => {
    const onOneDay = [event('p', 'waiting-paused', '2024-02-01'), event('r', 'waiting-resumed', '2024-02-01')] as const;
    given('trajectory', intake, start, onOneDay[0]).when(onOneDay[1]).accepted();
    given('trajectory', intake, ...onOneDay)
      .when(start)
      .accepted();
  });

  it('accepts a resumption and a new pause on one day', () =>
    given('trajectory', intake, paused, resumed)
      .when(event('pause-2', 'waiting-paused', '2024-01-20'))
      .accepted());

  it('refuses two pauses on one day with one resumption between other days', () =>
    given('trajectory', intake, event('p1', 'waiting-paused', '2024-01-15'))
      .when(event('p2', 'waiting-paused', '2024-01-15'))
      .refused({ code: 'already-paused', blocking: ['p1'] }));

  it('accepts a start of care during a pause', () => given('trajectory', intake, paused).when(start).accepted());

  it.each(['waiting-paused', 'waiting-resumed'] as const)('refuses %s dated after the start of care', (name) =>
    given('trajectory', intake, paused, start)
      .when(event('x', name, '2024-02-02'))
      .refused({ code: 'not-paused', blocking: ['start'] }),
  );

  it('refuses a start dated before a pause that stands', () =>
    given('trajectory', intake, paused)
      .when(event('start', 'care-started', '2024-01-14'))
      .refused({ code: 'not-paused', blocking: ['pause'] }));
});
