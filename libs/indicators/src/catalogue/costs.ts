import type { Aggregate, IndicatorDefinition } from '../language/definition.js';
import type { Condition, Value } from '../language/expression.js';
import { DECEASED, ENDED_RECORDS, followUp, notYetObserved, OF_THIS_RECORD } from './common.js';
import { ATTAINED_GOALS, GOAL_PARAMETERS } from './goals.js';

const COST: Value = { value: 'cost' };
const TOTAL: Aggregate = { sum: COST };
const DAYS_IN_A_MONTH = 365.25 / 12;

/** The follow-up of the record has been observed whole. */
const MATURE: Condition = { not: notYetObserved({ field: 'endOn' }, 'followUpDays') };

/** Ended according to plan, alive, and not back within the follow-up. */
const SUCCESS: Condition = {
  and: [
    MATURE,
    { compare: [{ field: 'endReason' }, '=', '01'] },
    { not: DECEASED },
    {
      not: {
        exists: {
          unit: 'record',
          where: {
            between: [
              { field: 'startOn' },
              { plus: [{ field: 'endOn', of: 'case' }, { days: 2 }] },
              { plus: [{ field: 'endOn', of: 'case' }, { days: { parameter: 'followUpDays' } }] },
            ],
          },
        },
      },
    },
  ],
};

/** Kosten (indicators.md 4). */
export const costs: IndicatorDefinition = {
  id: 'costs',
  version: 1,
  name: { nl: 'Kosten', en: 'Costs' },
  explanation: {
    nl: 'Gedeclareerde kosten, in eurocenten, van trajecten die in de periode eindigden: per traject, per maand zorg, per behaald doel en per geslaagd traject.',
    en: 'Declared costs, in eurocents, of records that ended in the window: per record, per month of care, per attained goal and per success.',
  },
  source: { nl: 'Regionale kerncijfers; eigen uitwerking.', en: 'Regional key figures; a reading of our own.' },
  caveats: [
    {
      nl: 'Alle declaraties van het traject tellen, ook van voor of na de periode. Trajecten zonder declaratie ontbreken en tellen in geen van de cijfers.',
      en: 'All declarations of the record count, from before or after the window too. Records without one are missing and count in none of the figures.',
    },
    {
      nl: '`perSuccess` deelt de kosten van alle trajecten met volledige volgtijd door de geslaagde onder hen.',
      en: '`perSuccess` divides the costs of all records with a complete follow-up by the successes among them.',
    },
  ],
  direction: 'lower-is-better',
  parameters: { followUpDays: followUp(365), ...GOAL_PARAMETERS },
  figure: {
    shape: 'measure',
    cases: ENDED_RECORDS,
    values: {
      cost: { sum: { field: 'amountCents' }, over: { unit: 'cost', where: OF_THIS_RECORD } },
      attained: { count: ATTAINED_GOALS },
    },
    number: COST,
    beside: {
      total: TOTAL,
      perMonth: {
        divide: [
          TOTAL,
          {
            divide: [
              { sum: { add: [{ daysBetween: [{ field: 'startOn' }, { field: 'endOn' }] }, 1] } },
              DAYS_IN_A_MONTH,
            ],
          },
        ],
      },
      perAttainedGoal: { divide: [TOTAL, { sum: { value: 'attained' } }] },
      perSuccess: { divide: [{ sum: COST, where: MATURE }, { count: SUCCESS }] },
      successes: { count: SUCCESS },
    },
  },
  terms: {
    total: { nl: 'totaal', en: 'total' },
    perMonth: { nl: 'per maand zorg', en: 'per month of care' },
    perAttainedGoal: { nl: 'per behaald doel', en: 'per attained goal' },
    perSuccess: { nl: 'per geslaagd traject', en: 'per success' },
    successes: { nl: 'geslaagde trajecten', en: 'successes' },
  },
};
