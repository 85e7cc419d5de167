/**
 * Rules about goals (doelen): `unknown-goal`, `goal-exists`, `wrong-scale`, `score-out-of-range`, `goal-withdrawn`.
 * Days are compared, not the order within a day: a goal can be added, scored and withdrawn on one day.
 */
import type { GoalScale } from '../codes/code-lists.js';
import type { CareEvent, CareEventOf } from '../events/care-event.js';
import { compareEvents } from '../events/order.js';
import type { Broken, Rule, Standing } from './rule.js';

/** Lowest and highest score of each scale (domain notes 3.2). */
export const SCORE_RANGES: Readonly<Record<GoalScale, readonly [lowest: number, highest: number]>> = {
  DR4: [1, 4],
  GAS5: [-2, 2],
  GAS6: [-3, 2],
};

/** A goal being added: by a plan, or later by an update. */
export interface AddedGoal {
  readonly goal: string;
  readonly domain?: string;
  readonly scale: GoalScale | undefined;
  readonly by: CareEvent;
  /** JSON pointer of the goal's id within the data of `by`. */
  readonly pointer: string;
}

/** Every adding of a goal, in date order; a plan's in the order of its list. */
export function addedGoals(standing: Standing): AddedGoal[] {
  const added: AddedGoal[] = [];
  for (const by of standing.of('plan-established')) {
    by.data.goals.forEach((goal, i) => added.push({ ...goal, by, pointer: `/goals/${i}/goal` }));
  }
  const planned = added.length;
  for (const by of standing.of('goal-updated')) {
    const { status, goal, scale } = by.data;
    if (status === 'added') added.push({ goal, scale, by, pointer: '/goal' });
  }
  const mixed = planned > 0 && added.length > planned;
  return mixed ? added.sort((a, b) => compareEvents(a.by, b.by)) : added;
}

/** A goal of one trajectory: what added it, if anything, and what withdrew it first. */
interface GoalHistory {
  readonly added: AddedGoal | undefined;
  readonly withdrawn: GoalUpdate | undefined;
}

type GoalUpdate = CareEventOf<'goal-updated'>;

/** A check of one scoring or withdrawal against the history of its goal. */
type GoalCheck = (update: GoalUpdate, goal: GoalHistory) => Broken | null;

/** A goal is added once, in a plan or later. */
export const goalAddedOnce: Rule = (standing) => {
  const first = new Map<string, AddedGoal>();
  for (const added of addedGoals(standing)) {
    const other = first.get(added.goal);
    if (other !== undefined) {
      return {
        code: 'goal-exists',
        detail: 'A goal is added once in a trajectory, in a plan or later. Choose another goal id, or leave it out.',
        involved: [other.by, added.by],
        at: [{ event: added.by, pointer: added.pointer }],
      };
    }
    first.set(added.goal, added);
  }
  return null;
};

/** A goal is scored and withdrawn on or after the day it was added, and only then. */
const goalKnown: GoalCheck = (update, { added }) => {
  if (added === undefined) {
    return {
      code: 'unknown-goal',
      detail: 'This goal stands in no plan and was not added. Send what adds it first.',
      involved: [update],
      at: [{ event: update, pointer: '/goal' }],
    };
  }
  if (update.data.effectiveOn >= added.by.data.effectiveOn) return null;
  return {
    code: 'unknown-goal',
    detail: 'A goal must not be scored or withdrawn on a date before it was added. Check effectiveOn of both.',
    involved: [added.by, update],
    at: [{ event: update, pointer: '/effectiveOn' }],
  };
};

/** A goal is scored on the scale it was added with. */
const goalOnItsScale: GoalCheck = (update, { added }) => {
  const { scale } = update.data;
  if (added === undefined || scale === undefined || scale === added.scale) return null;
  return {
    code: 'wrong-scale',
    detail: 'scale differs from the scale the goal was added with. Leave scale out, or correct it.',
    involved: [added.by, update],
    at: [{ event: update, pointer: '/scale' }],
  };
};

/** A score is a whole number on the goal's scale. */
const scoreInRange: GoalCheck = (update, { added }) => {
  if (update.data.status !== 'scored' || added?.scale === undefined) return null;
  const [lowest, highest] = SCORE_RANGES[added.scale];
  const { score } = update.data;
  if (score !== undefined && Number.isInteger(score) && score >= lowest && score <= highest) return null;
  return {
    code: 'score-out-of-range',
    detail: `score must be a whole number from ${lowest} to ${highest} on the scale ${added.scale}.`,
    involved: [added.by, update],
    at: [{ event: update, pointer: '/score' }],
  };
};

/** A goal is withdrawn once, and not scored on a later date. */
const goalNotWithdrawn: GoalCheck = (update, { withdrawn }) => {
  if (withdrawn === undefined || withdrawn === update) return null;
  if (update.data.status === 'scored' && update.data.effectiveOn <= withdrawn.data.effectiveOn) return null;
  return {
    code: 'goal-withdrawn',
    detail: 'A goal is withdrawn once and not scored on a later date. Check effectiveOn, or leave the event out.',
    involved: [withdrawn, update],
    at: [{ event: update, pointer: '/goal' }],
  };
};

const CHECKS: readonly GoalCheck[] = [goalKnown, goalOnItsScale, scoreInRange, goalNotWithdrawn];

/** Every scoring and withdrawal fits the history of its goal. */
export const goalsKept: Rule = (standing) => {
  const updates = standing.of('goal-updated').filter(({ data }) => data.status !== 'added');
  if (updates.length === 0) return null;
  const added = new Map<string, AddedGoal>();
  for (const goal of addedGoals(standing)) added.set(goal.goal, goal);
  const withdrawn = new Map<string, GoalUpdate>();
  for (const update of updates) {
    const { goal, status } = update.data;
    if (status === 'withdrawn' && !withdrawn.has(goal)) withdrawn.set(goal, update);
  }
  for (const check of CHECKS) {
    for (const update of updates) {
      const { goal } = update.data;
      const broken = check(update, { added: added.get(goal), withdrawn: withdrawn.get(goal) });
      if (broken !== null) return broken;
    }
  }
  return null;
};
