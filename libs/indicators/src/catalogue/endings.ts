import type { IndicatorDefinition } from '../language/definition.js';
import { DECEASED, DECEASED_TERM, KNOWN_REASON } from './common.js';

/** Mate van reguliere beëindiging (indicators.md 3, 3). */
export const regularEnding: IndicatorDefinition = {
  id: 'regular-ending',
  version: 1,
  name: { nl: 'Reguliere beëindiging', en: 'Regular ending' },
  explanation: {
    nl: 'Het aandeel beëindigde trajecten met bekende reden dat volgens plan eindigde.',
    en: 'The share of ended records with a known reason that ended according to plan.',
  },
  source: {
    nl: 'Landelijke prestatie-indicator 3; CBS reden beëindiging.',
    en: 'National performance indicator 3; CBS end reason.',
  },
  caveats: [
    {
      nl: 'CBS telt een wisseling van hulpvorm als einde; met countFormChange=false blijven trajecten met aansluitend vervolg weg.',
      en: 'CBS counts a change of care form as an end; with countFormChange=false records that another one adjoins are left out.',
    },
  ],
  direction: 'higher-is-better',
  parameters: {
    countFormChange: {
      type: 'boolean',
      label: {
        nl: 'Tel trajecten mee waarop direct een ander volgt',
        en: 'Count records that another one directly follows',
      },
      default: true,
    },
  },
  figure: {
    shape: 'share',
    cases: { unit: 'record', index: { field: 'endOn' } },
    excluded: {
      formChange: {
        and: [
          { compare: [{ parameter: 'countFormChange' }, '=', false] },
          {
            exists: {
              unit: 'record',
              where: {
                and: [
                  { compare: [{ field: 'id' }, '!=', { field: 'id', of: 'case' }] },
                  {
                    between: [
                      { field: 'startOn' },
                      { field: 'endOn', of: 'case' },
                      { plus: [{ field: 'endOn', of: 'case' }, { days: 1 }] },
                    ],
                  },
                ],
              },
            },
          },
        ],
      },
    },
    known: KNOWN_REASON,
    numerator: { compare: [{ field: 'endReason' }, '=', '01'] },
  },
  terms: { formChange: { nl: 'direct gevolgd door een ander traject', en: 'directly followed by another record' } },
};

/** Uitval (indicators.md 4; outcome 1). */
export const dropout: IndicatorDefinition = {
  id: 'dropout',
  version: 1,
  name: { nl: 'Uitval', en: 'Dropout' },
  explanation: {
    nl: 'Het aandeel beëindigde trajecten met bekende reden dat voortijdig eindigde; standaard eenzijdig door de cliënt.',
    en: 'The share of ended records with a known reason that ended early; by default one-sidedly by the client.',
  },
  source: { nl: 'Geharmoniseerde outcome 1; CBS reden beëindiging.', en: 'Harmonised outcome 1; CBS end reason.' },
  caveats: [
    {
      nl: 'Er zijn drie lezingen: 03, 03 en 04, en alle voortijdige redenen 02-05. Noem bij het cijfer welke.',
      en: 'There are three readings: 03, 03 and 04, and all early reasons 02-05. Say with the figure which.',
    },
  ],
  direction: 'lower-is-better',
  parameters: {
    codes: {
      type: 'codes',
      label: { nl: 'Redenen die als uitval tellen', en: 'Reasons that count as dropout' },
      default: ['03'],
      values: ['01', '02', '03', '04', '05'],
      labels: {
        '01': { nl: 'beëindigd volgens plan', en: 'ended according to plan' },
        '02': { nl: 'voortijdig: in overeenstemming', en: 'early: by agreement' },
        '03': { nl: 'voortijdig: eenzijdig door de cliënt', en: 'early: by the client alone' },
        '04': { nl: 'voortijdig: eenzijdig door de aanbieder', en: 'early: by the provider alone' },
        '05': { nl: 'voortijdig: door externe omstandigheden', en: 'early: by external circumstances' },
      },
    },
  },
  figure: {
    shape: 'share',
    cases: { unit: 'record', index: { field: 'endOn' } },
    excluded: { deceased: DECEASED },
    known: KNOWN_REASON,
    numerator: { in: [{ field: 'endReason' }, { parameter: 'codes' }] },
  },
  terms: { deceased: DECEASED_TERM },
};
