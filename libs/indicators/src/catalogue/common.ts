/** Pieces that several built-in definitions share. All of it is data of the definition language. */
import type { Cases, Chain, Parameter, Text } from '../language/definition.js';
import type { Condition, Lookup, Value } from '../language/expression.js';

/** Deceased on or before the index date (indicators.md section 1). */
export const DECEASED: Condition = {
  compare: [{ field: 'deceasedOn', of: 'person' }, '<=', { question: 'index' }],
};

export const DECEASED_TERM: Text = { nl: 'overleden', en: 'deceased' };

/** The harmonised end reasons that say something: 01-05, not unknown. */
export const KNOWN_REASON: Condition = { in: [{ field: 'endReason' }, ['01', '02', '03', '04', '05']] };

/** Records ended in the window. */
export const ENDED_RECORDS: Cases = { unit: 'record', index: { field: 'endOn' } };

/** Persons with a record active in the window, seen on the first day of it on which the record is. */
export const ACTIVE_PERSONS: Cases = {
  unit: 'record',
  index: { latest: [{ field: 'startOn' }, { question: 'from' }] },
  where: { not: { compare: [{ field: 'endOn' }, '<', { question: 'from' }] } },
  distinct: 'person',
};

/** Inside related units: an event of the record that is the case. */
export const OF_THIS_RECORD: Condition = { compare: [{ field: 'record' }, '=', { field: 'id', of: 'case' }] };

/** The record that an event belongs to, as lookup `record`. */
export const RECORD_OF_EVENT: Lookup = {
  unit: 'record',
  where: { compare: [{ field: 'id' }, '=', { field: 'record', of: 'case' }] },
};

/** A date so many days after another one lies past the last day observed. */
export const notYetObserved = (date: Value, parameter: string): Condition => ({
  compare: [{ plus: [date, { days: { parameter } }] }, '>', { question: 'observedUntil' }],
});

export const days = (label: Text, value: number, minimum: number, maximum = 36_525): Parameter => ({
  type: 'integer',
  label,
  default: value,
  minimum,
  maximum,
});

export const followUp = (value: number): Parameter =>
  days({ nl: 'Volgtijd in dagen', en: 'Follow-up in days' }, value, 1);

/** Maximal chain of a person's records without a free day (indicators.md section 1). */
export const EPISODE: Chain = {
  members: 'record',
  start: { field: 'startOn' },
  end: { field: 'endOn' },
  joinWithinDays: 1,
  representative: [
    { by: { field: 'endOn' }, descending: true, unknownFirst: true },
    { by: { field: 'rank' }, descending: true },
  ],
};

/** The definitive measure that follows a provisional one: 11 after 12, 21 after 22. */
export const CONTINUATION: Lookup = {
  unit: 'measure',
  where: {
    and: [
      {
        or: [pair('12', '11'), pair('22', '21')],
      },
      {
        between: [
          { field: 'startOn' },
          { field: 'endOn', of: 'case' },
          { plus: [{ field: 'endOn', of: 'case' }, { days: { parameter: 'continuationDays' } }] },
        ],
      },
    ],
  },
  order: [{ by: { field: 'startOn' }, descending: true }],
};

function pair(provisional: string, definitive: string): Condition {
  return {
    and: [
      { compare: [{ field: 'measureType', of: 'case' }, '=', provisional] },
      { compare: [{ field: 'measureType' }, '=', definitive] },
    ],
  };
}

export const CONTINUATION_DAYS: Parameter = days(
  {
    nl: 'Dagen waarbinnen een definitieve maatregel een voorlopige voortzet',
    en: 'Days within which a definitive measure continues a provisional one',
  },
  7,
  0,
  365,
);

/** End reasons that say that the measure was no longer needed (indicators.md section 3, 7). */
export const NO_LONGER_NEEDED: Condition = { in: [{ field: 'endReason' }, ['02', '03', '04', '12', '13', '14']] };

/** Records that can be followed: the person alive, and the gap after the end observed. */
export const GAP_DAYS: Parameter = days(
  { nl: 'Dagen na het einde waarin een vervolg telt', en: 'Days after the end in which a successor counts' },
  30,
  0,
  3_650,
);

export const OVERLAP_DAYS: Parameter = days(
  { nl: 'Dagen vóór het einde waarin een vervolg telt', en: 'Days before the end in which a successor counts' },
  30,
  0,
  3_650,
);

/** The end and the gap after it lie past the last day observed. */
export const SUCCESSOR_IMMATURE: Condition = notYetObserved({ field: 'endOn' }, 'gapDays');

/** The record that takes over: the heaviest that starts around the end, then the earliest, then the smallest id. */
export const SUCCESSOR: Lookup = {
  unit: 'record',
  where: {
    and: [
      { compare: [{ field: 'id' }, '!=', { field: 'id', of: 'case' }] },
      { compare: [{ field: 'startOn' }, '>', { field: 'startOn', of: 'case' }] },
      {
        between: [
          { field: 'startOn' },
          { minus: [{ field: 'endOn', of: 'case' }, { days: { parameter: 'overlapDays' } }] },
          { plus: [{ field: 'endOn', of: 'case' }, { days: { parameter: 'gapDays' } }] },
        ],
      },
    ],
  },
  order: [{ by: { field: 'rank' }, descending: true }, { by: { field: 'startOn' } }],
};

export const SEVERAL_GROUPS: Text = {
  nl: 'Een jeugdige kan in meer groepen van een uitsplitsing staan.',
  en: 'A person can stand in several groups of a breakdown.',
};

export const OWN_READING: Text = {
  nl: 'Eigen uitwerking: de landelijke omschrijving geeft geen rekenregel.',
  en: 'A reading of our own: the national description gives no rule of calculation.',
};

export const INCOMPLETE_FOLLOW_UP: Text = {
  nl: 'Wie nog niet lang genoeg gevolgd is telt bij `complete` als onrijp, niet als nee; bij een schatter tot de laatste waargenomen dag.',
  en: 'Those not yet followed long enough count as immature under `complete`, never as a no; an estimator uses them up to the last day observed.',
};
