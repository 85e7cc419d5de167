/** Child protection measures and youth probation, the bodies that carried them out, and placement authorisations. */
import { PLACEMENT_AUTHORISATIONS } from '#libs/trajectory';
import type { FactRow } from '#libs/fact-schema';
import { named, streamsOf, type StandingHistory } from './history.js';
import { spansOf } from './steps.js';
import { spansOfTurns } from './turns.js';

/** One row per protection measure (kinderbeschermingsmaatregel). */
export function measureRows(history: StandingHistory): FactRow<'measure'>[] {
  return streamsOf(history, 'measure').flatMap((stream) => {
    const imposed = named(stream.events, 'protection-measure-imposed')[0]?.event.data;
    if (!imposed) return [];
    const end = named(stream.events, 'protection-measure-ended')[0]?.event.data;
    return [
      {
        person: history.person,
        id: stream.subject,
        measureType: imposed.measureType,
        startOn: imposed.effectiveOn,
        endOn: end?.effectiveOn ?? null,
        endReason: end?.endReason ?? null,
      },
    ];
  });
}

/** One row per probation (jeugdreclassering). */
export function probationRows(history: StandingHistory): FactRow<'probation'>[] {
  return streamsOf(history, 'probation').flatMap((stream) => {
    const start = named(stream.events, 'probation-started')[0]?.event.data;
    if (!start) return [];
    const end = named(stream.events, 'probation-ended')[0]?.event.data;
    return [
      {
        person: history.person,
        id: stream.subject,
        probationType: start.probationType,
        startOn: start.effectiveOn,
        endOn: end?.effectiveOn ?? null,
        riskChange: end?.riskChange ?? null,
        careAfter: end?.careAfter ?? null,
        recognisedIntervention: end?.recognisedIntervention ?? null,
      },
    ];
  });
}

/** Which certified body (GI) carried out a measure or probation; a transfer counts from its own day on. */
export function institutionRows(history: StandingHistory): FactRow<'institution'>[] {
  return history.streams.flatMap(({ kind, subject, events }) => {
    if (kind !== 'measure' && kind !== 'probation') return [];
    const opening = named(events, 'protection-measure-imposed', 'probation-started')[0]?.event.data;
    if (!opening) return [];
    const transfers = named(events, 'protection-measure-transferred', 'probation-transferred');
    const spans = spansOf([
      { on: opening.effectiveOn, value: opening.institution },
      ...transfers.map(({ event }) => ({ on: event.data.effectiveOn, value: event.data.toInstitution })),
    ]);
    return spans.map(({ fromOn, untilOn, value }) => ({
      person: history.person,
      kind,
      id: subject,
      fromOn,
      untilOn,
      institution: value,
    }));
  });
}

/** Placement authorisations (machtiging uithuisplaatsing); one that nothing ended ends with its measure. */
export function placementRows(history: StandingHistory): FactRow<'placement'>[] {
  return streamsOf(history, 'measure').flatMap((stream) => {
    const measureEnd = named(stream.events, 'protection-measure-ended')[0]?.event.data.effectiveOn ?? null;
    const changes = named(stream.events, 'placement-authorised', 'placement-authorisation-ended');
    return PLACEMENT_AUTHORISATIONS.flatMap((authorisation) => {
      const turns = changes.filter(({ event }) => event.data.authorisation === authorisation);
      return spansOfTurns(turns, 'placement-authorised').map(({ fromOn, untilOn }) => ({
        person: history.person,
        measure: stream.subject,
        authorisation,
        fromOn,
        untilOn: untilOn ?? measureEnd,
      }));
    });
  });
}
