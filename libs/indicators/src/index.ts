/**
 * Indicators: definitions as data, a question, and the figure. Definitions compile to parameterised SQL over the fact tables;
 * estimators run on the counts that come back. No driver, no clock.
 */
export type * from './language/expression.js';
export type * from './language/definition.js';
export {
  DIMENSIONS,
  INTERVALS,
  METHODS,
  type Day,
  type Dimension,
  type Interval,
  type Method,
  type Question,
  type QuestionError,
  type SettledQuestion,
  type Window,
} from './question/question.js';
export { CODE_VALUES, parseFilter } from './question/code-values.js';
export { parseQuestion, settle, type Asked, type Query } from './question/parse-question.js';
export { AGE_BAND_NAMES, ageBandOf } from './question/code-values.js';
export type { View } from './answer/view.js';
export type * from './answer/rows.js';
export { meanInterval } from './estimators/student-t.js';
export { answer, curve, flows, series } from './answer/answer.js';
export { caveatsOf } from './answer/caveats.js';
export { figureOf } from './language/figure-of.js';
export type { ValueType } from './language/vocabulary.js';
export { cases, caseValueTypes, type CasePage } from './answer/cases.js';
export type { CasePart, CaseRow, Ending } from './answer/case-row.js';
export type { Contribution } from './sql/beside.js';
export { members, type Member } from './answer/members.js';
export type { Page } from './sql/cases.js';
export { BUILT_IN, QUALITY, SHIPPED, stockAndFlow } from './catalogue/index.js';
export { DefinitionError, type DefinitionFault } from './language/fault.js';
export { validateDefinition } from './validation/validate-definition.js';
export { DEFINITION_SCHEMA } from './validation/definition-schema.js';
export type { JsonSchema } from './validation/checks.js';
export { periodsOf } from './answer/answer.js';
