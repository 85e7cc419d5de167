/** The form of a definition: which members there are. What expressions say is for the compiler. */
import { DIMENSIONS } from '../question/question.js';
import { member } from '../language/fault.js';
import { TEXT } from '../question/parse-parameter.js';
import { anything, bool, both, byMember, list, named, object, oneOf, text, that, whole, type Check } from './checks.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9+_-]{0,39}$/;
const byName = (check: Check): Check =>
  named(check, NAME, 'A name has 1 to 40 letters, digits, + _ and -, and begins with a letter or digit.');

const localised = object({ nl: text(1_000), en: text(1_000) });

const bounds = { default: anything, minimum: whole(-1_000_000, 1_000_000), maximum: whole(-1_000_000, 1_000_000) };
const codes = list(text(40));
const decimal = that(
  (value) => Number.isFinite(value) && Math.abs(value as number) <= 1_000_000,
  'Give a number from -1000000 to 1000000.',
);
const textValue = that((value) => typeof value === 'string' && TEXT.test(value), 'Give letters, digits and . _ : -');
const parameter = both(
  byMember('type', {
    integer: object({ type: anything, label: localised, ...bounds, default: whole(-1_000_000, 1_000_000) }),
    integers: object({ type: anything, label: localised, ...bounds, default: list(whole(-1_000_000, 1_000_000)) }),
    number: object({
      type: anything,
      label: localised,
      default: decimal,
      minimum: decimal,
      maximum: decimal,
    }),
    boolean: object({ type: anything, label: localised, default: bool }),
    text: object({ type: anything, label: localised, default: textValue }),
    choice: object({ type: anything, label: localised, default: text(40), values: codes }),
    codes: object({ type: anything, label: localised, default: codes }, { values: codes }),
  }),
  (value, pointer, faults) => {
    const {
      default: usual,
      values,
      minimum,
      maximum,
    } = (value ?? {}) as {
      default?: unknown;
      values?: unknown;
      minimum?: number;
      maximum?: number;
    };
    const all: unknown[] = Array.isArray(usual) ? usual : [usual];
    const inside = Array.isArray(values)
      ? all.every((one) => values.includes(one))
      : all.every((one) => typeof one !== 'number' || (one >= (minimum ?? one) && one <= (maximum ?? one)));
    if (!inside) {
      const message = 'The default must be possible itself.';
      faults.push({ pointer: member(pointer, 'default'), code: 'malformed', message });
    }
  },
);

/** Words that a question already uses. */
const RESERVED = ['from', 'to', 'by', 'asOf', 'observedUntil', 'method', 'interval', 'limit', 'after', ...DIMENSIONS];

const parameters = both(byName(parameter), (value, pointer, faults) => {
  for (const name of Object.keys((value as object | null) ?? {})) {
    if (!RESERVED.includes(name)) continue;
    faults.push({
      pointer: member(pointer, name),
      code: 'clash',
      message: 'Every question has a parameter of this name.',
    });
  }
});

const chain = object(
  {
    members: text(40),
    start: anything,
    end: anything,
    joinWithinDays: whole(0, 36_525),
    representative: list(anything),
  },
  { lookups: byName(anything), until: anything },
);

const parameterNamed = object({ parameter: text(40) });
const literalOr =
  (literal: Check): Check =>
  (value, pointer, faults) =>
    (typeof value === 'object' && value !== null && !Array.isArray(value) ? parameterNamed : literal)(
      value,
      pointer,
      faults,
    );

const norms = literalOr(list(whole(-1_000_000, 1_000_000)));
const sample = object({ size: literalOr(whole(0, 1_000_000)), seed: literalOr(textValue) });

const cases = object(
  { unit: text(40), index: anything },
  { where: anything, distinct: oneOf('person'), dimensionsOf: text(40), ageOn: anything, sample },
);

/** Members of a row that a further figure or a stock cannot be called. */
const TAKEN = new RegExp(
  '^(?!(group|numerator|denominator|value|interval|immature|lost|missing|excluded|suppressed|reason|classes|net|atRisk|' +
    'transitions|n|mean|sd|median|p90|within|sample)$)',
);
const figureNamed = (check: Check): Check =>
  both(byName(check), named(anything, TAKEN, 'A row already has a member of this name.'));

const body = {
  lookups: byName(anything),
  values: byName(anything),
  excluded: byName(anything),
  apart: figureNamed(anything),
};

