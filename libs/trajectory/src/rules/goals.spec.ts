import { describe, it } from '@jest/globals';
import { given } from '../../testing/decider-specification.js';
import { event } from '../../testing/events.js';
import type { GoalUpdated, PlannedGoal } from '../events/event-data.js';

const intake = event('intake', 'intake-registered', '2024-01-10');
const goals: PlannedGoal[] = [
  { goal: 'dr', scale: 'DR4' },
  { goal: 'g5', scale: 'GAS5', domain: 'school' },
  { goal: 'g6', scale: 'GAS6' },
];
const plan = event('plan', 'plan-established', '2024-02-01', { goals });
const planned = given('trajectory', intake, plan);

const score = (goal: string, value: number, on = '2024-03-01', more: Partial<GoalUpdated> = {}) =>
  event('score', 'goal-updated', on, { goal, status: 'scored', scale: undefined, score: value, ...more });
const withdrawal = (id: string, goal: string, on: string) =>
  event(id, 'goal-updated', on, { goal, status: 'withdrawn', scale: undefined });

describe('adding a goal', () => {
  it('accepts plans without goals, and several plans', () => {
    given('trajectory', intake, event('empty', 'plan-established', '2024-02-01', { goals: [] }))
      .when(event('plan', 'plan-established', '2024-02-01', { goals }))
      .accepted();
  });

  it('accepts a goal added after the plan', () =>
    planned.when(event('x', 'goal-updated', '2024-02-02', { goal: 'new', status: 'added' })).accepted());

  it('refuses a goal that stands, from a plan or an update', () => {
    planned
      .when(event('x', 'goal-updated', '2024-02-02', { goal: 'dr', status: 'added' }))
      .refused({ code: 'goal-exists', blocking: ['plan'], pointer: '/data/goal' });
    planned
      .when(event('x', 'plan-established', '2024-05-01', { goals: [{ goal: 'other', scale: 'DR4' }, goals[1]!] }))
      .refused({ code: 'goal-exists', blocking: ['plan'], pointer: '/data/goals/1/goal' });
  });

  it('refuses one goal twice in one plan', () =>
    given('trajectory', intake)
      .when(event('plan', 'plan-established', '2024-02-01', { goals: [goals[0]!, goals[0]!] }))
      .refused({ code: 'goal-exists', pointer: '/data/goals/1/goal' }));

  it('refuses a withdrawn goal added anew: a goal is added once', () =>
    given('trajectory', intake, plan, withdrawal('gone', 'dr', '2024-03-01'))
      .when(event('x', 'goal-updated', '2024-04-01', { goal: 'dr', status: 'added' }))
      .refused({ code: 'goal-exists', blocking: ['plan'] }));
});

describe('scoring a goal', () => {
  it.each([
    ['dr', 1],
    ['dr', 4],
    ['g5', -2],
    ['g5', 2],
    ['g6', -3],
    ['g6', 2],
    ['g6', 0],
  ])('accepts %s scored %d', (goal, value) => planned.when(score(goal, value)).accepted());

  it.each([
    ['dr', 0],
    ['dr', 5],
    ['dr', 2.5],
    ['g5', -3],
    ['g5', 3],
    ['g6', -4],
    ['g6', 3],
  ])('refuses %s scored %d', (goal, value) =>
    planned
      .when(score(goal, value))
      .refused({ code: 'score-out-of-range', blocking: ['plan'], pointer: '/data/score' }),
  );

  it('accepts its own scale and refuses another', () => {
    planned.when(score('dr', 2, '2024-03-01', { scale: 'DR4' })).accepted();
    planned
      .when(score('dr', 2, '2024-03-01', { scale: 'GAS5' }))
      .refused({ code: 'wrong-scale', blocking: ['plan'], pointer: '/data/scale' });
  });

  it('accepts a score on the day of the plan, and several scores on one day', () => {
    planned.when(score('dr', 2, '2024-02-01')).accepted();
    given('trajectory', intake, plan, { ...score('dr', 2), id: 'first' })
      .when(score('dr', 3))
      .accepted();
  });

  it('accepts a goal added and scored on one day by updates, whatever their ids', () =>
    given('trajectory', intake, event('z', 'goal-updated', '2024-02-02', { goal: 'new', status: 'added' }))
      .when({ ...score('new', 2, '2024-02-02'), id: 'a' })
      .accepted());

  it('refuses a goal that has not arrived', () =>
    planned.when(score('other', 2)).refused({ code: 'unknown-goal', pointer: '/data/goal' }));

  it('refuses a date before the goal was added', () =>
    planned
      .when(score('dr', 2, '2024-01-31'))
      .refused({ code: 'unknown-goal', blocking: ['plan'], pointer: '/data/effectiveOn' }));
});

describe('withdrawing a goal', () => {
  const gone = given('trajectory', intake, plan, withdrawal('gone', 'dr', '2024-04-01'));

  it('refuses an unknown goal, and a date before it was added', () => {
    planned.when(withdrawal('x', 'other', '2024-04-01')).refused({ code: 'unknown-goal' });
    planned.when(withdrawal('x', 'dr', '2024-01-31')).refused({ code: 'unknown-goal', blocking: ['plan'] });
  });

  it('accepts the day it was added', () => planned.when(withdrawal('x', 'dr', '2024-02-01')).accepted());

  it('happens once, whatever the date', () => {
    gone.when(withdrawal('x', 'dr', '2024-05-01')).refused({ code: 'goal-withdrawn', blocking: ['gone'] });
    gone.when(withdrawal('x', 'dr', '2024-03-01')).refused({ code: 'goal-withdrawn', blocking: ['gone'] });
  });

  it('allows scores up to its day, not after it', () => {
    gone.when(score('dr', 2, '2024-04-01')).accepted();
    gone.when(score('dr', 2, '2024-04-02')).refused({ code: 'goal-withdrawn', blocking: ['gone'] });
    gone.when(score('g5', 1, '2024-04-02')).accepted();
  });

  it('is refused before a score that stands', () =>
    given('trajectory', intake, plan, score('dr', 2, '2024-05-01'))
      .when(withdrawal('x', 'dr', '2024-04-30'))
      .refused({ code: 'goal-withdrawn', blocking: ['score'] }));
});
