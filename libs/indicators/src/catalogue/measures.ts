import type { IndicatorDefinition } from '../language/definition.js';
import {
  CONTINUATION,
  CONTINUATION_DAYS,
  DECEASED,
  DECEASED_TERM,
  followUp,
  INCOMPLETE_FOLLOW_UP,
  NO_LONGER_NEEDED,
  OWN_READING,
} from './common.js';

/** Beschermingsmaatregel niet meer nodig (indicators.md 3, 7). */
export const measureNoLongerNeeded: IndicatorDefinition = {
  id: 'measure-no-longer-needed',
  version: 1,
  name: { nl: 'Beschermingsmaatregel niet meer nodig', en: 'Protection measure no longer needed' },
  explanation: {
    nl: 'Het aandeel beëindigde kinderbeschermingsmaatregelen dat eindigde omdat ze niet meer nodig waren.',
    en: 'The share of ended child protection measures that ended because they were no longer needed.',
  },
  source: {
    nl: 'Landelijke prestatie-indicator 7; CBS reden beëindiging maatregel.',
    en: 'National performance indicator 7; CBS end reason of measures.',
  },
  caveats: [
    {
      nl: 'Een voorlopige maatregel die door de definitieve wordt gevolgd is geen einde, ook als de reden dat niet zegt.',
      en: 'A provisional measure followed by its definitive one is no end, even where its reason does not say so.',
    },
    {
      nl: 'Reden 03 (niet verlengd) kan ook iets anders verhullen.',
      en: 'Reason 03 (not prolonged) can hide other causes.',
    },
  ],
  direction: 'higher-is-better',
  parameters: {
    ageOuts: {
      type: 'choice',
      label: { nl: 'Einde door meerderjarigheid', en: 'Ends by coming of age' },
      default: 'in',
      values: ['in', 'out'],
      labels: {
        in: { nl: 'telt mee in de noemer', en: 'counts in the denominator' },
        out: { nl: 'telt niet mee', en: 'does not count' },
      },
    },
    continuationDays: CONTINUATION_DAYS,
  },
  figure: {
    shape: 'share',
    cases: { unit: 'measure', index: { field: 'endOn' } },
    lookups: { continuation: CONTINUATION },
    excluded: {
      deceased: { in: [{ field: 'endReason' }, ['06', '15']] },
      continued: { or: [{ compare: [{ field: 'endReason' }, '=', '07'] }, { exists: 'continuation' }] },
      ageOut: {
        and: [{ compare: [{ parameter: 'ageOuts' }, '=', 'out'] }, { in: [{ field: 'endReason' }, ['01', '11']] }],
      },
    },
    numerator: NO_LONGER_NEEDED,
  },
  terms: {
    deceased: DECEASED_TERM,
    continued: { nl: 'voortgezet in een definitieve maatregel', en: 'continued in a definitive measure' },
    ageOut: { nl: 'meerderjarig geworden', en: 'came of age' },
  },
};

/** Uitblijven van een nieuwe maatregel (indicators.md 3, 8). */
export const measureSuccess: IndicatorDefinition = {
  id: 'measure-success',
  version: 1,
  name: { nl: 'Uitblijven van een nieuwe beschermingsmaatregel', en: 'No new protection measure' },
  explanation: {
    nl: 'De kans dat na een geslaagd beëindigde maatregel binnen de volgtijd geen nieuwe volgt.',
    en: 'The probability that no new measure follows within the follow-up after one that ended well.',
  },
  source: { nl: 'Landelijke prestatie-indicator 8.', en: 'National performance indicator 8.' },
  caveats: [
    OWN_READING,
    INCOMPLETE_FOLLOW_UP,
    {
      nl: 'Na de 18e verjaardag kan geen nieuwe maatregel volgen; die verjaardag telt als concurrerende gebeurtenis.',
      en: 'After the 18th birthday no new measure can follow; that birthday counts as a competing event.',
    },
  ],
  direction: 'higher-is-better',
  parameters: { followUpDays: followUp(730), continuationDays: CONTINUATION_DAYS },
  units: {
    measureChain: {
      members: 'measure',
      start: { field: 'startOn' },
      end: { field: 'endOn' },
      lookups: { continuation: CONTINUATION },
      until: {
        if: { isKnown: { field: 'endOn' } },
        then: { latest: [{ field: 'endOn' }, { field: 'startOn', of: 'continuation' }] },
        else: { field: 'endOn' },
      },
      joinWithinDays: 1,
      representative: [{ by: { field: 'endOn' }, descending: true, unknownFirst: true }],
    },
  },
  figure: {
    shape: 'time-to-event',
    cases: { unit: 'measureChain', index: { field: 'endOn' }, where: NO_LONGER_NEEDED },
    lookups: {
      next: {
        unit: 'measureChain',
        where: { compare: [{ field: 'startOn' }, '>', { field: 'endOn', of: 'case' }] },
        order: [{ by: { field: 'startOn' } }],
      },
    },
    excluded: { deceased: DECEASED },
    event: { field: 'startOn', of: 'next' },
    competing: {
      death: { field: 'deceasedOn', of: 'person' },
      comingOfAge: { plus: [{ field: 'bornOn', of: 'person' }, { years: 18 }] },
    },
    followUpDays: { parameter: 'followUpDays' },
    complement: true,
  },
  terms: {
    deceased: DECEASED_TERM,
    death: { nl: 'overlijden', en: 'death' },
    comingOfAge: { nl: 'achttiende verjaardag', en: '18th birthday' },
  },
};