const shareMembers = {
  ...body,
  beside: figureNamed(anything),
  immature: anything,
  known: anything,
  numerator: anything,
  classes: byName(anything),
  value: that((value) => isReading(value), 'Give {"class": name} or {"net": [name, name]}.'),
  complement: bool,
  also: figureNamed(object({ numerator: anything }, { known: anything })),
};
const timeToEventMembers = {
  ...body,
  missing: anything,
  competing: byName(anything),
  firstDay: oneOf(0, 1),
  cover: object({ unit: text(40), from: anything, until: anything }),
  complement: bool,
  fromCurve: object({ within: norms }),
};
const timeToEventNeeds = { event: anything, followUpDays: literalOr(whole(0, 36_525)) };
const measureMembers = {
  ...body,
  number: anything,
  within: object({ norms, how: oneOf('at-most', 'at-least') }),
  classes: byName(anything),
  beside: figureNamed(anything),
};

const stock = object({ unit: text(40), start: anything, end: anything }, { distinct: oneOf('person') });

const further = figureNamed(
  byMember('shape', {
    share: both(object({ shape: anything, cases }, shareMembers), oneKindOfShare),
    measure: object({ shape: anything, cases }, measureMembers),
  }),
);

/** Checks the form of a figure, as it stands or with a variant in it. */
export const figureForm: Check = byMember('shape', {
  share: both(object({ shape: anything, cases }, { ...shareMembers, further }), oneKindOfShare, namesOnce),
  'time-to-event': both(object({ shape: anything, cases, ...timeToEventNeeds }, timeToEventMembers), casesNotPersons),
  measure: both(object({ shape: anything, cases }, { ...measureMembers, further }), namesOnce),
  flow: object(
    { shape: anything, stocks: figureNamed(stock) },
    { transitions: object({ cases, from: anything, to: anything }, { ...body, immature: anything }) },
  ),
});

const variantBody = object(
  {},
  { cases, further, ...timeToEventNeeds, ...shareMembers, ...timeToEventMembers, ...measureMembers },
);

/** Checks the form of a whole definition. */
export const definitionForm: Check = object(
  {
    id: that(
      (value) => typeof value === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length <= 64,
      'Give kebab-case of at most 64 characters.',
    ),
    version: whole(1, 1_000_000),
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

function isReading(value: unknown): boolean {
  const { class: one, net, ...rest } = (value ?? {}) as Record<string, unknown>;
  if (Object.keys(rest).length > 0) return false;
  const isPair = Array.isArray(net) && net.length === 2 && net.every((name) => typeof name === 'string');
  return net === undefined ? typeof one === 'string' : isPair && one === undefined;
}

/** Further figures of all kinds share the names of a row's members. */
function namesOnce(value: unknown, pointer: string, faults: Parameters<Check>[2]): void {
  const figure = (value ?? {}) as Record<string, unknown>;
  const seen = new Set<string>();
  for (const kind of ['also', 'apart', 'beside', 'further']) {
    for (const name of Object.keys((figure[kind] as object | undefined) ?? {})) {
      if (seen.has(name)) {
        const message = 'The row already has a further figure of this name.';
        faults.push({ pointer: member(member(pointer, kind), name), code: 'clash', message });
      }
      seen.add(name);
    }
  }
}

function casesNotPersons(value: unknown, pointer: string, faults: Parameters<Check>[2]): void {
  const { cases } = (value ?? {}) as { readonly cases?: { readonly distinct?: unknown } };
  if (cases?.distinct === undefined) return;
  const message = 'Times belong to cases: persons are counted in a share, a measure or a stock.';
  faults.push({ pointer: member(member(pointer, 'cases'), 'distinct'), code: 'malformed', message });
}

/** A share has a numerator, or classes with a value that reads them; persons are not counted by class or twice. */
function oneKindOfShare(value: unknown, pointer: string, faults: Parameters<Check>[2]): void {
  const share = (value ?? {}) as Record<string, unknown>;
  const cases = (share['cases'] ?? {}) as { readonly distinct?: unknown };
  const read = (share['value'] ?? {}) as { readonly class?: string; readonly net?: readonly string[] };
  const fault = (name: string, message: string): void =>
    void faults.push({ pointer: member(pointer, name), code: 'malformed', message });
  if ((share['numerator'] === undefined) === (share['classes'] === undefined)) {
    fault('numerator', 'A share has either a numerator or classes.');
  }
  if ((share['classes'] === undefined) !== (share['value'] === undefined)) {
    fault('value', 'Classes, and they alone, need a value that says how to read them.');
  }
  if (cases.distinct && share['also']) fault('also', 'Where persons are counted there is no further share.');
  const names = [read.class, ...(read.net ?? [])].filter((name) => name !== undefined);
  if (names.some((name) => !Object.hasOwn((share['classes'] as object | undefined) ?? {}, name))) {
    fault('value', 'There is no class of this name.');
  }
}
