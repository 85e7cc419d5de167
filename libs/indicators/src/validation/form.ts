/** The form of a definition: which members there are. What expressions say is for the compiler. */
import { member } from '../language/fault.js';
import { DIMENSIONS } from '../question/question.js';
import { TEXT } from '../question/parse-parameter.js';
import {
  anything,
  bool,
  both,
  byMember,
  expression,
  list,
  matching,
  named,
  object,
  oneOf,
  orObject,
  rule,
  text,
  that,
  whole,
  type Check,
} from './checks.js';
import { casesNotPersons, namesOnce, oneKindOfShare, personsOfPopulation } from './figure-rules.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9+_-]{0,39}$/;
const byName = (check: Check): Check =>
  named(check, NAME, 'A name has 1 to 40 letters, digits, + _ and -, and begins with a letter or digit.');

const value = expression('value');
const condition = expression('condition');
const lookups = byName(expression('lookup'));

const localised = object({ nl: text(1_000), en: text(1_000) });

const MOST = 1_000_000;
const number = whole(-MOST, MOST);
const decimal = that(
  (one) => Number.isFinite(one) && Math.abs(one as number) <= MOST,
  `Give a number from -${MOST} to ${MOST}.`,
  { type: 'number', minimum: -MOST, maximum: MOST },
);
const textValue = matching(TEXT, 'Give letters, digits and . _ : -');
const codes = list(text(40));

const labels = named(localised, /^.{1,40}$/, 'Name a value of 1 to 40 characters.');

/** A type of parameter, with the check of its default and further members. */
const typed = (usual: Check, required: Readonly<Record<string, Check>> = {}, optional = {}): Check =>
  object({ type: anything, label: localised, default: usual, ...required }, optional);

const parameter = both(
  byMember('type', {
    integer: typed(number, { minimum: number, maximum: number }),
    integers: typed(list(number), { minimum: number, maximum: number }),
    number: typed(decimal, { minimum: decimal, maximum: decimal }),
    boolean: typed(bool),
    text: typed(textValue),
    choice: typed(text(40), { values: codes }, { labels }),
    codes: typed(codes, {}, { values: codes, labels }),
  }),
  rule((one, pointer, faults) => {
    const given = (one ?? {}) as { default?: unknown; values?: unknown; minimum?: number; maximum?: number };
    const { default: usual, values, minimum, maximum } = given;
    const all: unknown[] = Array.isArray(usual) ? usual : [usual];
    const inside = Array.isArray(values)
      ? all.every((item) => values.includes(item))
      : all.every((item) => typeof item !== 'number' || (item >= (minimum ?? item) && item <= (maximum ?? item)));
    if (!inside) {
      const message = 'The default must be possible itself.';
      faults.push({ pointer: member(pointer, 'default'), code: 'malformed', message });
    }
  }),
  rule((one, pointer, faults) => {
    const { values, labels: named } = (one ?? {}) as { values?: unknown; labels?: object };
    if (!Array.isArray(values)) return;
    for (const value of Object.keys(named ?? {})) {
      if (values.includes(value)) continue;
      const message = 'The parameter has no such value.';
      faults.push({ pointer: member(member(pointer, 'labels'), value), code: 'unknown-name', message });
    }
  }),
);

/** Words that a question already uses. */
const RESERVED = [
  'from',
  'to',
  'by',
  'asOf',
  'observedUntil',
  'method',
  'interval',
  'limit',
  'after',
  'version',
  ...DIMENSIONS,
];

const parameters = both(
  byName(parameter),
  rule((one, pointer, faults) => {
    for (const name of Object.keys((one as object | null) ?? {})) {
      if (!RESERVED.includes(name)) continue;
      const message = 'Every question has a parameter of this name.';
      faults.push({ pointer: member(pointer, name), code: 'clash', message });
    }
  }),
);

const chain = object(
  {
    members: text(40),
    start: value,
    end: value,
    joinWithinDays: whole(0, 36_525),
    representative: list(expression('orderBy')),
  },
  { lookups, until: value },
);

const literalOr = (literal: Check): Check => orObject(literal, object({ parameter: text(40) }));
const norms = literalOr(list(number));
const sample = object({ size: literalOr(whole(0, MOST)), seed: literalOr(textValue) });

const cases = object(
  { unit: text(40), index: value },
  { where: condition, distinct: oneOf('person'), dimensionsOf: text(40), ageOn: value, sample },
);

