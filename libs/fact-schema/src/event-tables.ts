/**
 * Event-level facts: one table per event type, one row per standing event of it, with its data as typed columns. Indicators can count, look up and
 * wait for any of them; the other tables are what the same events mean together.
 */
import { EVENT_TYPES, type EventDataByName, type EventName, type StreamKind } from '#libs/trajectory';
import { optional, required, type Column, type FactTable } from './column.js';

/** Every event type but corrections and retractions: those are applied, and stand for nothing themselves. */
export type StandingEventName = Exclude<EventName, 'event-corrected' | 'event-retracted'>;

type Columns = Readonly<Record<string, Column>>;
/** A column for each member of `data`; the client is the person, and the date is `on`. */
type DataColumns<N extends StandingEventName> = Columns &
  Readonly<Record<Exclude<keyof EventDataByName[N], 'effectiveOn' | 'client'> & string, Column>>;

const text = (about: string) => required('VARCHAR', about);
const textIfKnown = (about: string) => optional('VARCHAR', about);
const day = (about: string) => required('DATE', about);
const dayIfKnown = (about: string) => optional('DATE', about);
const list = (about: string) => ({ ...required('VARCHAR', `${about}; a JSON list`), holds: 'list' }) as const;
const entries = (column: Column): Column => ({ ...column, about: `${column.about}; a JSON object`, holds: 'entries' });

const OPENING = {
  municipality: text('GM + 4 digits, as said then'),
  born: text('Birth date as said: YYYY-MM-DD, YYYY-MM or YYYY'),
  sex: text('V, M or O (geslacht), as said then'),
};
const PAUSE = { reason: text('client-request, matching, other') };
const STEP = {
  fromCareForm: text('Care form left (hulpvorm)'),
  toCareForm: text('Care form referred to'),
  toProvider: textIfKnown('Provider referred to'),
  toTrajectory: textIfKnown('Trajectory referred to'),
};
const AUTHORISATION = { authorisation: text('71 closed, 72 out of home') };
const TRANSFER = { toInstitution: text('GI id') };

/** The data of every event type as columns, by name of the event. */
const DATA_COLUMNS: { readonly [N in StandingEventName]: DataColumns<N> } = {
  'intake-registered': {
    provider: text('Provider id (aanbieder)'),
    careForm: text('Care form of the intake (hulpvorm)'),
    referrer: text('verwijzer'),
    ...OPENING,
    referredOn: dayIfKnown('Referral'),
    decidedOn: dayIfKnown('Decision (beschikking)'),
    previousTrajectory: textIfKnown('Trajectory before this one, as said'),
  },
  'care-started': { careForm: text('hulpvorm'), crisis: required('BOOLEAN', 'Crisis start') },
  'waiting-paused': PAUSE,
  'waiting-resumed': PAUSE,
  'step-assessed': {
    moment: text('start, interim, end'),
    instrument: text('Instrument id'),
    version: text('Instrument version'),
    scores: entries(text('Scores by scale code; item scores by their place, from 1, without those not answered')),
  },
  'plan-established': {
    form: text('written or oral'),
    familyGroupPlan: optional('BOOLEAN', 'Family group plan (familiegroepsplan), where said'),
    goals: list('Goal ids'),
    goalScales: list('Scales of its goals, each once'),
    goalDomains: list('Domains of its goals, each once'),
  },
  'goal-updated': {
    goal: text('Goal id within the trajectory'),
    status: text('added, scored, withdrawn'),
    scale: textIfKnown('DR4, GAS5 or GAS6; of an addition'),
    score: optional('INTEGER', 'Score; of a scoring'),
    moment: textIfKnown('interim or end, where said'),
  },
  'explanatory-analysis-completed': { by: text('provider or local-team'), model: textIfKnown('Model code') },
  'perspective-plan-made': { domains: list('housing, education-work, income, wellbeing, support') },
  'referral-stepped-up': STEP,
  'referral-stepped-down': STEP,
  'exit-questionnaire-completed': {
    informant: text('youth or parent'),
    instrument: textIfKnown('Instrument id'),
    version: textIfKnown('Instrument version'),
    usefulness: optional('DOUBLE', '1-10 (outcome 2)'),
    withoutHelp: textIfKnown('01-04 (outcome 3.1)'),
    items: entries(textIfKnown('Answers by item code')),
  },
  'cost-declared': {
    amountCents: required('BIGINT', 'Eurocents'),
    periodFrom: day('First day declared for'),
    periodTo: day('Last day declared for'),
    productCategory: textIfKnown('iJw product category'),
    productCode: textIfKnown('iJw product code'),
  },
  'trajectory-ended': {
    endReason: text('01-05 or unknown'),
    imputed: optional('BOOLEAN', 'Filled in, not reported; where said'),
    deceased: optional('BOOLEAN', 'Ended by death; where said'),
  },
  're-entry-registered': { previousTrajectory: text('Trajectory before this one') },
  'protection-measure-imposed': { measureType: text('11 12 21 22 23'), institution: text('GI id'), ...OPENING },
  'protection-measure-transferred': TRANSFER,
  'placement-authorised': AUTHORISATION,
  'placement-authorisation-ended': AUTHORISATION,
  'protection-measure-ended': { endReason: text('01-07 or 11-15') },
  'probation-started': { probationType: text('41 42 50 51 61 62 63'), institution: text('GI id'), ...OPENING },
  'probation-transferred': TRANSFER,
  'probation-ended': {
    riskChange: textIfKnown('41 lower, 42 equal, 43 higher'),
    careAfter: textIfKnown('51 none, 52 still care'),
    recognisedIntervention: textIfKnown('01 yes, 02 no'),
  },
  'offence-recorded': {
    offence: text('general, serious, very-serious'),
    caseStatus: text('valid, pending, dismissed'),
  },
  'justice-register-matched': { coveredFrom: day('First day covered'), coveredUntil: day('Last day covered') },
  'client-moved': { municipality: text('GM + 4 digits') },
  'client-deceased': {},
  'client-left-observation': { reason: text('emigrated, moved-out-of-region, other') },
  'client-returned-to-observation': {},
  'clients-linked': { otherClient: text('The other pseudonym') },
};

