import type { IndicatorDefinition, Text } from '../language/definition.js';
import type { Condition } from '../language/expression.js';
import { days, ENDED_RECORDS, KNOWN_REASON, OF_THIS_RECORD } from './common.js';

const SOURCE: Text = { nl: 'Eigen uitwerking.', en: 'A reading of our own.' };

/** Days from the day on which something happened to the day on which the ledger recorded it. */
const delivery = (id: string, unit: 'care-started' | 'trajectory-ended', what: Text): IndicatorDefinition => ({
  id,
  version: 1,
  name: { nl: `Levertijd van ${what.nl}`, en: `Delivery time of ${what.en}` },
  explanation: {
    nl: `Dagen tussen de dag waarop het gebeurde en de dag waarop het register het bericht vastlegde, van ${what.nl} in de periode.`,
    en: `Days between the day on which it happened and the day on which the ledger recorded it, of ${what.en} in the window.`,
  },
  source: SOURCE,
  caveats: [
    {
      nl: 'Wat nog niet geleverd is telt niet mee: recente maanden lijken sneller dan ze zijn. Bij een inhaallevering van oude jaren is alles laat.',
      en: 'What was not delivered yet does not count: recent months look faster than they are. When old years are loaded at once, all of it is late.',
    },
  ],
  direction: 'lower-is-better',
  parameters: {
    norms: {
      type: 'integers',
      label: { nl: 'Op tijd binnen zoveel dagen', en: 'In time within so many days' },
      default: [30],
      minimum: 0,
      maximum: 3_650,
    },
  },
  figure: {
    shape: 'measure',
    cases: { unit, index: { field: 'on' } },
    number: { daysBetween: [{ field: 'on' }, { field: 'recordedOn' }] },
    within: { norms: { parameter: 'norms' }, how: 'at-most' },
  },
});

const startDelivery = delivery('start-delivery', 'care-started', { nl: 'starts van zorg', en: 'starts of care' });
const endDelivery = delivery('end-delivery', 'trajectory-ended', { nl: 'einden van trajecten', en: 'ends' });

const unknownEndReason: IndicatorDefinition = {
  id: 'unknown-end-reason',
  version: 1,
  name: { nl: 'Reden beëindiging onbekend', en: 'End reason unknown' },
  explanation: {
    nl: 'Het aandeel in de periode beëindigde trajecten zonder bekende reden van beëindiging.',
    en: 'The share of records ended in the window without a known end reason.',
  },
  source: SOURCE,
  caveats: [
    {
      nl: 'Zonder reden telt een traject niet mee in reguliere beëindiging en uitval.',
      en: 'Without a reason a record is in neither regular ending nor dropout.',
    },
  ],
  direction: 'lower-is-better',
  parameters: {},
  figure: { shape: 'share', cases: ENDED_RECORDS, numerator: { not: KNOWN_REASON } },
};

const questionnaireResponse: IndicatorDefinition = {
  id: 'questionnaire-response',
  version: 1,
  name: { nl: 'Respons op de exitvragenlijst', en: 'Response to the exit questionnaire' },
  explanation: {
    nl: 'Het aandeel in de periode beëindigde trajecten met ten minste één ingevulde exitvragenlijst.',
    en: 'The share of records ended in the window with at least one completed exit questionnaire.',
  },
  source: SOURCE,
  caveats: [
    {
      nl: 'Een lage respons maakt tevredenheid en zelfredzaamheid onzeker: wie antwoordt is zelden als wie zwijgt.',
      en: 'A low response makes satisfaction and going on without help uncertain: who answers is seldom like who does not.',
    },
  ],
  direction: 'higher-is-better',
  parameters: {},
  figure: {
    shape: 'share',
    cases: ENDED_RECORDS,
    numerator: { exists: { unit: 'questionnaire', where: OF_THIS_RECORD } },
  },
};

/** Event types of a trajectory that show that something was done in it. */
const SIGNS = [
  'intake-registered',
  'care-started',
  'step-assessed',
  'plan-established',
  'goal-updated',
  'explanatory-analysis-completed',
  'perspective-plan-made',
  'referral-stepped-up',
  'referral-stepped-down',
  'exit-questionnaire-completed',
  're-entry-registered',
] as const;

const LAST_DAY = { earliest: [{ question: 'to' as const }, { question: 'observedUntil' as const }] };

const recently = (unit: string, day: string): Condition => ({
  exists: {
    unit,
    where: {
      and: [
        { compare: [{ field: 'trajectory' }, '=', { field: 'id', of: 'case' }] },
        {
          between: [{ field: day }, { minus: [LAST_DAY, { days: { parameter: 'silentDays' } }] }, LAST_DAY],
        },
      ],
    },
  },
});

const silentTrajectories: IndicatorDefinition = {
  id: 'silent-trajectories',
  version: 1,
  name: { nl: 'Open trajecten zonder teken van leven', en: 'Open trajectories without sign of life' },
  explanation: {
    nl: 'Het aandeel op de laatste dag lopende trajecten waarin al die dagen niets is vastgelegd: geen start, plan, doel, meting, verwijzing, vragenlijst of declaratie.',
    en: 'The share of trajectories open on the last day in which nothing was recorded all those days: no start, plan, goal, assessment, referral, questionnaire or cost.',
  },
  source: SOURCE,
  caveats: [
    {
      nl: 'Een stand op de laatste dag van de periode. Stil is niet fout: misschien is het einde vergeten, misschien is er gewoon niets te melden.',
      en: 'A stock on the last day of the window. Silent is not wrong: the end may be forgotten, or there may be nothing to report.',
    },
  ],
  direction: 'lower-is-better',
  parameters: {
    silentDays: days({ nl: 'Zoveel dagen zonder gebeurtenis', en: 'So many days without an event' }, 183, 1, 3_650),
  },
  figure: {
    shape: 'share',
    cases: {
      unit: 'trajectory',
      index: { question: 'to' },
      where: {
        and: [
          { compare: [{ field: 'startOn' }, '<=', LAST_DAY] },
          { not: { compare: [{ field: 'endOn' }, '<=', LAST_DAY] } },
          { not: { compare: [{ field: 'deceasedOn', of: 'person' }, '<=', LAST_DAY] } },
        ],
      },
    },
    numerator: { not: { or: [...SIGNS.map((unit) => recently(unit, 'on')), recently('cost-declared', 'periodTo')] } },
  },
};

/** Figures about the data themselves, not about care. */
export const QUALITY: readonly IndicatorDefinition[] = [
  startDelivery,
  endDelivery,
  unknownEndReason,
  questionnaireResponse,
  silentTrajectories,
];
