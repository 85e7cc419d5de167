/** A trajectory as it stands, for reading. */
import type { CareForm, EndReason, GoalMoment, GoalScale, Referrer } from '../codes/code-lists.js';
import type { Day } from '../events/event-data.js';
import { takeTurns, type TurnSpan } from '../rules/alternation.js';
import { addedGoals } from '../rules/goals.js';
import { pauseTurns } from '../rules/pauses.js';
import type { Standing } from '../rules/rule.js';
import { openingState, type OpeningState } from './opening-state.js';

/** One score of a goal. */
export interface GoalScore {
  readonly on: Day;
  readonly score: number;
  readonly moment: GoalMoment;
}

/** A goal (doel) and what became of it. */
export interface GoalState {
  readonly goal: string;
  readonly domain: string | null;
  readonly scale: GoalScale | null;
  readonly addedOn: Day;
  readonly withdrawnOn: Day | null;
  readonly scores: readonly GoalScore[];
}

export interface TrajectoryState extends OpeningState {
  readonly kind: 'trajectory';
  /** Days of the wait are over once care starts (`in-care`) or the trajectory ends. */
  readonly phase: 'not-opened' | 'waiting' | 'paused' | 'in-care' | 'ended';
  readonly provider: string | null;
  /** That of the start of care; before it, the intake's. */
  readonly careForm: CareForm | null;
  readonly referrer: Referrer | null;
  readonly startedOn: Day | null;
  readonly crisis: boolean | null;
  readonly endedOn: Day | null;
  readonly endReason: EndReason | null;
  /** Pauses of the wait, each from the pause to the day of the resumption. */
  readonly pauses: readonly TurnSpan[];
  readonly goals: readonly GoalState[];
}

export function trajectoryState(standing: Standing): TrajectoryState {
  const intake = standing.of('intake-registered')[0];
  const start = standing.of('care-started')[0];
  const end = standing.of('trajectory-ended')[0];
  const pauses = takeTurns(pauseTurns(standing)).spans;
  const waiting = pauses.some((pause) => pause.until === null) ? 'paused' : 'waiting';
  return {
    kind: 'trajectory',
    ...openingState(intake),
    phase: end ? 'ended' : start ? 'in-care' : intake ? waiting : 'not-opened',
    provider: intake?.data.provider ?? null,
    careForm: start?.data.careForm ?? intake?.data.careForm ?? null,
    referrer: intake?.data.referrer ?? null,
    startedOn: start?.data.effectiveOn ?? null,
    crisis: start?.data.crisis ?? null,
    endedOn: end?.data.effectiveOn ?? null,
    endReason: end?.data.endReason ?? null,
    pauses,
    goals: goalStates(standing),
  };
}

function goalStates(standing: Standing): GoalState[] {
  return addedGoals(standing).map(({ goal, domain, scale, by }) => {
    const updates = standing.of('goal-updated').filter(({ data }) => data.goal === goal);
    return {
      goal,
      domain: domain ?? null,
      scale: scale ?? null,
      addedOn: by.data.effectiveOn,
      withdrawnOn: updates.find(({ data }) => data.status === 'withdrawn')?.data.effectiveOn ?? null,
      scores: updates.flatMap(({ data: { status, score, moment, effectiveOn } }) =>
        status === 'scored' && score !== undefined ? [{ on: effectiveOn, score, moment: moment ?? 'interim' }] : [],
      ),
    };
  });
}
