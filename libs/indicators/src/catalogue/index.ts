import type { IndicatorDefinition } from '../language/definition.js';
import { costs } from './costs.js';
import { residentialShare, throughputTime } from './durations.js';
import { dropout, regularEnding } from './endings.js';
import { flowThrough, outflow } from './flow-through.js';
import { goalAttainment, goalsRealised } from './goals.js';
import { measureNoLongerNeeded, measureSuccess } from './measures.js';
import { perspectivePlan } from './perspective-plan.js';
import { probationOutcome, recidivism } from './probation.js';
import { clientSatisfaction, withoutHelp } from './questionnaires.js';
import { QUALITY } from './quality.js';
import { reach } from './reach.js';
import { noNewStart, repeatReferral } from './repeat-referral.js';
import { repeatStart } from './repeat-start.js';
import { problemReduction, severityReduction } from './severity.js';
import { explanatoryAnalysis, planOnTime } from './start-of-care.js';
import { stockAndFlow } from './stock-and-flow.js';
import { timeToCare, waitingList, waitingTime } from './waiting.js';

/** Every built-in indicator, in the order of indicators.md. */
export const BUILT_IN: readonly IndicatorDefinition[] = [
  goalAttainment,
  clientSatisfaction,
  regularEnding,
  severityReduction,
  repeatReferral,
  repeatStart,
  flowThrough,
  measureNoLongerNeeded,
  measureSuccess,
  probationOutcome,
  recidivism,
  dropout,
  withoutHelp,
  noNewStart,
  problemReduction,
  goalsRealised,
  explanatoryAnalysis,
  perspectivePlan,
  waitingTime,
  timeToCare,
  waitingList,
  throughputTime,
  planOnTime,
  reach,
  stockAndFlow,
  outflow,
  residentialShare,
  costs,
];

/** Every definition that comes with the program: what is known of their numbers holds, whatever a user defines beside them. */
export const SHIPPED: readonly IndicatorDefinition[] = [...BUILT_IN, ...QUALITY];

export { QUALITY, stockAndFlow };