/** The stream an event stands on. */
const STREAM_COLUMNS: Readonly<Record<StreamKind, Columns>> = {
  trajectory: {
    trajectory: text('Id of the trajectory it stands on'),
    record: textIfKnown('Id of the merged record the trajectory belongs to; null before care started'),
  },
  measure: { measure: text('Id of the measure it stands on') },
  probation: { probation: text('Id of the probation it stands on') },
  client: {},
};

function tableOf(name: StandingEventName): FactTable {
  return {
    about: `Standing events of type ${name}, corrections applied`,
    columns: {
      person: text('Pseudonym of the person: of linked pseudonyms the smallest by code point'),
      ...STREAM_COLUMNS[streamKindOf(name)],
      on: day('effectiveOn of the event'),
      rank: required(
        'INTEGER',
        'Place among the events of this type of its person, in the order of the ledger, from 0',
      ),
      recordedOn: day('Day on which the ledger recorded the event as first sent, Amsterdam time'),
      source: text('Sending system'),
      id: text('Id within the source'),
      ...DATA_COLUMNS[name],
    },
  };
}

/** Names of all event types that stand, in the order of contract section 3. */
export const EVENT_FACT_NAMES = Object.keys(DATA_COLUMNS) as readonly StandingEventName[];

/** The table of every event type, by its name. */
export const EVENT_FACT_TABLES = Object.fromEntries(EVENT_FACT_NAMES.map((name) => [name, tableOf(name)])) as Readonly<
  Record<StandingEventName, FactTable>
>;

/** The kind of stream that events of a type stand on. */
export function streamKindOf(name: StandingEventName): StreamKind {
  return EVENT_TYPES[name].kind as StreamKind;
}

/** Names of the columns that hold the data, by event type. */
export const EVENT_DATA_COLUMNS = Object.fromEntries(
  EVENT_FACT_NAMES.map((name) => [name, Object.keys(DATA_COLUMNS[name])]),
) as unknown as Readonly<Record<StandingEventName, readonly string[]>>;

/** A row of an event table. */
export type EventFactRow = Readonly<Record<string, string | number | boolean | null>>;

/** The event-level rows of one person, by event type. */
export type EventFacts = { readonly [N in StandingEventName]: readonly EventFactRow[] };
