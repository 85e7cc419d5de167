/** Who the person is and where they lived: from the opening events of any stream and what the client stream adds. */
import { assumedBirth } from '#libs/trajectory';
import type { FactRow } from '#libs/fact-schema';
import { named, type StandingHistory } from './history.js';
import { spansOf } from './steps.js';

const OPENINGS = ['intake-registered', 'protection-measure-imposed', 'probation-started'] as const;

/** Measure ends by death: 06 of an (V)OTS, 15 of guardianship. */
const MEASURE_ENDED_BY_DEATH: ReadonlySet<string> = new Set(['06', '15']);

/** The person's row: birth and sex of the opening event with the latest date; none without an opening event. */
export function personRows(history: StandingHistory): FactRow<'person'>[] {
  const latest = named(history.all, ...OPENINGS).at(-1);
  if (!latest) return [];
  const { born, sex } = latest.event.data;
  return [{ person: history.person, bornOn: assumedBirth(born), sex, deceasedOn: deceasedOn(history) }];
}

/** The earliest day on which anything says that the person died, or null. */
export function deceasedOn(history: StandingHistory): string | null {
  const death = history.all.find(
    ({ event }) =>
      event.name === 'client-deceased' ||
      (event.name === 'trajectory-ended' && event.data.deceased === true) ||
      (event.name === 'protection-measure-ended' && MEASURE_ENDED_BY_DEATH.has(event.data.endReason)),
  );
  return death?.event.data.effectiveOn ?? null;
}

/**
 * Where the person lived: of what is said on one day the move holds, else the last in order; before anything was
 * said, the first that was.
 */
export function residenceRows(history: StandingHistory): FactRow<'residence'>[] {
  const said = named(history.all, ...OPENINGS, 'client-moved');
  const spans = spansOf(said.map(({ event }) => ({ on: event.data.effectiveOn, value: event.data.municipality })));
  return spans.map(({ fromOn, untilOn, value }, i) => ({
    person: history.person,
    fromOn: i === 0 ? null : fromOn,
    untilOn,
    municipality: value,
  }));
}
