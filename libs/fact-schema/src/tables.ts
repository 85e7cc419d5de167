/**
 * The fact tables: what one person's history folds into, and what indicators are computed from.
 *
 * `facts` fills them, `indicators` reads them, exports describe them. Every row belongs to one person (a pseudonym,
 * linked pseudonyms taken together) and is rewritten whenever that person's history changes. The definitions are
 * those of indicators.md section 1.
 */

import { optional, required, type ColumnType, type FactTable } from './column.js';
import { EVENT_FACT_TABLES, type EventFacts } from './event-tables.js';

const person = required('VARCHAR', 'Pseudonym of the person: of linked pseudonyms the smallest by code point');
const trajectory = required('VARCHAR', 'Id of the trajectory the event stands on');
const record = optional('VARCHAR', 'Id of the merged record the trajectory belongs to; null before care started');
const eventOn = required('DATE', 'effectiveOn of the event');
const rankInPerson = required(
  'INTEGER',
  'Place of the event among the events of its person in the order of contract section 1',
);

/** Every fact table by name. */
export const FACT_TABLES = {
  person: {
    about: 'One row per person with an opening event',
    columns: {
      person,
      bornOn: optional('DATE', 'Birth date; a partial one as 1 July (year) or the 15th (month)'),
      sex: optional('VARCHAR', 'V, M or O (geslacht)'),
      deceasedOn: optional('DATE', 'Earliest date of death known'),
    },
  },
  residence: {
    about:
      'Where a person lived when (woonplaats): spans without gaps or overlap, the first one reaching back for ever',
    columns: {
      person,
      fromOn: optional('DATE', 'First day; null = since ever'),
      untilOn: optional('DATE', 'First day of the next span; null = still'),
      municipality: required('VARCHAR', 'GM + 4 digits'),
    },
  },
  observationGap: {
    about: 'Spans with at least one day on which the sources did not see the person',
    columns: {
      person,
      leftOn: required('DATE', 'Last day observed'),
      returnedOn: optional('DATE', 'First day observed again; null = never'),
    },
  },
  justiceCover: {
    about: 'Spans in which absence of an offence means none; overlapping and adjoining ones joined',
    columns: {
      person,
      fromOn: required('DATE', 'First day covered'),
      untilOn: required('DATE', 'Last day covered'),
    },
  },
  offence: {
    about: 'Offences known to the justice register',
    columns: {
      person,
      on: eventOn,
      rankInPerson,
      severity: required('VARCHAR', 'general, serious, very-serious'),
      severityRank: required('INTEGER', '1 general, 2 serious, 3 very-serious'),
      caseStatus: required('VARCHAR', 'valid, pending, dismissed'),
    },
  },
  trajectory: {
    about: 'Every trajectory opened, started or not, unmerged',
    columns: {
      person,
      id: required('VARCHAR', 'Trajectory id'),
      record,
      provider: required('VARCHAR', 'Provider id (aanbieder)'),
      careForm: required('VARCHAR', 'Care form of the start, else of the intake (hulpvorm)'),
      referrer: required('VARCHAR', 'verwijzer'),
      crisis: optional('BOOLEAN', 'Started as crisis; null before the start'),
      intakeOn: required('DATE', 'Intake'),
      referredOn: optional('DATE', 'Referral'),
      decidedOn: optional('DATE', 'Decision (beschikking)'),
      registeredOn: optional('DATE', 'The later of referral and decision, or the one known'),
      startOn: optional('DATE', 'First day of care'),
      endOn: optional('DATE', 'Last day of care, or the day it ended before care'),
      endReason: optional('VARCHAR', '01-05 or unknown'),
      endImputed: optional('BOOLEAN', 'The end was filled in, not reported; null before the end'),
      deceased: required('BOOLEAN', 'Ended by death'),
    },
  },
  waitingPause: {
    about: 'Pauses of a wait: each day from fromOn up to, not including, untilOn is paused',
    columns: {
      person,
      trajectory,
      fromOn: required('DATE', 'Day of the pause'),
      untilOn: optional('DATE', 'Day of the resumption or of the start of care; null = still paused'),
      reason: required('VARCHAR', 'client-request, matching, other'),
    },
  },
  record: {
    about: 'Merged records (CBS traject): same person, provider and care form, sharing at least one day',
    columns: {
      person,
      id: required('VARCHAR', 'Smallest trajectory id of the parts'),
      provider: required('VARCHAR', 'aanbieder'),
      careForm: required('VARCHAR', 'hulpvorm'),
      band: required('INTEGER', 'Intensity band of the care form, light to heavy (domain notes 7)'),
      rank: required('INTEGER', 'Intensity rank of the care form'),
      referrer: required('VARCHAR', 'verwijzer of the first part'),
      crisis: required('BOOLEAN', 'Crisis start of the first part'),
      startOn: required('DATE', 'Earliest start'),
      endOn: optional('DATE', 'End of the last part; null while one is open'),
      endReason: optional('VARCHAR', 'Of the part that ends last'),
      declaredDirection: optional('VARCHAR', 'lighter or heavier: the last declared referral in [end - 90, end]'),
    },
  },
  careEpisode: {
    about:
      "Episodes of care: maximal chains of a person's records without a free day, with what figures about their end need of the person",
    columns: {
      person,
      id: required('VARCHAR', 'Id of the record that ends last; of several the heaviest, then the smallest id'),
      provider: required('VARCHAR', 'aanbieder, of that record'),
      careForm: required('VARCHAR', 'hulpvorm, of that record'),
      band: required('INTEGER', 'Intensity band, of that record'),
      rank: required('INTEGER', 'Intensity rank, of that record'),
      referrer: required('VARCHAR', 'verwijzer, of that record'),
      crisis: required('BOOLEAN', 'Crisis start, of that record'),
      startOn: required('DATE', 'Earliest start'),
      endOn: optional('DATE', 'Latest end; null while one is open'),
      endReason: optional('VARCHAR', 'Of that record'),
      declaredDirection: optional('VARCHAR', 'lighter or heavier, of that record'),
      nextOn: optional('DATE', 'Start of the next episode'),
      endMunicipality: optional('VARCHAR', 'Where the person lived on the day it ended'),
      endLeftOn: optional(
        'DATE',
        'The first leaving of observation from which the person had not returned when it ended',
      ),
      bornOn: optional('DATE', 'Birth date of the person'),
      sex: optional('VARCHAR', 'V, M or O, of the person'),
      deceasedOn: optional('DATE', 'Death of the person'),
    },
  },
  measure: {
    about: 'Child protection measures (kinderbeschermingsmaatregelen)',
    columns: {
      person,
      id: required('VARCHAR', 'Measure id'),
      measureType: required('VARCHAR', '11 12 21 22 23'),
      startOn: required('DATE', 'First day in force'),
      endOn: optional('DATE', 'Last day in force'),
      endReason: optional('VARCHAR', '01-07 or 11-15'),
    },
  },
  probation: {
    about: 'Youth probation (jeugdreclassering)',
    columns: {
      person,
      id: required('VARCHAR', 'Probation id'),
      probationType: required('VARCHAR', '41 42 50 51 61 62 63'),
      startOn: required('DATE', 'First day'),
      endOn: optional('DATE', 'Last day'),
      riskChange: optional('VARCHAR', '41 lower, 42 equal, 43 higher'),
      careAfter: optional('VARCHAR', '51 none, 52 still care'),
      recognisedIntervention: optional('VARCHAR', '01 yes, 02 no'),
    },
  },
  institution: {
    about: 'Which certified body (GI) carried out a measure or probation when: spans without gaps or overlap',
    columns: {
      person,
      kind: required('VARCHAR', 'measure or probation'),
      id: required('VARCHAR', 'Measure or probation id'),
      fromOn: required('DATE', 'First day'),
      untilOn: optional('DATE', 'First day of the next span; null = still'),
      institution: required('VARCHAR', 'GI id'),
    },
  },
  placement: {
    about: 'Placement authorisations (machtiging uithuisplaatsing)',
    columns: {
      person,
      measure: required('VARCHAR', 'Measure id'),
      authorisation: required('VARCHAR', '71 closed, 72 out of home'),
      fromOn: required('DATE', 'First day'),
      untilOn: optional('DATE', 'Day it ended, by itself or with its measure'),
    },
  },
  plan: {
    about: 'Care plans (hulpverleningsplan)',
    columns: {
      person,
      trajectory,
      record,
      on: eventOn,
      rankInPerson,
      form: required('VARCHAR', 'written or oral'),
      familyGroupPlan: optional('BOOLEAN', 'Family group plan (familiegroepsplan)'),
      goals: required('INTEGER', 'Number of goals in it'),
    },
  },
  goal: {
    about: 'Goals (doelen) with their last scores',
    columns: {
      person,
      trajectory,
      record,
      goal: required('VARCHAR', 'Goal id within the trajectory'),
      domain: optional('VARCHAR', 'Domain the plan gives it'),
      scale: required('VARCHAR', 'DR4, GAS5 or GAS6'),
      addedOn: required('DATE', 'First day it stood in a plan or was added'),
      withdrawnOn: optional('DATE', 'Day it was withdrawn'),
      lastScore: optional('INTEGER', 'Last score of any moment'),
      lastScoreOn: optional('DATE', 'Its date'),
      lastEndScore: optional('INTEGER', 'Last score with moment end'),
      lastEndScoreOn: optional('DATE', 'Its date'),
    },
  },
  assessment: {
    about: 'Severity assessments (STEP), one row per scale; one row without a scale where none can be told',
    columns: {
      person,
      trajectory,
      record,
      on: eventOn,
      rankInPerson,
      moment: required('VARCHAR', 'start, interim, end'),
      instrument: required('VARCHAR', 'Instrument id'),
      version: required('VARCHAR', 'Instrument version'),
      scale: optional('VARCHAR', 'Scale code; null = item scores of an instrument whose scales are not configured'),
      score: optional('DOUBLE', 'Scale score: given, or mean of its items when at least 80 % are answered'),
    },
  },
  questionnaire: {
    about: 'Exit questionnaires (exitvragenlijst)',
    columns: {
      person,
      trajectory,
      record,
      on: eventOn,
      rankInPerson,
      informant: required('VARCHAR', 'youth or parent'),
      usefulness: optional('DOUBLE', '1-10 (outcome 2)'),
      withoutHelp: optional('VARCHAR', '01-04 (outcome 3.1)'),
    },
  },
  analysis: {
    about: 'Explanatory analyses (verklarende analyse)',
    columns: {
      person,
      trajectory,
      on: eventOn,
      rankInPerson,
      by: required('VARCHAR', 'provider or local-team'),
      model: optional('VARCHAR', 'Model code'),
    },
  },
  perspectivePlan: {
    about: 'Perspective plans (perspectiefplan)',
    columns: {
      person,
      trajectory,
      on: eventOn,
      rankInPerson,
      domains: required('INTEGER', 'Number of the five life domains covered'),
    },
  },
  cost: {
    about: 'Declared costs',
    columns: {
      person,
      trajectory,
      record,
      on: eventOn,
      rankInPerson,
      amountCents: required('BIGINT', 'Eurocents'),
      periodFrom: required('DATE', 'First day declared for'),
      periodTo: required('DATE', 'Last day declared for'),
      productCategory: optional('VARCHAR', 'iJw product category'),
      productCode: optional('VARCHAR', 'iJw product code'),
    },
  },
} as const satisfies Record<string, FactTable>;

