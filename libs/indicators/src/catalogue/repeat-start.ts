import type { IndicatorDefinition } from '../language/definition.js';

/** Herhaald beroep zoals CBS StatLine het telt: terugkijkend vanaf de start (indicators.md 3, 5b). */
export const repeatStart: IndicatorDefinition = {
  id: 'repeat-start',
  version: 1,
  name: { nl: 'Herhaald beroep bij de start (CBS)', en: 'Repeat use at the start (CBS)' },
  explanation: {
    nl: 'Het aandeel gestarte trajecten van jeugdigen met een eerder traject dat in de jaren ervoor eindigde, met minstens één vrije dag ertussen.',
    en: 'The share of started records of young people who have an earlier record that ended in the years before, with at least one free day between.',
  },
  source: { nl: 'CBS StatLine 82970NED en 85096NED.', en: 'CBS StatLine 82970NED and 85096NED.' },
  caveats: [
    {
      nl: 'Een ledger die jonger is dan de terugkijkperiode geeft een te laag cijfer.',
      en: 'A ledger younger than the look-back period understates the figure.',
    },
  ],
  direction: 'lower-is-better',
  parameters: {
    lookBackYears: {
      type: 'integer',
      label: { nl: 'Terugkijkperiode in jaren', en: 'Look-back period in years' },
      default: 5,
      minimum: 0,
      maximum: 100,
    },
  },
  figure: {
    shape: 'share',
    cases: { unit: 'record', index: { field: 'startOn' } },
    numerator: {
      exists: {
        unit: 'record',
        where: {
          between: [
            { field: 'endOn' },
            { minus: [{ field: 'startOn', of: 'case' }, { years: { parameter: 'lookBackYears' } }] },
            { minus: [{ field: 'startOn', of: 'case' }, { days: 2 }] },
          ],
        },
      },
    },
  },
};
