import type { IndicatorDefinition } from '../language/definition.js';
import type { Condition, Value } from '../language/expression.js';
import { ACTIVE_PERSONS, SEVERAL_GROUPS } from './common.js';

const FROM: Value = { question: 'from' };
const AGE: Value = { yearsBetween: [{ field: 'bornOn', of: 'person' }, FROM] };

const aged = (from: number, to: number): Condition => ({ between: [AGE, from, to] });

/** Bereik (indicators.md 4). */
export const reach: IndicatorDefinition = {
  id: 'reach',
  version: 1,
  name: { nl: 'Bereik', en: 'Reach' },
  explanation: {
    nl: 'Het aantal jeugdigen met een actief traject in de periode, naar leeftijd op de eerste dag ervan.',
    en: 'The number of young people with a record active in the window, by age on its first day.',
  },
  source: { nl: 'CBS, jongeren met jeugdhulp.', en: 'CBS, young people with youth care.' },
  caveats: [
    {
      nl: 'Een aantal: zonder bevolkingscijfers zijn regio’s niet te vergelijken. Per 1.000 telt alleen wie woont in een gemeente, en valt in een leeftijdsgroep, waarvan die cijfers bekend zijn.',
      en: 'A number: without population figures regions cannot be compared. Per 1,000 counts only persons of a municipality and age band for which there are such figures.',
    },
    SEVERAL_GROUPS,
  ],
  direction: 'neutral',
  parameters: {},
  figure: {
    shape: 'measure',
    cases: { ...ACTIVE_PERSONS, ageOn: FROM },
    population: { on: 'from' },
    beside: {
      distribution: {
        distribution: {
          '0-3': aged(0, 3),
          '4-11': aged(4, 11),
          '12-15': aged(12, 15),
          '16-17': aged(16, 17),
          '18-22': aged(18, 22),
          '23+': { compare: [AGE, '>=', 23] },
        },
      },
    },
  },
  terms: {
    perThousand: { nl: 'per 1.000 inwoners', en: 'per 1,000 inhabitants' },
    distribution: { nl: 'leeftijd op de eerste dag', en: 'age on the first day' },
  },
};
