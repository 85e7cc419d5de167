import { describe, it } from '@jest/globals';
import { given } from '../../testing/decider-specification.js';
import { correction, event, retraction } from '../../testing/events.js';

const intake = event('intake', 'intake-registered', '2024-01-10');
const start = event('start', 'care-started', '2024-02-01');
const end = event('end', 'trajectory-ended', '2024-06-30');
const plan = event('plan', 'plan-established', '2024-03-01', { goals: [{ goal: 'g1', scale: 'DR4' }] });
const score = event('score', 'goal-updated', '2024-04-01', { status: 'scored', scale: undefined, score: 3 });

describe('what a correction or retraction points at', () => {
  it('must have arrived', () => {
    given('trajectory', intake)
      .when(correction('fix', start, {}))
      .refused({ code: 'unknown-event', pointer: '/data/corrects' });
    given('trajectory').when(retraction('gone', intake)).refused({ code: 'unknown-event', pointer: '/data/retracts' });
  });

  it('is told apart by source as well as id', () =>
    given('trajectory', intake, start)
      .when(correction('fix', { ...start, source: 'urn:test:other' }, {}))
      .refused({ code: 'unknown-event' }));

  it('must not stand retracted', () => {
    const gone = retraction('gone', start);
    const without = given('trajectory', intake, start, gone);
    without.when(correction('x', start, {})).refused({ code: 'retracted', blocking: ['gone'] });
    without.when(retraction('x', start)).refused({ code: 'retracted', blocking: ['gone'] });
    given('trajectory', intake, start, gone, retraction('undo', gone))
      .when(correction('x', start, { crisis: true }))
      .accepted();
  });

  it('stays what it was when a correction or retraction is corrected', () => {
    const fix = correction('fix', start, { crisis: true });
    const gone = retraction('gone', end);
    const both = given('trajectory', intake, start, end, fix, gone);
    both
      .when(correction('x', fix, { corrects: { source: end.source, id: 'end' } }))
      .refused({ code: 'other-target', blocking: ['fix'], pointer: '/data/data/corrects' });
    both
      .when(correction('x', gone, { retracts: { source: start.source, id: 'start' } }))
      .refused({ code: 'other-target', blocking: ['gone'], pointer: '/data/data/retracts' });
    both.when(correction('x', gone, { reason: 'wrong-client' })).accepted();
    both.when(correction('x', fix, { data: { ...start.data, effectiveOn: '2024-02-02' } })).accepted();
  });
});

