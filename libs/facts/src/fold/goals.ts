/** Goals (doelen) with their last scores. */
import { compareText, type GoalScale } from '#libs/trajectory';
import type { FactRow } from '#libs/fact-schema';
import { named, streamsOf, type StandingStream } from './history.js';
import type { RecordContext } from './record-context.js';

type GoalRow = FactRow<'goal'>;

/** One row per goal of each trajectory. */
export function goalRows(context: RecordContext): GoalRow[] {
  return streamsOf(context.history, 'trajectory').flatMap((stream) => {
    const goals = addedGoals(context, stream);
    // Additions come first as a whole: on one day a score can stand before the addition of its goal.
    for (const { event } of named(stream.events, 'goal-updated')) {
      const { status, score, moment, effectiveOn } = event.data;
      const goal = goals.get(event.data.goal);
      if (!goal) continue;
      if (status === 'withdrawn') goal.withdrawnOn = effectiveOn;
      if (status !== 'scored' || score === undefined) continue;
      [goal.lastScore, goal.lastScoreOn] = [score, effectiveOn];
      if (moment === 'end') [goal.lastEndScore, goal.lastEndScoreOn] = [score, effectiveOn];
    }
    return [...goals.values()].sort((a, b) => compareText(a.goal, b.goal));
  });
}

function addedGoals(context: RecordContext, stream: StandingStream): Map<string, GoalRow> {
  const goals = new Map<string, GoalRow>();
  const add = (goal: string, domain: string | undefined, scale: GoalScale, addedOn: string) => {
    goals.set(goal, {
      person: context.history.person,
      trajectory: stream.subject,
      record: context.recordOf(stream.subject),
      goal,
      domain: domain ?? null,
      scale,
      addedOn,
      withdrawnOn: null,
      lastScore: null,
      lastScoreOn: null,
      lastEndScore: null,
      lastEndScoreOn: null,
    });
  };
  for (const { event } of named(stream.events, 'plan-established', 'goal-updated')) {
    if (event.name === 'plan-established') {
      for (const { goal, domain, scale } of event.data.goals) add(goal, domain, scale, event.data.effectiveOn);
    } else if (event.data.status === 'added' && event.data.scale) {
      add(event.data.goal, undefined, event.data.scale, event.data.effectiveOn);
    }
  }
  return goals;
}
