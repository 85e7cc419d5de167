import type { IndicatorDefinition } from '../language/definition.js';
import { DECEASED, DECEASED_TERM, followUp, INCOMPLETE_FOLLOW_UP } from './common.js';

/** Reden of wijze van beëindiging jeugdreclassering (indicators.md 3, 9). */
export const probationOutcome: IndicatorDefinition = {
  id: 'probation-outcome',
  version: 1,
  name: { nl: 'Resultaat jeugdreclassering', en: 'Outcome of youth probation' },
  explanation: {
    nl: 'Het aandeel beëindigde jeugdreclasseringsmaatregelen waarbij het dynamisch risicoprofiel lager is dan bij aanvang.',
    en: 'The share of ended probations with a dynamic risk profile lower than at the start.',
  },
  source: {
    nl: 'Landelijke prestatie-indicator 9; CBS wijze van beëindiging.',
    en: 'National performance indicator 9; CBS way of ending.',
  },
  caveats: [
    {
      nl: '`careAfter` is het aandeel zonder zorg erna (51), onder wie dat bekend is.',
      en: '`careAfter` is the share without care afterwards (51), among those of whom it is known.',
    },
  ],
  direction: 'higher-is-better',
  parameters: {},
  figure: {
    shape: 'share',
    cases: { unit: 'probation', index: { field: 'endOn' } },
    known: { isKnown: { field: 'riskChange' } },
    numerator: { compare: [{ field: 'riskChange' }, '=', '41'] },
    also: {
      careAfter: {
        known: { isKnown: { field: 'careAfter' } },
        numerator: { compare: [{ field: 'careAfter' }, '=', '51'] },
      },
    },
  },
  terms: { careAfter: { nl: 'geen zorg erna', en: 'no care afterwards' } },
};

/** Recidive (indicators.md 3, 10). */
export const recidivism: IndicatorDefinition = {
  id: 'recidivism',
  version: 1,
  name: { nl: 'Recidive', en: 'Recidivism' },
  explanation: {
    nl: 'De kans op een nieuw strafbaar feit binnen de volgtijd na het einde van de jeugdreclassering.',
    en: 'The probability of a new offence within the follow-up after probation ended.',
  },
  source: {
    nl: 'Landelijke prestatie-indicator 10; WODC Recidivemonitor (tweejaarsrecidive).',
    en: 'National performance indicator 10; WODC Recidivism Monitor (two-year recidivism).',
  },
  caveats: [
    {
      nl: 'Alleen gemeten waar de justitiële registers de hele volgtijd dekken; anders ontbreekt het antwoord.',
      en: 'Measured only where the justice registers cover the whole follow-up; elsewhere the answer is missing.',
    },
    INCOMPLETE_FOLLOW_UP,
  ],
  direction: 'lower-is-better',
  parameters: {
    followUpDays: followUp(730),
    severity: {
      type: 'choice',
      label: { nl: 'Minstens zo ernstig als', en: 'At least as serious as' },
      default: 'general',
      values: ['general', 'serious', 'very-serious'],
      labels: {
        general: { nl: 'elk misdrijf', en: 'any offence' },
        serious: { nl: 'ernstig misdrijf', en: 'serious offence' },
        'very-serious': { nl: 'zeer ernstig misdrijf', en: 'very serious offence' },
      },
    },
    caseStatus: {
      type: 'codes',
      label: { nl: 'Stand van de strafzaak', en: 'Status of the criminal case' },
      default: ['valid', 'pending'],
      values: ['valid', 'pending', 'dismissed'],
      labels: {
        valid: { nl: 'geldige zaak', en: 'valid case' },
        pending: { nl: 'nog niet afgedaan', en: 'not decided yet' },
        dismissed: { nl: 'geseponeerd of vrijgesproken', en: 'dismissed or acquitted' },
      },
    },
  },
  figure: {
    shape: 'time-to-event',
    cases: { unit: 'probation', index: { field: 'endOn' } },
    lookups: {
      offence: {
        unit: 'offence',
        where: {
          and: [
            { compare: [{ field: 'on' }, '>', { field: 'endOn', of: 'case' }] },
            {
              compare: [
                { field: 'severityRank' },
                '>=',
                {
                  if: { compare: [{ parameter: 'severity' }, '=', 'general'] },
                  then: 1,
                  else: { if: { compare: [{ parameter: 'severity' }, '=', 'serious'] }, then: 2, else: 3 },
                },
              ],
            },
            { in: [{ field: 'caseStatus' }, { parameter: 'caseStatus' }] },
          ],
        },
        order: [{ by: { field: 'on' } }],
      },
    },
    excluded: { deceased: DECEASED },
    event: { field: 'on', of: 'offence' },
    competing: { death: { field: 'deceasedOn', of: 'person' } },
    followUpDays: { parameter: 'followUpDays' },
    cover: { unit: 'justiceCover', from: { field: 'fromOn' }, until: { field: 'untilOn' } },
  },
  terms: { deceased: DECEASED_TERM, death: { nl: 'overlijden', en: 'death' } },
};
