/** Offences, and the spans in which absence of an offence means none (dekking justitieel register). */
import { addDays, OFFENCE_SEVERITIES, compareText } from '#libs/trajectory';
import type { FactRow } from '#libs/fact-schema';
import { named, type StandingHistory } from './history.js';

/** One row per offence. */
export function offenceRows(history: StandingHistory): FactRow<'offence'>[] {
  return named(history.all, 'offence-recorded').map(({ event, rank }) => ({
    person: history.person,
    on: event.data.effectiveOn,
    rankInPerson: rank,
    severity: event.data.offence,
    severityRank: OFFENCE_SEVERITIES.indexOf(event.data.offence) + 1,
    caseStatus: event.data.caseStatus,
  }));
}

/** The covered spans; those that overlap or adjoin are one. */
export function justiceCoverRows(history: StandingHistory): FactRow<'justiceCover'>[] {
  const spans = named(history.all, 'justice-register-matched')
    .map(({ event }) => ({ fromOn: event.data.coveredFrom, untilOn: event.data.coveredUntil }))
    .sort((a, b) => compareText(a.fromOn, b.fromOn));
  const rows: FactRow<'justiceCover'>[] = [];
  for (const span of spans) {
    const last = rows.at(-1);
    if (!last || span.fromOn > addDays(last.untilOn, 1)) rows.push({ person: history.person, ...span });
    else if (span.untilOn > last.untilOn) last.untilOn = span.untilOn;
  }
  return rows;
}
