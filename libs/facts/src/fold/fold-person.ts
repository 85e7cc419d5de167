/** One person's history to the rows of every fact table: indicators.md section 1, to the letter. */
import { ALL_FACT_TABLE_NAMES, type FactRow, type FactTableName, type PersonFacts } from '#libs/fact-schema';
import type { EventName } from '#libs/trajectory';
import { assessmentRows } from './assessments.js';
import { careEpisodeRows } from './episodes.js';
import { eventRows } from './event-rows.js';
import { analysisRows, costRows, perspectivePlanRows, planRows, questionnaireRows } from './events-of-records.js';
import { goalRows } from './goals.js';
import { standingHistory, type PersonHistory, type StandingHistory } from './history.js';
import { NO_INSTRUMENTS, type InstrumentRegistry } from './instruments.js';
import { justiceCoverRows, offenceRows } from './justice.js';
import { institutionRows, measureRows, placementRows, probationRows } from './measures.js';
import { observationGapRows } from './observation.js';
import { personRows, residenceRows } from './person.js';
import { recordContext, type RecordContext } from './record-context.js';
import { mergeParts, recordOfTrajectory, recordRows } from './records.js';
import { trajectoryRows, waitingPauseRows } from './trajectories.js';

/** Who somebody is, and the spans of care, protection and probation: what nearly every figure reads. */
export const CARE_TABLES = [
  'person',
  'residence',
  'observationGap',
  'justiceCover',
  'trajectory',
  'waitingPause',
  'record',
  'careEpisode',
  'measure',
  'probation',
  'institution',
  'placement',
] as const satisfies readonly FactTableName[];

/** Events that none of those tables says anything of: more than half of them. */
export const BESIDE_CARE = [
  'plan-established',
  'goal-updated',
  'step-assessed',
  'exit-questionnaire-completed',
  'explanatory-analysis-completed',
  'perspective-plan-made',
  'cost-declared',
  'offence-recorded',
  're-entry-registered',
] as const satisfies readonly EventName[];

export type CareTableName = (typeof CARE_TABLES)[number];

/** The rows of one person in the tables of care. */
export type CareFacts = Pick<PersonFacts, CareTableName>;

/** Folds what the tables of care say; the events beside it can be in the history or not. */
export function foldCare(history: PersonHistory): CareFacts {
  return care(standingHistory(history)).facts;
}

/** Folds what the fact tables say, without the events one by one. */
export function foldFacts(history: PersonHistory, instruments: InstrumentRegistry = NO_INSTRUMENTS): OfFacts {
  return ofFacts(standingHistory(history), instruments).facts;
}

/**
 * Folds everything recorded about one person. Pure: the same set of events gives the same rows in the same order,
 * whatever order they arrived in (which of several corrections of one event holds is told by their positions).
 */
export function foldPerson(history: PersonHistory, instruments: InstrumentRegistry = NO_INSTRUMENTS): PersonFacts {
  const { facts, context } = ofFacts(standingHistory(history), instruments);
  return Object.assign({ ...NO_FACTS }, facts, eventRows(context));
}

/** No rows of any table. Its copy is filled in for each person: to put so many tables together one by one took longer than all folding. */
const NO_FACTS = Object.fromEntries(
  ALL_FACT_TABLE_NAMES.map((name) => [name, Object.freeze([])]),
) as unknown as PersonFacts;

/** The rows of one person in the fact tables. */
type OfFacts = { readonly [N in FactTableName]: readonly FactRow<N>[] };

function ofFacts(
  standing: StandingHistory,
  instruments: InstrumentRegistry,
): { facts: OfFacts; context: RecordContext } {
  const { facts, context } = care(standing);
  const beside = {
    offence: offenceRows(standing),
    plan: planRows(context),
    goal: goalRows(context),
    assessment: assessmentRows(context, instruments),
    questionnaire: questionnaireRows(context),
    analysis: analysisRows(context),
    perspectivePlan: perspectivePlanRows(context),
    cost: costRows(context),
  };
  return { facts: Object.assign(facts, beside), context };
}

function care(standing: StandingHistory): { facts: CareFacts; context: RecordContext } {
  const trajectories = trajectoryRows(standing);
  const merged = mergeParts(trajectories);
  const context = recordContext(standing, recordOfTrajectory(merged));
  const person = personRows(standing);
  const residence = residenceRows(standing);
  const observationGap = observationGapRows(standing);
  const record = recordRows(standing, merged);
  const facts = {
    person,
    residence,
    observationGap,
    justiceCover: justiceCoverRows(standing),
    trajectory: trajectories.map((one) => ({ ...one, record: context.recordOf(one.id) })),
    waitingPause: waitingPauseRows(standing),
    record,
    careEpisode: careEpisodeRows(record, { person: person[0], residence, observationGap }),
    measure: measureRows(standing),
    probation: probationRows(standing),
    institution: institutionRows(standing),
    placement: placementRows(standing),
  };
  return { facts, context };
}
