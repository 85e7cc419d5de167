import type { IndicatorDefinition } from '../language/definition.js';
import type { Condition } from '../language/expression.js';
import { ACTIVE_PERSONS, SEVERAL_GROUPS } from './common.js';

/** Ended before the start had lasted so many months. */
const before = (months: number): Condition => ({
  compare: [{ field: 'endOn' }, '<', { plus: [{ field: 'startOn' }, { months }] }],
});

/** Doorlooptijd (indicators.md 4). */
export const throughputTime: IndicatorDefinition = {
  id: 'throughput-time',
  version: 1,
  name: { nl: 'Doorlooptijd', en: 'Throughput time' },
  explanation: {
    nl: 'Dagen tussen start en einde van beëindigde trajecten, met de duurklassen van CBS.',
    en: 'Days between start and end of ended records, with the classes of CBS.',
  },
  source: { nl: 'CBS StatLine, duur van beëindigde trajecten.', en: 'CBS StatLine, duration of ended records.' },
  caveats: [
    {
      nl: 'Lopende trajecten tellen niet mee; een opschoning van oude trajecten verhoogt het gemiddelde.',
      en: 'Running records do not count; clearing up old ones raises the mean.',
    },
  ],
  direction: 'neutral',
  parameters: {},
  figure: {
    shape: 'measure',
    cases: { unit: 'record', index: { field: 'endOn' } },
    number: { daysBetween: [{ field: 'startOn' }, { field: 'endOn' }] },
    classes: {
      '0-3m': before(3),
      '3-6m': before(6),
      '6-12m': before(12),
      '1-2y': before(24),
      '2-3y': before(36),
      '3-4y': before(48),
      '4y+': true,
    },
  },
};

/** Aandeel verblijf (indicators.md 4). */
export const residentialShare: IndicatorDefinition = {
  id: 'residential-share',
  version: 1,
  name: { nl: 'Aandeel met verblijf', en: 'Residential share' },
  explanation: {
    nl: 'Van de jeugdigen met een actief traject in de periode het aandeel met een traject met verblijf.',
    en: 'Of the young people with a record active in the period the share with residential care.',
  },
  source: { nl: 'CBS, kerncijfers over jeugdzorg.', en: 'CBS, key figures on youth care.' },
  caveats: [SEVERAL_GROUPS],
  direction: 'neutral',
  parameters: {},
  figure: {
    shape: 'share',
    cases: ACTIVE_PERSONS,
    numerator: { in: [{ field: 'careForm' }, ['11', '12', '13', '14']] },
  },
};
