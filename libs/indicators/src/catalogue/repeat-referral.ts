import type { IndicatorDefinition, Parameter, TimeToEventBody } from '../language/definition.js';
import { DECEASED, DECEASED_TERM, EPISODE, followUp, INCOMPLETE_FOLLOW_UP } from './common.js';

/** Index: the end of an episode. Event: the person's next episode. Competing: death. */
const FIGURE: TimeToEventBody = {
  shape: 'time-to-event',
  cases: { unit: 'episode', index: { field: 'endOn' } },
  lookups: {
    next: {
      unit: 'episode',
      where: { compare: [{ field: 'startOn' }, '>', { field: 'endOn', of: 'case' }] },
      order: [{ by: { field: 'startOn' } }],
    },
  },
  excluded: { deceased: DECEASED },
  event: { field: 'startOn', of: 'next' },
  competing: { death: { field: 'deceasedOn', of: 'person' } },
  followUpDays: { parameter: 'followUpDays' },
};

/** Index: the end of a record. Event: the person's first record after at least `minGapDays` free days. */
const BY_RECORD: Partial<TimeToEventBody> = {
  cases: { unit: 'record', index: { field: 'endOn' } },
  lookups: {
    next: {
      unit: 'record',
      where: {
        compare: [
          { field: 'startOn' },
          '>',
          { plus: [{ field: 'endOn', of: 'case' }, { days: { parameter: 'minGapDays' } }] },
        ],
      },
      order: [{ by: { field: 'startOn' } }],
    },
  },
};

const PARAMETERS: Readonly<Record<string, Parameter>> = {
  followUpDays: followUp(365),
  level: {
    type: 'choice',
    label: { nl: 'Geteld per zorgepisode of per traject', en: 'Counted by episode of care or by record' },
    default: 'episode',
    values: ['episode', 'record'],
    labels: {
      episode: { nl: 'per zorgepisode (alle hulp die aansluit)', en: 'by episode of care (all care without a gap)' },
      record: { nl: 'per traject', en: 'by record' },
    },
  },
  minGapDays: {
    type: 'integer',
    label: {
      nl: 'Vrije dagen tussen einde en nieuwe start (alleen per traject)',
      en: 'Free days between the end and the new start (by record only)',
    },
    default: 1,
    minimum: 0,
    maximum: 3_650,
  },
};

const SHARED = {
  version: 1,
  parameters: PARAMETERS,
  units: { episode: EPISODE },
  figure: FIGURE,
  variants: { parameter: 'level', bodies: { record: BY_RECORD } },
  terms: {
    deceased: DECEASED_TERM,
    death: { nl: 'overlijden', en: 'death' },
  },
} as const satisfies Partial<IndicatorDefinition>;

const OTHER_READINGS = {
  nl: 'Er zijn drie gepubliceerde lezingen van herhaald beroep; vergelijk alleen cijfers van dezelfde lezing (zie ook repeat-start).',
  en: 'There are three published readings of repeat referral; compare only figures of the same reading (see also repeat-start).',
};

/** Herhaald beroep (indicators.md 3, 5). */
export const repeatReferral: IndicatorDefinition = {
  ...SHARED,
  id: 'repeat-referral',
  name: { nl: 'Herhaald beroep', en: 'Repeat referral' },
  explanation: {
    nl: 'De kans dat een jeugdige binnen de volgtijd na het einde van de zorg opnieuw zorg krijgt.',
    en: 'The probability that a young person starts care again within the follow-up after care ended.',
  },
  source: {
    nl: 'Landelijke prestatie-indicator 5; volgtijd en eenheid zijn een eigen uitwerking.',
    en: 'National performance indicator 5; follow-up and unit are a reading of our own.',
  },
  caveats: [OTHER_READINGS, INCOMPLETE_FOLLOW_UP],
  direction: 'lower-is-better',
};

/** Geen nieuwe start na beëindiging (indicators.md 4; outcome 3.2). */
export const noNewStart: IndicatorDefinition = {
  ...SHARED,
  id: 'no-new-start',
  figure: { ...FIGURE, complement: true },
  name: { nl: 'Geen nieuwe start jeugdhulp', en: 'No new start of care' },
  explanation: {
    nl: 'De kans dat een jeugdige binnen de volgtijd na het einde van de zorg geen nieuwe zorg krijgt.',
    en: 'The probability that a young person does not start care again within the follow-up after care ended.',
  },
  source: { nl: 'Geharmoniseerde outcome 3.2.', en: 'Harmonised outcome 3.2.' },
  caveats: [OTHER_READINGS, INCOMPLETE_FOLLOW_UP],
  direction: 'higher-is-better',
};
