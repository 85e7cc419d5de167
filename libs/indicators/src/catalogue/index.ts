import type { IndicatorDefinition } from '../language/definition.js';
import { residentialShare, throughputTime } from './durations.js';
import { dropout, regularEnding } from './endings.js';
import { flowThrough, outflow } from './flow-through.js';
import { measureNoLongerNeeded, measureSuccess } from './measures.js';
import { probationOutcome, recidivism } from './probation.js';
import { noNewStart, repeatReferral } from './repeat-referral.js';
import { repeatStart } from './repeat-start.js';
import { stockAndFlow } from './stock-and-flow.js';

/** Every built-in indicator, in the order of indicators.md. */
export const BUILT_IN: readonly IndicatorDefinition[] = [
  regularEnding,
  repeatReferral,
  repeatStart,
  flowThrough,
  measureNoLongerNeeded,
  measureSuccess,
  probationOutcome,
  recidivism,
  dropout,
  noNewStart,
  throughputTime,
  stockAndFlow,
  outflow,
  residentialShare,
];

export { stockAndFlow };