describe('a correction', () => {
  it('is judged with the data that it brings', () => {
    given('trajectory', intake, start)
      .when(correction('x', start, { effectiveOn: '2024-01-09' }))
      .refused({ code: 'before-opening', blocking: ['intake'], pointer: '/data/data/effectiveOn' });
    given('trajectory', intake, start, end)
      .when(correction('x', end, { effectiveOn: '2024-01-31' }))
      .refused({ code: 'end-before-start', blocking: ['start'] });
    given('trajectory', intake, plan, score)
      .when(correction('x', score, { score: 5 }))
      .refused({ code: 'score-out-of-range', blocking: ['plan'], pointer: '/data/data/score' });
  });

  it('frees what stood in the way', () => {
    const fix = correction('fix', end, { effectiveOn: '2024-08-31' });
    const late = event('late', 'explanatory-analysis-completed', '2024-07-15');
    given('trajectory', intake, start, end)
      .when(late)
      .refused({ code: 'after-end', blocking: ['end'] });
    given('trajectory', intake, start, end, fix).when(late).accepted();
    given('trajectory', intake, start, end, fix, late)
      .when(retraction('x', fix))
      .refused({ code: 'after-end', blocking: ['late'] });
  });

  it('is refused when another event would be left out of place', () => {
    const opened = given('trajectory', intake, start);
    opened
      .when(correction('x', intake, { effectiveOn: '2024-02-02' }))
      .refused({ code: 'before-opening', blocking: ['start'], pointer: '/data/data/effectiveOn' });
    opened.when(correction('x', intake, { effectiveOn: '2024-01-20', born: '2024-01-15' })).accepted();
    given('trajectory', intake, event('early', 'step-assessed', '2023-12-01'))
      .when(correction('x', intake, { born: '2023-12-02' }))
      .refused({ code: 'before-birth', blocking: ['early'], pointer: null });
    given('trajectory', intake, plan, score)
      .when(correction('x', plan, { goals: [{ goal: 'g2', scale: 'DR4' }] }))
      .refused({ code: 'unknown-goal', blocking: ['score'], pointer: null });
    given('trajectory', intake, plan, score)
      .when(correction('x', plan, { goals: [{ goal: 'g1', scale: 'GAS5' }] }))
      .refused({ code: 'score-out-of-range', blocking: ['score'], pointer: null });
  });

  it('shows by itself what is wrong with the data inside', () => {
    given('trajectory', intake, start)
      .when(correction('x', start, { effectiveOn: '2026-01-01' }))
      .refused({ code: 'future-date', status: 400, pointer: '/data/data/effectiveOn' });
    given('trajectory', intake)
      .when(correction('x', intake, { born: '2024-01-11' }))
      .refused({ code: 'before-birth', status: 400, pointer: '/data/data/effectiveOn' });
    const imposed = event('imposed', 'protection-measure-imposed', '2024-01-10');
    given('measure', imposed)
      .when(correction('x', imposed, { born: '2006-01-10' }))
      .refused({ code: 'not-adult-measure', status: 400, pointer: '/data/data/effectiveOn' });
    const up = event('up', 'referral-stepped-up', '2024-03-01');
    given('trajectory', intake, up)
      .when(correction('x', up, { toCareForm: '01' }))
      .refused({ code: 'wrong-direction', status: 400, pointer: '/data/data/toCareForm' });
  });

  it('of a correction is judged by the data at its heart', () => {
    const fix = correction('fix', start, { effectiveOn: '2024-02-02' });
    const moved = (effectiveOn: string) => correction('x', fix, { data: { ...start.data, effectiveOn } });
    const fixed = given('trajectory', intake, start, fix, end);
    fixed.when(moved('2024-02-03')).accepted();
    fixed
      .when(moved('2024-01-09'))
      .refused({ code: 'before-opening', blocking: ['intake'], pointer: '/data/data/data/effectiveOn' });
    fixed
      .when(moved('2026-01-09'))
      .refused({ code: 'future-date', status: 400, pointer: '/data/data/data/effectiveOn' });
  });

  it('follows no rule about its own date but that it has come', () => {
    given('trajectory', intake, start, end)
      .when(
        event('x', 'event-corrected', '1999-01-01', {
          corrects: { source: end.source, id: 'end' },
          data: { ...end.data },
        }),
      )
      .accepted();
    given('trajectory', intake, start)
      .when({ ...correction('x', start, {}), data: { ...correction('x', start, {}).data, effectiveOn: '2026-01-01' } })
      .refused({ code: 'future-date', status: 400, pointer: '/data/effectiveOn' });
  });

  it('may name another client: the stream then belongs to that one', () =>
    given('trajectory', intake, start)
      .when(correction('x', intake, { client: { pseudonym: 'p-bo' } }))
      .accepted());

  it('of the type of measure keeps the end reason fitting', () => {
    const imposed = event('imposed', 'protection-measure-imposed', '2024-01-10');
    const ended = event('ended', 'protection-measure-ended', '2024-12-31');
    given('measure', imposed, ended)
      .when(correction('x', imposed, { measureType: '21' }))
      .refused({ code: 'wrong-end-reason', blocking: ['ended'], pointer: null });
  });
});

describe('a retraction', () => {
  it('of the opening event needs that nothing else stands', () => {
    given('trajectory', intake, start)
      .when(retraction('x', intake))
      .refused({ code: 'not-opened', blocking: ['start'] });
    given('trajectory', intake).when(retraction('x', intake)).accepted();
    given('trajectory', intake, start, retraction('gone', start)).when(retraction('x', intake)).accepted();
  });

  it('of the opening event leaves a stream that can be opened again', () => {
    const gone = retraction('gone', intake);
    const again = event('again', 'intake-registered', '2024-01-11');
    given('trajectory', intake, gone).when(start).refused({ code: 'not-opened' });
    given('trajectory', intake, gone).when(again).accepted();
    given('trajectory', intake, gone, again)
      .when(retraction('x', gone))
      .refused({ code: 'already-opened', blocking: ['again'] });
    given('trajectory', intake, gone).when(retraction('x', gone)).accepted();
  });

  it('must not leave a goal scored that nothing added', () =>
    given('trajectory', intake, plan, score)
      .when(retraction('x', plan))
      .refused({ code: 'unknown-goal', blocking: ['score'] }));

  it('must not leave pauses or authorisations out of turn', () => {
    const paused = event('pause', 'waiting-paused', '2024-01-12');
    const resumed = event('resume', 'waiting-resumed', '2024-01-14');
    const again = event('pause-2', 'waiting-paused', '2024-01-16');
    const waiting = given('trajectory', intake, paused, resumed, again);
    waiting.when(retraction('x', paused)).refused({ code: 'not-paused', blocking: ['resume'] });
    waiting.when(retraction('x', resumed)).refused({ code: 'already-paused', blocking: ['pause', 'pause-2'] });
    waiting.when(retraction('x', again)).accepted();
  });

  it('of a retraction brings back an event only where it still fits', () => {
    const gone = retraction('gone', end);
    const later = event('later', 'trajectory-ended', '2024-08-31');
    given('trajectory', intake, start, end, gone, later)
      .when(retraction('x', gone))
      .refused({ code: 'already-ended', blocking: ['later'] });
    given('trajectory', intake, start, end, gone).when(retraction('x', gone)).accepted();
  });

  it('makes room for another event in its place', () =>
    given('trajectory', intake, start, retraction('gone', start))
      .when(event('start-2', 'care-started', '2024-02-05'))
      .accepted());
});
