import type { GoalScale } from '../codes/code-lists.js';
import type { Day, EventDataByName } from '../events/event-data.js';
import { SCORE_RANGES } from '../rules/goals.js';

/** What became of one goal. */
interface Goal {
  readonly id: string;
  added: Day | null;
  scale: GoalScale | undefined;
  withdrawn: Day | null;
  /** Last date of a score. */
  scored: Day;
}

/** The goals of a trajectory, as far as they decide what may follow. */
export class GoalsOutline {
  private readonly goals: Goal[] = [];

  get size(): number {
    return 5 * this.goals.length;
  }

  admitsPlan({ goals }: EventDataByName['plan-established']): boolean {
    return goals.every(({ goal }, i) => !this.isAdded(goal) && goals.findIndex((other) => other.goal === goal) === i);
  }

  admitsUpdate({ goal: id, status, scale, score, effectiveOn }: EventDataByName['goal-updated']): boolean {
    if (status === 'added') return !this.isAdded(id);
    const goal = this.find(id);
    if (!goal || goal.added === null || effectiveOn < goal.added) return false;
    if (scale !== undefined && scale !== goal.scale) return false;
    if (status === 'withdrawn') return goal.withdrawn === null && effectiveOn >= goal.scored;
    return isOnScale(goal.scale, score) && (goal.withdrawn === null || effectiveOn <= goal.withdrawn);
  }

  followPlan({ goals, effectiveOn }: EventDataByName['plan-established']): void {
    for (const { goal, scale } of goals) this.add(goal, scale, effectiveOn);
  }

  followUpdate({ goal, status, scale, effectiveOn }: EventDataByName['goal-updated']): void {
    if (status === 'added') this.add(goal, scale, effectiveOn);
    else if (status === 'withdrawn') this.obtain(goal).withdrawn = effectiveOn;
    else if (effectiveOn > this.obtain(goal).scored) this.obtain(goal).scored = effectiveOn;
  }

  private add(id: string, scale: GoalScale | undefined, on: Day): void {
    Object.assign(this.obtain(id), { added: on, scale });
  }

  private isAdded(id: string): boolean {
    const added = this.find(id)?.added ?? null;
    return added !== null;
  }

  private find(id: string): Goal | undefined {
    return this.goals.find((goal) => goal.id === id);
  }

  /** A score may be told before what added its goal, where both are of one day. */
  private obtain(id: string): Goal {
    const known = this.find(id);
    if (known) return known;
    const goal: Goal = { id, added: null, scale: undefined, withdrawn: null, scored: '' };
    this.goals.push(goal);
    return goal;
  }
}

function isOnScale(scale: GoalScale | undefined, score: number | undefined): boolean {
  if (scale === undefined) return true;
  const [lowest, highest] = SCORE_RANGES[scale];
  return score !== undefined && Number.isInteger(score) && score >= lowest && score <= highest;
}
