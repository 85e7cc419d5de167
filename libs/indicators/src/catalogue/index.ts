import type { IndicatorDefinition } from '../language/definition.js';

/** Every built-in indicator, in the order of indicators.md. */
export const BUILT_IN: readonly IndicatorDefinition[] = [];

/** The definition behind flows. */
export const STOCK_AND_FLOW = 'stock-and-flow';
