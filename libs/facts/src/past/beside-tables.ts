/** The tables that tell earlier states of what stands beside care: offences, plans, goals, assessments, costs and the like. */
import { FACT_TABLES, optional, required, type FactTable } from '#libs/fact-schema';

/** Facts of which each row is made of one event. */
export const SINGLE_TABLES = [
  'offence',
  'plan',
  'assessment',
  'questionnaire',
  'analysis',
  'perspectivePlan',
  'cost',
] as const;

export type SingleTableName = (typeof SINGLE_TABLES)[number];

/** Facts of which earlier rows are told by these tables. */
export type BesideTableName = SingleTableName | 'goal';

const SINCE = {
  since: required('BIGINT', 'Order of the event from which on it stood'),
  until: optional('BIGINT', 'Order of the event from which on it stood no longer; null = it still does'),
} as const;

/** When each event stood; all of a person are in one order, whether they stand together or not. */
const STANDING_TABLE: FactTable = {
  about: 'When events stood',
  columns: {
    person: required('VARCHAR', 'Pseudonym'),
    place: required('INTEGER', 'Place in the order of contract section 1 among all that ever stood of the person'),
    ...SINCE,
  },
};

/** Where the newest rows of the first events are not those of then: something went since, came in between, or has another record. */
const SHIFTED_TABLE: FactTable = {
  about: 'As of which orders rows of persons are not simply the oldest of the newest',
  columns: {
    person: required('VARCHAR', 'Pseudonym'),
    since: required('BIGINT', 'The first of these orders'),
    until: required('BIGINT', 'The order after the last of them'),
  },
};

export type BesidePastName = 'standing' | 'shifted' | 'past_goal' | `past_${SingleTableName}`;

/** The table with the rows of one that stand no longer. */
export const goneNameOf = (table: SingleTableName): `past_${SingleTableName}` => `past_${table}`;

/**
 * Of facts that are made of one event each, the rows of what stands no longer, with its place in `standing` as `rankInPerson` and without a
 * record: what still stands is in the tables themselves. Of goals every state, without a record. Records are those of the trajectories then.
 */
export const BESIDE_PAST_TABLES = {
  standing: STANDING_TABLE,
  shifted: SHIFTED_TABLE,
  past_goal: { about: 'Every state of goals', columns: { ...FACT_TABLES.goal.columns, ...SINCE } },
  ...Object.fromEntries(
    SINGLE_TABLES.map((name): [string, FactTable] => [
      goneNameOf(name),
      { about: `Rows of ${name} that stand no longer`, columns: FACT_TABLES[name].columns },
    ]),
  ),
} as unknown as Readonly<Record<BesidePastName, FactTable>>;

/** Whether earlier rows of a table are told by these. */
export function isBeside(table: string): table is BesideTableName {
  return table === 'goal' || (SINGLE_TABLES as readonly string[]).includes(table);
}
