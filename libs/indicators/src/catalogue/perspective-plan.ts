import type { IndicatorDefinition, Parameter, Text } from '../language/definition.js';
import type { Condition, Value } from '../language/expression.js';
import { OWN_READING, SEVERAL_GROUPS } from './common.js';

const TO: Value = { question: 'to' };
const BORN: Value = { field: 'bornOn', of: 'person' };

/** Of a record: active on the last day of the window. */
const ACTIVE: Condition = {
  and: [{ compare: [{ field: 'startOn' }, '<=', TO] }, { not: { compare: [{ field: 'endOn' }, '<=', TO] } }],
};

/** The day on which the plan is due. */
const DUE: Value = {
  latest: [
    { plus: [{ plus: [BORN, { years: { parameter: 'minAge' } }] }, { months: { parameter: 'graceMonths' } }] },
    { plus: [{ field: 'startOn', of: 'earliest' }, { months: { parameter: 'startMonths' } }] },
  ],
};

const months = (label: Text, value: number): Parameter => ({
  type: 'integer',
  label,
  default: value,
  minimum: 0,
  maximum: 240,
});

/** Perspectiefplan (indicators.md 4). */
export const perspectivePlan: IndicatorDefinition = {
  id: 'perspective-plan',
  version: 1,
  name: { nl: 'Perspectiefplan', en: 'Perspective plan' },
  explanation: {
    nl: 'Het aandeel jeugdigen van 16 jaar en ouder, met zorg op de laatste dag van de periode, dat op tijd een perspectiefplan had.',
    en: 'The share of young people of 16 and older, in care on the last day of the window, who had a perspective plan in time.',
  },
  source: { nl: 'Regionale kerncijfers (KPI).', en: 'Regional key figures (KPI).' },
  caveats: [
    OWN_READING,
    SEVERAL_GROUPS,
    {
      nl: '`notYetDue` zijn jeugdigen zonder plan van wie de termijn nog loopt; zij staan niet in de noemer.',
      en: '`notYetDue` are young people without a plan whose term still runs; they are not in the denominator.',
    },
  ],
  direction: 'higher-is-better',
  parameters: {
    minAge: {
      type: 'integer',
      label: { nl: 'Vanaf leeftijd', en: 'From age' },
      default: 16,
      minimum: 0,
      maximum: 30,
    },
    graceMonths: months({ nl: 'Maanden na die verjaardag', en: 'Months after that birthday' }, 6),
    startMonths: months({ nl: 'Maanden na de start van de zorg', en: 'Months after the start of care' }, 3),
  },
  figure: {
    shape: 'share',
    cases: {
      unit: 'record',
      index: TO,
      where: { and: [ACTIVE, { compare: [{ yearsBetween: [BORN, TO] }, '>=', { parameter: 'minAge' }] }] },
      distinct: 'person',
    },
    lookups: {
      earliest: { unit: 'record', where: ACTIVE, order: [{ by: { field: 'startOn' } }] },
      plan: {
        unit: 'perspectivePlan',
        where: { compare: [{ field: 'on' }, '<=', { earliest: [TO, DUE] }] },
        order: [{ by: { field: 'rankInPerson' }, descending: true }],
      },
    },
    apart: { notYetDue: { and: [{ compare: [DUE, '>', TO] }, { not: { exists: 'plan' } }] } },
    numerator: { exists: 'plan' },
    beside: { meanDomains: { mean: { field: 'domains', of: 'plan' } } },
  },
  terms: {
    notYetDue: { nl: 'termijn loopt nog', en: 'not yet due' },
    meanDomains: { nl: 'gemiddeld aantal leefdomeinen in het plan', en: 'mean number of life domains in the plan' },
  },
};
