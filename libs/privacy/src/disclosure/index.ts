export type { FigureLayout, NumberKind } from './figures.js';
export { protectRows, type AnswerLayout } from './protect.js';
export { isSmall, MOST_SMALL, roundCount, RULE } from './rule.js';
export { MOST_ROWS, TooManyGroupsError, type AnyRow, type KnownValues } from './slots.js';
