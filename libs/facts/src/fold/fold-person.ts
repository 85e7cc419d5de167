/** One person's history to the rows of every fact table: indicators.md section 1, to the letter. */
import type { PersonFacts } from '#libs/fact-schema';
import { assessmentRows } from './assessments.js';
import { careEpisodeRows } from './episodes.js';
import { eventRows } from './event-rows.js';
import { analysisRows, costRows, perspectivePlanRows, planRows, questionnaireRows } from './events-of-records.js';
import { goalRows } from './goals.js';
import { standingHistory, type PersonHistory } from './history.js';
import { NO_INSTRUMENTS, type InstrumentRegistry } from './instruments.js';
import { justiceCoverRows, offenceRows } from './justice.js';
import { institutionRows, measureRows, placementRows, probationRows } from './measures.js';
import { observationGapRows } from './observation.js';
import { personRows, residenceRows } from './person.js';
import { recordContext } from './record-context.js';
import { mergeParts, recordOfTrajectory, recordRows } from './records.js';
import { trajectoryRows, waitingPauseRows } from './trajectories.js';

/**
 * Folds everything recorded about one person. Pure: the same set of events gives the same rows in the same order,
 * whatever order they arrived in (which of several corrections of one event holds is told by their positions).
 */
export function foldPerson(history: PersonHistory, instruments: InstrumentRegistry = NO_INSTRUMENTS): PersonFacts {
  const standing = standingHistory(history);
  const trajectories = trajectoryRows(standing);
  const merged = mergeParts(trajectories);
  const context = recordContext(standing, recordOfTrajectory(merged));
  const person = personRows(standing);
  const residence = residenceRows(standing);
  const observationGap = observationGapRows(standing);
  const record = recordRows(standing, merged);
  return {
    person,
    residence,
    observationGap,
    justiceCover: justiceCoverRows(standing),
    offence: offenceRows(standing),
    trajectory: trajectories.map((one) => ({ ...one, record: context.recordOf(one.id) })),
    waitingPause: waitingPauseRows(standing),
    record,
    careEpisode: careEpisodeRows(record, { person: person[0], residence, observationGap }),
    measure: measureRows(standing),
    probation: probationRows(standing),
    institution: institutionRows(standing),
    placement: placementRows(standing),
    plan: planRows(context),
    goal: goalRows(context),
    assessment: assessmentRows(context, instruments),
    questionnaire: questionnaireRows(context),
    analysis: analysisRows(context),
    perspectivePlan: perspectivePlanRows(context),
    cost: costRows(context),
    ...eventRows(context),
  };
}
