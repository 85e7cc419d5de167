import type { IndicatorDefinition, Parameter, ShareBody, Text } from '../language/definition.js';
import type { Condition, Lookup, Related, Value } from '../language/expression.js';
import { ENDED_RECORDS, OF_THIS_RECORD } from './common.js';

const END: Value = { field: 'endOn', of: 'case' };
const START: Value = { field: 'startOn', of: 'case' };
const AROUND_END = 42;
const BEFORE_START = 90;
const AFTER_START = 42;

const moment = (name: string): Condition => ({ compare: [{ field: 'moment' }, '=', name] });
const like = (field: string): Condition => ({ compare: [{ field }, '=', { field, of: 'end' }] });

/** The last end assessment around the end of the record. */
const endAssessment = (...instrument: Condition[]): Lookup => ({
  unit: 'assessment',
  where: {
    and: [
      OF_THIS_RECORD,
      moment('end'),
      ...instrument,
      { between: [{ field: 'on' }, { minus: [END, { days: AROUND_END }] }, { plus: [END, { days: AROUND_END }] }] },
    ],
  },
  order: [{ by: { field: 'rankInPerson' }, descending: true }],
});

const NEAR_START: Condition = {
  between: [{ field: 'on' }, { minus: [START, { days: BEFORE_START }] }, { plus: [START, { days: AFTER_START }] }],
};

/** The last start assessment around the start, of the same instrument and version; without one the record's first. */
const START_ASSESSMENT: Lookup = {
  unit: 'assessment',
  where: { and: [OF_THIS_RECORD, moment('start'), like('instrument'), like('version')] },
  order: [
    { by: { if: NEAR_START, then: 0, else: 1 } },
    { by: { if: NEAR_START, then: { field: 'rankInPerson' }, else: 0 }, descending: true },
    { by: { field: 'rankInPerson' } },
  ],
};

/** The score of the end assessment on the scale in hand. */
const END_SCORE: Value = {
  largest: { field: 'score' },
  over: {
    unit: 'assessment',
    where: {
      and: [
        { compare: [{ field: 'rankInPerson' }, '=', { field: 'rankInPerson', of: 'end' }] },
        { compare: [{ field: 'scale' }, '=', { field: 'scale', of: 'atStart' }] },
      ],
    },
  },
};

/** The scales of the start assessment. */
const scalesAtStart = (...which: Condition[]): Related => ({
  unit: 'assessment',
  as: 'atStart',
  where: {
    and: [{ compare: [{ field: 'rankInPerson' }, '=', { field: 'rankInPerson', of: 'start' }] }, ...which],
  },
});

/** How much less severe: start less end, over the scales known at both moments. */
function body(instrument: readonly Condition[], scales: readonly Condition[]): ShareBody {
  const change: Value = { value: 'change' };
  return {
    shape: 'share',
    cases: ENDED_RECORDS,
    lookups: { end: endAssessment(...instrument), start: START_ASSESSMENT },
    values: {
      change: {
        round: [{ mean: { subtract: [{ field: 'score' }, END_SCORE] }, over: scalesAtStart(...scales) }, 9],
      },
      // What adding up loses would make a spread of equal scores, and an effect of millions.
      startScore: {
        round: [{ mean: { field: 'score' }, over: scalesAtStart(...scales, { isKnown: END_SCORE }) }, 12],
      },
    },
    known: { isKnown: change },
    classes: {
      improved: { compare: [change, '>=', { parameter: 'minChange' }] },
      worse: { compare: [change, '<=', { subtract: [0, { parameter: 'minChange' }] }] },
      same: true,
    },
    value: { class: 'improved' },
    beside: {
      meanChange: { mean: change },
      effectSize: { divide: [{ mean: change }, { sd: { value: 'startScore' } }] },
    },
  };
}

const MIN_CHANGE: Parameter = {
  type: 'number',
  label: { nl: 'Kleinste verschil dat telt', en: 'Smallest change that counts' },
  default: 0.5,
  minimum: 0,
  maximum: 1_000,
};

const TERMS: Readonly<Record<string, Text>> = {
  improved: { nl: 'verbeterd', en: 'improved' },
  same: { nl: 'gelijk', en: 'same' },
  worse: { nl: 'verslechterd', en: 'worse' },
  meanChange: { nl: 'gemiddeld verschil', en: 'mean change' },
  effectSize: { nl: 'effectgrootte', en: 'effect size' },
};

const PAIRS_ONLY: Text = {
  nl: 'Alleen trajecten met een begin- én eindmeting van dezelfde versie tellen; de andere ontbreken.',
  en: 'Only records with a start and an end assessment of the same version count; the others are missing.',
};

const HIGH_IS_SEVERE: Text = {
  nl: 'Een hoge score is ernstig: begin min eind is positief bij verbetering. Voor de STEP bestaat geen RCI; de drempel is een instelling.',
  en: 'A high score is severe: start less end is positive for an improvement. There is no RCI for the STEP; the threshold is a setting.',
};

/** Mate waarin de ernst is verminderd (indicators.md 3, 4). */
export const severityReduction: IndicatorDefinition = {
  id: 'severity-reduction',
  version: 1,
  name: { nl: 'Afname van de ernst', en: 'Reduction of severity' },
  explanation: {
    nl: 'Het aandeel beëindigde trajecten waarin de ernst van de problematiek tussen begin en eind afnam.',
    en: 'The share of ended records in which the severity of the problems fell between start and end.',
  },
  source: {
    nl: 'Landelijke prestatie-indicator 4; Standaard Taxatie Ernst Problematiek (STEP).',
    en: 'National performance indicator 4; Standaard Taxatie Ernst Problematiek (STEP).',
  },
  caveats: [PAIRS_ONLY, HIGH_IS_SEVERE],
  direction: 'higher-is-better',
  parameters: {
    instrument: { type: 'text', label: { nl: 'Instrument', en: 'Instrument' }, default: 'STEP' },
    scales: { type: 'codes', label: { nl: 'Schalen', en: 'Scales' }, default: ['FJ', 'KO'] },
    minChange: MIN_CHANGE,
  },
  figure: body(
    [{ compare: [{ field: 'instrument' }, '=', { parameter: 'instrument' }] }],
    [{ in: [{ field: 'scale' }, { parameter: 'scales' }] }],
  ),
  terms: TERMS,
};

/** Problemen verminderd (indicators.md 4; outcome 3.3). */
export const problemReduction: IndicatorDefinition = {
  id: 'problem-reduction',
  version: 1,
  name: { nl: 'Problemen verminderd', en: 'Problems reduced' },
  explanation: {
    nl: 'Het aandeel beëindigde trajecten waarin de problemen afnamen, op welk instrument ook, over alle schalen die op beide momenten bekend zijn.',
    en: 'The share of ended records in which the problems fell, on any instrument, over all scales known at both moments.',
  },
  source: { nl: 'Geharmoniseerde outcome 3.3.', en: 'Harmonised outcome 3.3.' },
  caveats: [
    PAIRS_ONLY,
    HIGH_IS_SEVERE,
    {
      nl: 'Verschillende instrumenten hebben verschillende schalen: één drempel past niet bij alle.',
      en: 'Instruments have scales of their own: one threshold does not fit all.',
    },
  ],
  direction: 'higher-is-better',
  parameters: { minChange: MIN_CHANGE },
  figure: body([], []),
  terms: TERMS,
};
