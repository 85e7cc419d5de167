import type { IndicatorDefinition } from '../language/definition.js';
import type { Related, Value } from '../language/expression.js';
import { days, notYetObserved, OF_THIS_RECORD } from './common.js';

const START: Value = { field: 'startOn', of: 'case' };
const STARTED_RECORDS = { unit: 'record', index: { field: 'startOn' } } as const;
const LATEST: Value = { plus: [START, { days: { parameter: 'withinDays' } }] };

const WITHIN_DAYS = days(
  { nl: 'Uiterlijk zoveel dagen na de start', en: 'At most so many days after the start' },
  42,
  0,
);

const NONE_YET = {
  nl: 'Wie nog niets heeft en waarvan de termijn nog loopt, telt als onrijp.',
  en: 'Those who have none yet and whose term still runs count as immature.',
};

const ANALYSIS: Related = {
  unit: 'analysis',
  where: {
    between: [{ field: 'on' }, { minus: [START, { months: { parameter: 'maxAgeMonths' } }] }, LATEST],
  },
};

/** Verklarende analyse (indicators.md 4). */
export const explanatoryAnalysis: IndicatorDefinition = {
  id: 'explanatory-analysis',
  version: 1,
  name: { nl: 'Verklarende analyse', en: 'Explanatory analysis' },
  explanation: {
    nl: 'Het aandeel gestarte trajecten met een verklarende analyse rond de start. Met `sample` een aselecte steekproef, die het antwoord opsomt.',
    en: 'The share of started records with an explanatory analysis around the start. With `sample` a random sample, which the answer lists.',
  },
  source: { nl: 'Regionale kerncijfers (KPI).', en: 'Regional key figures (KPI).' },
  caveats: [
    NONE_YET,
    {
      nl: 'Een analyse op een ander traject van de jeugdige telt ook.',
      en: 'An analysis on another trajectory of the young person counts too.',
    },
  ],
  direction: 'higher-is-better',
  parameters: {
    maxAgeMonths: {
      type: 'integer',
      label: { nl: 'Hoogstens zoveel maanden vóór de start', en: 'At most so many months before the start' },
      default: 12,
      minimum: 0,
      maximum: 240,
    },
    withinDays: WITHIN_DAYS,
    sample: {
      type: 'integer',
      label: { nl: 'Omvang van de steekproef; 0 = alle', en: 'Size of the sample; 0 = all' },
      default: 0,
      minimum: 0,
      maximum: 1_000_000,
    },
    seed: { type: 'text', label: { nl: 'Sleutel van de steekproef', en: 'Seed of the sample' }, default: '1' },
  },
  figure: {
    shape: 'share',
    cases: { ...STARTED_RECORDS, sample: { size: { parameter: 'sample' }, seed: { parameter: 'seed' } } },
    immature: { and: [{ not: { exists: ANALYSIS } }, notYetObserved({ field: 'startOn' }, 'withinDays')] },
    numerator: { exists: ANALYSIS },
  },
};

const PLAN: Related = {
  unit: 'plan',
  where: { and: [OF_THIS_RECORD, { compare: [{ field: 'on' }, '<=', LATEST] }] },
};

/** Plan op tijd (indicators.md 4). */
export const planOnTime: IndicatorDefinition = {
  id: 'plan-on-time',
  version: 1,
  name: { nl: 'Hulpverleningsplan op tijd', en: 'Care plan on time' },
  explanation: {
    nl: 'Het aandeel gestarte trajecten met een hulpverleningsplan binnen de termijn na de start.',
    en: 'The share of started records with a care plan within the term after the start.',
  },
  source: {
    nl: 'Regeling Jeugdwet (plan binnen zes weken); regionale kerncijfers.',
    en: 'Regeling Jeugdwet (plan within six weeks); regional key figures.',
  },
  caveats: [NONE_YET],
  direction: 'higher-is-better',
  parameters: { withinDays: WITHIN_DAYS },
  figure: {
    shape: 'share',
    cases: STARTED_RECORDS,
    immature: { and: [{ not: { exists: PLAN } }, notYetObserved({ field: 'startOn' }, 'withinDays')] },
    numerator: { exists: PLAN },
  },
};
