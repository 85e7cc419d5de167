import type { IndicatorDefinition, Stock } from '../language/definition.js';
import { DECEASED_TERM, GAP_DAYS, OVERLAP_DAYS, SEVERAL_GROUPS, SUCCESSOR, SUCCESSOR_IMMATURE } from './common.js';

const spans = (unit: string): Stock => ({ unit, start: { field: 'startOn' }, end: { field: 'endOn' } });

/** In-, door- en uitstroom (indicators.md 1 and 4): what `flows` answers. */
export const stockAndFlow: IndicatorDefinition = {
  id: 'stock-and-flow',
  version: 1,
  name: { nl: 'Stand en stroom', en: 'Stock and flow' },
  explanation: {
    nl: 'Beginstand, instroom, uitstroom, eindstand en actief in de periode, van trajecten, jeugdigen, beschermingsmaatregelen en jeugdreclassering; en de doorstroom tussen hulpvormen.',
    en: 'Opening stock, inflow, outflow, closing stock and active in the period, of records, persons, protection measures and probation; and the steps between care forms.',
  },
  source: { nl: 'CBS StatLine, stand- en stroomcijfers.', en: 'CBS StatLine, stock and flow figures.' },
  caveats: [
    {
      nl: 'Wat op de laatste dag eindigt staat niet in de eindstand.',
      en: 'What ends on the last day is not in the closing stock.',
    },
    SEVERAL_GROUPS,
  ],
  direction: 'neutral',
  parameters: { gapDays: GAP_DAYS, overlapDays: OVERLAP_DAYS },
  figure: {
    shape: 'flow',
    stocks: {
      records: spans('record'),
      persons: { ...spans('record'), distinct: 'person' },
      measures: spans('measure'),
      probations: spans('probation'),
    },
    transitions: {
      cases: {
        unit: 'record',
        // The first day of the window on which the span is active, as for the stocks.
        index: { latest: [{ field: 'startOn' }, { question: 'from' }] },
        where: { between: [{ field: 'endOn' }, { question: 'from' }, { question: 'to' }] },
      },
      lookups: { successor: SUCCESSOR },
      excluded: { deceased: { compare: [{ field: 'deceasedOn', of: 'person' }, '<=', { field: 'endOn' }] } },
      immature: SUCCESSOR_IMMATURE,
      from: { field: 'careForm' },
      to: { field: 'careForm', of: 'successor' },
    },
  },
  terms: { deceased: DECEASED_TERM },
};