/** Members of a row that a further figure or a stock cannot be called. */
const TAKEN = new RegExp(
  '^(?!(group|numerator|denominator|value|interval|immature|lost|missing|excluded|suppressed|reason|classes|net|atRisk|' +
    'transitions|perThousand|n|mean|sd|median|p90|within|sample)$)',
);
const figureNamed = (check: Check): Check =>
  both(byName(check), named(anything, TAKEN, 'A row already has a member of this name.'));

const body = {
  lookups,
  values: byName(value),
  excluded: byName(condition),
  apart: figureNamed(condition),
};
const beside = figureNamed(expression('beside'));

const shareMembers = {
  ...body,
  beside,
  immature: condition,
  known: condition,
  numerator: condition,
  classes: byName(condition),
  value: that(isReading, 'Give {"class": name} or {"net": [name, name]}.', {
    anyOf: [
      object({ class: text(40) }).schema,
      object({ net: that(isPair, '', { type: 'array', items: { type: 'string' }, minItems: 2, maxItems: 2 }) }).schema,
    ],
  }),
  complement: bool,
  also: figureNamed(object({ numerator: condition }, { known: condition })),
};
const timeToEventMembers = {
  ...body,
  missing: condition,
  competing: byName(value),
  firstDay: oneOf(0, 1),
  cover: object({ unit: text(40), from: value, until: value }),
  complement: bool,
  fromCurve: object({ within: norms }),
};
const timeToEventNeeds = { event: value, followUpDays: literalOr(whole(0, 36_525)) };
const measureMembers = {
  ...body,
  number: value,
  within: object({ norms, how: oneOf('at-most', 'at-least') }),
  classes: byName(condition),
  beside,
};

const rateNeeds = {
  atRisk: object({ from: value, until: value }),
  events: object({ unit: text(40), on: value }, { where: condition }),
};
const rateMembers = { ...body, cleanDays: literalOr(whole(0, 36_525)), perPersonYears: whole(1, MOST) };

const stock = object({ unit: text(40), start: value, end: value }, { distinct: oneOf('person') });
const needs = { shape: anything, cases };

const further = figureNamed(
  byMember('shape', {
    share: both(object(needs, shareMembers), oneKindOfShare, namesOnce),
    measure: both(object(needs, measureMembers), namesOnce),
  }),
);

/** Checks the form of a figure, as it stands or with a variant in it. */
export const figureForm: Check = byMember('shape', {
  share: both(object(needs, { ...shareMembers, further }), oneKindOfShare, namesOnce),
  'time-to-event': both(object({ ...needs, ...timeToEventNeeds }, timeToEventMembers), casesNotPersons),
  measure: both(
    object(needs, { ...measureMembers, further, population: object({ on: oneOf('from', 'to') }) }),
    namesOnce,
    personsOfPopulation,
  ),
  rate: both(object({ ...needs, ...rateNeeds }, rateMembers), casesNotPersons),
  flow: object(
    { shape: anything, stocks: figureNamed(stock) },
    { transitions: object({ cases, from: value, to: value }, { ...body, immature: condition }) },
  ),
});

const variantBody = object(
  {},
  {
    cases,
    further,
    ...timeToEventNeeds,
    ...rateNeeds,
    ...shareMembers,
    ...timeToEventMembers,
    ...measureMembers,
    ...rateMembers,
  },
);

/** Checks the form of a whole definition. */
export const definitionForm: Check = object(
  {
    id: matching(/^(?=.{1,64}$)[a-z0-9]+(-[a-z0-9]+)*$/, 'Give kebab-case of at most 64 characters.'),
    version: whole(1, MOST),
    name: localised,
    explanation: localised,
    source: localised,
    caveats: list(localised),
    direction: oneOf('higher-is-better', 'lower-is-better', 'neutral'),
    parameters,
    figure: figureForm,
  },
  {
    units: byName(chain),
    variants: object({ parameter: text(40), bodies: byName(variantBody) }),
    terms: byName(localised),
  },
);

function isReading(one: unknown): boolean {
  const { class: name, net, ...rest } = (one ?? {}) as Record<string, unknown>;
  if (Object.keys(rest).length > 0) return false;
  return net === undefined ? typeof name === 'string' : isPair(net) && name === undefined;
}

function isPair(one: unknown): boolean {
  return Array.isArray(one) && one.length === 2 && one.every((name) => typeof name === 'string');
}