export type FactTableName = keyof typeof FACT_TABLES;

type ValueOf<T extends ColumnType> = T extends 'BOOLEAN'
  ? boolean
  : T extends 'INTEGER' | 'DOUBLE' | 'BIGINT'
    ? number
    : string;

/** A row of a table: dates as `YYYY-MM-DD`, null where not known. */
export type FactRow<N extends FactTableName> = {
  -readonly [C in keyof (typeof FACT_TABLES)[N]['columns']]: (typeof FACT_TABLES)[N]['columns'][C] extends {
    type: infer T extends ColumnType;
    nullable: infer Null;
  }
    ? Null extends true
      ? ValueOf<T> | null
      : ValueOf<T>
    : never;
};

/** Names of all fact tables, in the order in which they are written. */
export const FACT_TABLE_NAMES = Object.keys(FACT_TABLES) as readonly FactTableName[];

/** Which region a municipality belonged to when: configuration, beside the facts in every schema as table `region`. */
export const REGION_TABLE = {
  about: 'Municipality to region (jeugdregio), with validity; configured, empty when not',
  columns: {
    municipality: required('VARCHAR', 'GM + 4 digits'),
    fromOn: optional('DATE', 'First day; null = since ever'),
    untilOn: optional('DATE', 'First day no longer; null = still'),
    region: required('VARCHAR', 'Region code'),
  },
} as const satisfies FactTable;

