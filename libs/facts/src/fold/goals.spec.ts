import { describe, expect, it } from '@jest/globals';
import type { GoalUpdated } from '#libs/trajectory';
import { event, trajectory, type OnStream } from '../../testing/events.js';
import { folded } from '../../testing/folded.js';

const plan = event('plan-established', 'T1', {
  effectiveOn: '2023-01-10',
  form: 'written',
  familyGroupPlan: true,
  goals: [{ goal: 'g1', domain: 'school', scale: 'DR4' }],
});
const update = (on: string, data: Partial<GoalUpdated>, extra: { id?: string; time?: string } = {}) =>
  event('goal-updated', 'T1', { effectiveOn: on, goal: 'g1', status: 'scored', ...data }, extra);
const scores = (...events: OnStream[]) =>
  folded(
    'goal',
    [...trajectory('T1', 'p', '2023-01-01'), plan, ...events],
    ['goal', 'lastScore', 'lastScoreOn', 'lastEndScore', 'lastEndScoreOn'],
  );

describe('goals', () => {
  it('come from plans and from updates, each with the scale it was added with', () => {
    const added = update('2023-02-01', { goal: 'g0', status: 'added', scale: 'GAS6' });
    const common = { person: 'p', trajectory: 'T1', record: 'T1', withdrawnOn: null };
    const unscored = { lastScore: null, lastScoreOn: null, lastEndScore: null, lastEndScoreOn: null };
    expect(folded('goal', [...trajectory('T1', 'p', '2023-01-01'), plan, added])).toEqual([
      { ...common, goal: 'g0', domain: null, scale: 'GAS6', addedOn: '2023-02-01', ...unscored },
      { ...common, goal: 'g1', domain: 'school', scale: 'DR4', addedOn: '2023-01-10', ...unscored },
    ]);
  });

  it('keep the last score of any moment and the last with moment end; no moment is interim', () => {
    expect(
      scores(
        update('2023-03-01', { score: 2, moment: 'end' }),
        update('2023-02-01', { score: 1, moment: 'end' }),
        update('2023-04-01', { score: 4 }),
      ),
    ).toEqual([['g1', 4, '2023-04-01', 2, '2023-03-01']]);
  });

  it('settle two scores of one day by time, none coming first, then by id', () => {
    expect(
      scores(
        update('2023-03-01', { score: 1 }, { id: 'a', time: '2023-03-01T09:00:00Z' }),
        update('2023-03-01', { score: 2 }, { id: 'z' }),
      ),
    ).toEqual([['g1', 1, '2023-03-01', null, null]]);
    expect(
      scores(update('2023-03-01', { score: 3 }, { id: 'b' }), update('2023-03-01', { score: 4 }, { id: 'B' })),
    ).toEqual([['g1', 3, '2023-03-01', null, null]]);
  });

  it('count a score that stands before the addition on the same day', () => {
    expect(
      scores(
        update('2023-03-01', { goal: 'g9', status: 'added', scale: 'GAS5' }, { id: 'z' }),
        update('2023-03-01', { goal: 'g9', score: -1 }, { id: 'a' }),
      )[1],
    ).toEqual(['g9', -1, '2023-03-01', null, null]);
  });

  it('remember that they were withdrawn', () => {
    const withdrawn = update('2023-05-01', { status: 'withdrawn' });
    expect(folded('goal', [...trajectory('T1', 'p', '2023-01-01'), plan, withdrawn], ['withdrawnOn'])).toEqual([
      ['2023-05-01'],
    ]);
  });

  it('belong to no record before care started', () => {
    const [opening] = trajectory('T1', 'p', '2023-01-01');
    expect(folded('goal', [opening!, plan], ['trajectory', 'record'])).toEqual([['T1', null]]);
  });
});

describe('plans', () => {
  it('show their form and how many goals they hold', () => {
    expect(folded('plan', [...trajectory('T1', 'p', '2023-01-01'), plan])).toEqual([
      {
        person: 'p',
        trajectory: 'T1',
        record: 'T1',
        on: '2023-01-10',
        rankInPerson: 2,
        form: 'written',
        familyGroupPlan: true,
        goals: 1,
      },
    ]);
  });
});
