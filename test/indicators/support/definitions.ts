/** Definitions of a test's own. */
import type { Condition, IndicatorDefinition } from '#libs/indicators';

export const text = { nl: 'tekst', en: 'text' };

/** A share of records ended in the window. */
export const shareWith = (numerator: Condition, more: Partial<IndicatorDefinition> = {}): IndicatorDefinition => ({
  id: 'own-one',
  version: 1,
  name: text,
  explanation: text,
  source: text,
  caveats: [],
  direction: 'neutral',
  parameters: {},
  figure: { shape: 'share', cases: { unit: 'record', index: { field: 'endOn' } }, numerator },
  ...more,
});
