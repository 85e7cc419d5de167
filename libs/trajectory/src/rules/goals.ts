/**
 * Rules about goals (doelen): `unknown-goal`, `goal-exists`, `wrong-scale`, `score-out-of-range`, `goal-withdrawn`.
 * Days are compared, not the order within a day: a goal can be added, scored and withdrawn on one day.
 */
import type { GoalScale } from '../codes/code-lists.js';
import type { CareEvent, CareEventOf } from '../events/care-event.js';
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
  if (standing.of('plan-established').length + standing.of('goal-updated').length === 0) return added;
  for (const by of standing.all) {
    if (by.name === 'plan-established') {
      by.data.goals.forEach((goal, i) => added.push({ ...goal, by, pointer: `/goals/${i}/goal` }));
    } else if (by.name === 'goal-updated' && by.data.status === 'added') {
      added.push({ goal: by.data.goal, scale: by.data.scale, by, pointer: '/goal' });
    }
  }
  return added;
}

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
        at: { event: added.by, pointer: added.pointer },
      };
    }
    first.set(added.goal, added);
  }
  return null;
};

/** A goal is scored and withdrawn on or after the day it was added, and only then. */
export const goalKnown: Rule = (standing) =>
  firstBroken(standing, (update, { added }) => {
    if (added === undefined) {
      return {
        code: 'unknown-goal',
        detail: 'This goal stands in no plan and was not added. Send what adds it first.',
        involved: [update],
        at: { event: update, pointer: '/goal' },
      };
    }
    if (update.data.effectiveOn >= added.by.data.effectiveOn) return null;
    return {
      code: 'unknown-goal',
      detail: 'A goal must not be scored or withdrawn on a date before it was added. Check effectiveOn of both.',
      involved: [added.by, update],
      at: { event: update, pointer: '/effectiveOn' },
    };
  });

/** A goal is scored on the scale it was added with. */
export const goalOnItsScale: Rule = (standing) =>
  firstBroken(standing, (update, { added }) => {
    const { scale } = update.data;
    if (added === undefined || scale === undefined || scale === added.scale) return null;
    return {
      code: 'wrong-scale',
      detail: 'scale differs from the scale the goal was added with. Leave scale out, or correct it.',
      involved: [added.by, update],
      at: { event: update, pointer: '/scale' },
    };
  });

/** A score is a whole number on the goal's scale. */
export const scoreInRange: Rule = (standing) =>
  firstBroken(standing, (update, { added }) => {
    if (update.data.status !== 'scored' || added?.scale === undefined) return null;
    const [lowest, highest] = SCORE_RANGES[added.scale];
    const { score } = update.data;
    if (score !== undefined && Number.isInteger(score) && score >= lowest && score <= highest) return null;
    return {
      code: 'score-out-of-range',
      detail: `score must be a whole number from ${lowest} to ${highest} on the scale ${added.scale}.`,
      involved: [added.by, update],
      at: { event: update, pointer: '/score' },
    };
  });

/** A goal is withdrawn once, and not scored on a later date. */
export const goalNotWithdrawn: Rule = (standing) =>
  firstBroken(standing, (update, { withdrawn }) => {
    if (withdrawn === undefined || withdrawn === update) return null;
    if (update.data.status === 'scored' && update.data.effectiveOn <= withdrawn.data.effectiveOn) return null;
    return {
      code: 'goal-withdrawn',
      detail: 'A goal is withdrawn once and not scored on a later date. Check effectiveOn, or leave the event out.',
      involved: [withdrawn, update],
      at: { event: update, pointer: '/goal' },
    };
  });

/** What happened to a goal: who added it and what withdrew it first. */
interface GoalHistory {
  readonly added: AddedGoal | undefined;
  readonly withdrawn: CareEventOf<'goal-updated'> | undefined;
}

/** Checks every scoring and withdrawal against the history of its goal. */
function firstBroken(
  standing: Standing,
  check: (update: CareEventOf<'goal-updated'>, history: GoalHistory) => Broken | null,
): Broken | null {
  const updates = standing.of('goal-updated');
  if (updates.length === 0) return null;
  const added = new Map<string, AddedGoal>();
  for (const goal of addedGoals(standing)) if (!added.has(goal.goal)) added.set(goal.goal, goal);
  const withdrawn = new Map<string, CareEventOf<'goal-updated'>>();
  for (const update of updates) {
    const { goal, status } = update.data;
    if (status === 'withdrawn' && !withdrawn.has(goal)) withdrawn.set(goal, update);
  }
  for (const update of updates) {
    const { goal, status } = update.data;
    if (status === 'added') continue;
    const broken = check(update, { added: added.get(goal), withdrawn: withdrawn.get(goal) });
    if (broken !== null) return broken;
  }
  return null;
}
