import type { IndicatorDefinition, Parameter, ShareBody, Text } from '../language/definition.js';
import type { Condition, Related, Value } from '../language/expression.js';
import { ENDED_RECORDS, OF_THIS_RECORD, RECORD_OF_EVENT } from './common.js';

/** Which scores say that a goal is attained. */
export const GOAL_PARAMETERS: Readonly<Record<string, Parameter>> = {
  useInterim: {
    type: 'boolean',
    label: {
      nl: 'Zonder eindscore telt de laatste tussentijdse score',
      en: 'Without an end score the last interim score counts',
    },
    default: false,
  },
  dr4Attained: {
    type: 'integer',
    label: { nl: 'Behaald op DR4 vanaf', en: 'Attained on DR4 from' },
    default: 3,
    minimum: 1,
    maximum: 4,
  },
  gasAttained: {
    type: 'integer',
    label: { nl: 'Behaald op GAS vanaf', en: 'Attained on GAS from' },
    default: 0,
    minimum: -3,
    maximum: 2,
  },
};

const NOT_WITHDRAWN: Condition = { not: { isKnown: { field: 'withdrawnOn' } } };

/** The score that counts. */
const SCORE: Value = {
  if: { compare: [{ parameter: 'useInterim' }, '=', true] },
  then: { known: [{ field: 'lastEndScore' }, { field: 'lastScore' }] },
  else: { field: 'lastEndScore' },
};

const ATTAINED: Condition = {
  compare: [
    SCORE,
    '>=',
    {
      if: { compare: [{ field: 'scale' }, '=', 'DR4'] },
      then: { parameter: 'dr4Attained' },
      else: { parameter: 'gasAttained' },
    },
  ],
};

/** Goals of the record in hand that were not withdrawn, and of which something holds. */
export const goalsOfRecord = (where: Condition): Related => ({
  unit: 'goal',
  where: { and: [OF_THIS_RECORD, NOT_WITHDRAWN, where] },
});

/** The attained goals of a record. */
export const ATTAINED_GOALS = goalsOfRecord(ATTAINED);

const KNOWN: Condition = { isKnown: SCORE };

/** Records with a goal of which the score is known: those where all such goals are attained. */
const PER_RECORD: ShareBody = {
  shape: 'share',
  cases: ENDED_RECORDS,
  excluded: { withoutGoals: { not: { exists: goalsOfRecord(true) } } },
  known: { exists: goalsOfRecord(KNOWN) },
  numerator: { not: { exists: goalsOfRecord({ and: [KNOWN, { not: ATTAINED }] }) } },
};

const WITHOUT_GOALS: Text = { nl: 'zonder doelen', en: 'without goals' };

const SCALES: Text = {
  nl: 'De schaal van 2004/2009 is niet te achterhalen; wanneer een doel behaald is, is hier een instelling.',
  en: 'The scale of 2004/2009 cannot be retrieved; when a goal is attained is a setting here.',
};

const UNSCORED: Text = {
  nl: 'Doelen zonder score ontbreken; ze tellen nooit als niet behaald. Ingetrokken doelen tellen niet mee.',
  en: 'Goals without a score are missing; they never count as not attained. Withdrawn goals do not count.',
};

/** Mate van doelrealisatie (indicators.md 3, 1). */
export const goalAttainment: IndicatorDefinition = {
  id: 'goal-attainment',
  version: 1,
  name: { nl: 'Doelrealisatie', en: 'Goal attainment' },
  explanation: {
    nl: 'Het aandeel doelen van beëindigde trajecten dat aan het eind behaald is. `perRecord` is het aandeel trajecten waarvan alle gescoorde doelen behaald zijn.',
    en: 'The share of goals of ended records that are attained at the end. `perRecord` is the share of records of which all scored goals are attained.',
  },
  source: { nl: 'Landelijke prestatie-indicator 1.', en: 'National performance indicator 1.' },
  caveats: [SCALES, UNSCORED],
  direction: 'higher-is-better',
  parameters: GOAL_PARAMETERS,
  figure: {
    shape: 'share',
    cases: {
      unit: 'goal',
      index: { field: 'endOn', of: 'record' },
      where: NOT_WITHDRAWN,
      dimensionsOf: 'record',
    },
    lookups: { record: RECORD_OF_EVENT },
    known: KNOWN,
    numerator: ATTAINED,
    further: { perRecord: PER_RECORD },
  },
  terms: {
    perRecord: { nl: 'trajecten met alle doelen behaald', en: 'records with all goals attained' },
    withoutGoals: WITHOUT_GOALS,
  },
};

/** Overeengekomen doelen gerealiseerd (indicators.md 4; outcome 3.4). */
export const goalsRealised: IndicatorDefinition = {
  id: 'goals-realised',
  version: 1,
  name: { nl: 'Overeengekomen doelen gerealiseerd', en: 'Agreed goals realised' },
  explanation: {
    nl: 'Het aandeel beëindigde trajecten waarvan alle gescoorde doelen behaald zijn.',
    en: 'The share of ended records of which all scored goals are attained.',
  },
  source: { nl: 'Geharmoniseerde outcome 3.4.', en: 'Harmonised outcome 3.4.' },
  caveats: [SCALES, UNSCORED],
  direction: 'higher-is-better',
  parameters: GOAL_PARAMETERS,
  figure: PER_RECORD,
  terms: { withoutGoals: WITHOUT_GOALS },
};
