/** Trajectories, started or not, and the pauses of their waits. */
import type { FactRow } from '#libs/fact-schema';
import { spansOfTurns } from './turns.js';
import { named, streamsOf, type StandingHistory, type StandingStream } from './history.js';

/** One row per trajectory; `record` is filled in once records are merged. */
export function trajectoryRows(history: StandingHistory): FactRow<'trajectory'>[] {
  return streamsOf(history, 'trajectory').flatMap((stream) => {
    const intake = named(stream.events, 'intake-registered')[0]?.event.data;
    if (!intake) return [];
    const start = startOf(stream);
    const end = named(stream.events, 'trajectory-ended')[0]?.event.data;
    return [
      {
        person: history.person,
        id: stream.subject,
        record: null,
        provider: intake.provider,
        careForm: start?.careForm ?? intake.careForm,
        referrer: intake.referrer,
        crisis: start?.crisis ?? null,
        intakeOn: intake.effectiveOn,
        referredOn: intake.referredOn ?? null,
        decidedOn: intake.decidedOn ?? null,
        registeredOn: laterOf(intake.referredOn, intake.decidedOn),
        startOn: start?.effectiveOn ?? null,
        endOn: end?.effectiveOn ?? null,
        endReason: end?.endReason ?? null,
        endImputed: end ? end.imputed === true : null,
        deceased: end?.deceased === true,
      },
    ];
  });
}

/** Pauses of the wait for care; a pause ends at the resumption or at the start of care. */
export function waitingPauseRows(history: StandingHistory): FactRow<'waitingPause'>[] {
  return streamsOf(history, 'trajectory').flatMap((stream) => {
    const startOn = startOf(stream)?.effectiveOn ?? null;
    const turns = named(stream.events, 'waiting-paused', 'waiting-resumed');
    return spansOfTurns(turns, 'waiting-paused').map(({ fromOn, untilOn, begin }) => ({
      person: history.person,
      trajectory: stream.subject,
      fromOn,
      untilOn: untilOn ?? startOn,
      reason: begin.data.reason,
    }));
  });
}

function startOf(stream: StandingStream) {
  return named(stream.events, 'care-started')[0]?.event.data;
}

function laterOf(a: string | undefined, b: string | undefined): string | null {
  if (a === undefined || b === undefined) return a ?? b ?? null;
  return a > b ? a : b;
}
