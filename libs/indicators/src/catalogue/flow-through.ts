import type { IndicatorDefinition } from '../language/definition.js';
import type { Condition } from '../language/expression.js';
import {
  DECEASED,
  DECEASED_TERM,
  GAP_DAYS,
  OVERLAP_DAYS,
  OWN_READING,
  SUCCESSOR,
  SUCCESSOR_IMMATURE,
} from './common.js';

const declared = (direction: string): Condition => ({ compare: [{ field: 'declaredDirection' }, '=', direction] });

const band = (how: '<' | '='): Condition => ({ compare: [{ field: 'band', of: 'successor' }, how, { field: 'band' }] });

/** Doorstroom naar lichtere of zwaardere zorg (indicators.md 3, 6). */
export const flowThrough: IndicatorDefinition = {
  id: 'flow-through',
  version: 1,
  name: { nl: 'Doorstroom naar lichtere of zwaardere zorg', en: 'Flow to lighter or heavier care' },
  explanation: {
    nl: 'Waar jeugdigen na een beëindigd traject heen gaan: lichtere, even zware, zwaardere zorg of geen vervolg. Het cijfer is het aandeel lichter min het aandeel zwaarder.',
    en: 'Where young people go after a record has ended: lighter, equally heavy or heavier care, or none. The figure is the share lighter less the share heavier.',
  },
  source: { nl: 'Landelijke prestatie-indicator 6.', en: 'National performance indicator 6.' },
  caveats: [
    OWN_READING,
    {
      nl: 'Er is geen officiële volgorde van hulpvormen; vergeleken worden zes banden van licht naar zwaar.',
      en: 'There is no official order of care forms; six bands from light to heavy are compared.',
    },
  ],
  direction: 'neutral',
  parameters: { gapDays: GAP_DAYS, overlapDays: OVERLAP_DAYS },
  figure: {
    shape: 'share',
    cases: { unit: 'record', index: { field: 'endOn' } },
    lookups: { successor: SUCCESSOR },
    excluded: { deceased: DECEASED },
    immature: SUCCESSOR_IMMATURE,
    // A declared referral decides before what was found.
    classes: {
      lighter: { or: [declared('lighter'), { and: [{ not: declared('heavier') }, band('<')] }] },
      equal: { and: [{ not: declared('heavier') }, band('=')] },
      heavier: { or: [declared('heavier'), { exists: 'successor' }] },
      none: true,
    },
    value: { net: ['lighter', 'heavier'] },
  },
  terms: {
    deceased: DECEASED_TERM,
    lighter: { nl: 'lichter', en: 'lighter' },
    equal: { nl: 'gelijk', en: 'equal' },
    heavier: { nl: 'zwaarder', en: 'heavier' },
    none: { nl: 'geen vervolg', en: 'no successor' },
  },
};

/** Uitstroom: beëindigd zonder gevonden vervolg (indicators.md 4). */
export const outflow: IndicatorDefinition = {
  id: 'outflow',
  version: 1,
  name: { nl: 'Uitstroom', en: 'Outflow' },
  explanation: {
    nl: 'Het aandeel beëindigde trajecten waarop geen ander traject van de jeugdige volgt.',
    en: 'The share of ended records that no other record of the young person follows.',
  },
  source: { nl: 'Regionale kerncijfers; eigen uitwerking.', en: 'Regional key figures; a reading of our own.' },
  caveats: [
    {
      nl: 'Een gemelde verwijzing telt niet als vervolg; alleen een gestart traject.',
      en: 'A declared referral is no successor; only a record that started is.',
    },
  ],
  direction: 'neutral',
  parameters: { gapDays: GAP_DAYS, overlapDays: OVERLAP_DAYS },
  figure: {
    shape: 'share',
    cases: { unit: 'record', index: { field: 'endOn' } },
    lookups: { successor: SUCCESSOR },
    excluded: { deceased: DECEASED },
    immature: SUCCESSOR_IMMATURE,
    numerator: { not: { exists: 'successor' } },
  },
  terms: { deceased: DECEASED_TERM },
};
