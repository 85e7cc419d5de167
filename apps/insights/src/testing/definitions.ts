/** A definition of one's own, for tests. */

/** The share of ended records with a known reason that ended for one of these reasons. */
export function endedFor(id: string, reasons: readonly string[]) {
  const both = (text: string) => ({ nl: text, en: text });
  return {
    id,
    name: both('Ended for a reason'),
    explanation: both('The share of ended records that ended for one of some reasons.'),
    source: both('A test.'),
    caveats: [],
    direction: 'neutral',
    parameters: {},
    figure: {
      shape: 'share',
      cases: { unit: 'record', index: { field: 'endOn' } },
      numerator: { in: [{ field: 'endReason' }, reasons] },
    },
  };
}