/** How many inhabitants a municipality had on a day: configuration, beside the facts in every schema as table `population`. */
export const POPULATION_TABLE = {
  about: 'Inhabitants by municipality, age band and sex as far as they are told apart; configured, empty when not',
  columns: {
    municipality: required('VARCHAR', 'GM + 4 digits'),
    on: required('DATE', 'Day on which they were counted'),
    ageBand: optional('VARCHAR', 'Age band (0-3 4-11 12-15 16-17 18-22 23+); null in all rows = all ages'),
    sex: optional('VARCHAR', 'V or M; null in all rows = both'),
    count: required('BIGINT', 'Inhabitants'),
  },
} as const satisfies FactTable;

/** A row of the population table. */
export interface PopulationRow {
  readonly municipality: string;
  readonly on: string;
  readonly ageBand: string | null;
  readonly sex: string | null;
  readonly count: number;
}

/** A row of the region table. */
export interface RegionRow {
  readonly municipality: string;
  readonly fromOn: string | null;
  readonly untilOn: string | null;
  readonly region: string;
}

/** The fact tables and those of the event types, by name, in the order in which they are written. */
export const ALL_FACT_TABLES: Readonly<Record<AnyFactTableName, FactTable>> = { ...FACT_TABLES, ...EVENT_FACT_TABLES };

export type AnyFactTableName = FactTableName | keyof EventFacts;

/** Names of all those. */
export const ALL_FACT_TABLE_NAMES = Object.keys(ALL_FACT_TABLES) as readonly AnyFactTableName[];

/** All rows one person's history folds into. */
export type PersonFacts = { readonly [N in FactTableName]: readonly FactRow<N>[] } & EventFacts;
