/** The named schemas of expressions: what the compiler takes, as far as form goes. */
import { ALL_FACT_TABLES } from '#libs/fact-schema';
import type { JsonSchema } from './checks.js';

const named = (name: string): JsonSchema => ({ $ref: `#/$defs/${name}` });
const value = named('value');
const condition = named('condition');
const related = named('related');
const text: JsonSchema = { type: 'string', minLength: 1 };

const several = (items: JsonSchema): JsonSchema => ({ type: 'array', items, minItems: 1 });
const tuple = (...prefixItems: readonly JsonSchema[]): JsonSchema => ({
  type: 'array',
  prefixItems,
  items: false,
  minItems: prefixItems.length,
});

/** An object with one operator, and what must or may stand beside it. */
const operator = (
  name: string,
  argument: JsonSchema,
  required: Readonly<Record<string, JsonSchema>> = {},
  optional: Readonly<Record<string, JsonSchema>> = {},
): JsonSchema => ({
  type: 'object',
  properties: { [name]: argument, ...required, ...optional },
  required: [name, ...Object.keys(required)],
  additionalProperties: false,
});

const operators = (all: Readonly<Record<string, JsonSchema>>): JsonSchema[] =>
  Object.entries(all).map(([name, argument]) => operator(name, argument));

const pair = tuple(value, value);
const step = tuple(value, named('duration'));

/** Units that every definition has, with their fields: for readers; a definition can have units of its own. */
const units = Object.entries(ALL_FACT_TABLES)
  .map(([name, { columns }]) => `${name} (${Object.keys(columns).join(', ')})`)
  .join('; ');

/** Schemas by the name under which others refer to them. */
export const EXPRESSION_SCHEMAS: Readonly<Record<string, JsonSchema>> = {
  value: {
    description:
      'A value of one case. A bare string, number or boolean is itself; all else is an object with one operator.',
    anyOf: [
      { type: ['string', 'number', 'boolean'] },
      ...operators({
        date: { type: 'string', format: 'date', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
        parameter: text,
        value: text,
        question: { enum: ['from', 'to', 'observedUntil', 'index'] },
        plus: step,
        minus: step,
        daysBetween: pair,
        yearsBetween: pair,
        earliest: several(value),
        latest: several(value),
        known: several(value),
        add: pair,
        subtract: pair,
        multiply: pair,
        divide: pair,
        round: tuple(value, { type: 'integer', minimum: 0, maximum: 12 }),
        entry: pair,
        size: value,
        count: related,
      }),
      operator('field', text, {}, { of: text }),
      operator('if', condition, { then: value, else: value }),
      ...['sum', 'mean', 'smallest', 'largest'].map((name) => operator(name, value, { over: related })),
    ],
  },
  duration: {
    description: 'Month and year steps clip to the end of the month.',
    anyOf: operators({ days: value, months: value, years: value }),
  },
  condition: {
    description: 'Holds or not. A comparison in which something is not known does not hold.',
    anyOf: [
      { type: 'boolean' },
      ...operators({
        and: several(condition),
        or: several(condition),
        not: condition,
        compare: tuple(value, { enum: ['=', '!=', '<', '<=', '>', '>='] }, value),
        in: tuple(value, { anyOf: [several(value), operator('parameter', text)] }),
        between: tuple(value, value, value),
        contains: pair,
        isKnown: value,
        exists: { anyOf: [text, related] },
      }),
    ],
  },
  orderBy: {
    description: 'What is not known comes last, or first when unknownFirst.',
    ...operator('by', value, {}, { descending: { type: 'boolean' }, unknownFirst: { type: 'boolean' } }),
  },
  lookup: {
    description: `One unit of the same person: the first in order, then the one with the smallest id. Units: ${units}.`,
    ...operator('unit', text, {}, { where: condition, order: { type: 'array', items: named('orderBy') } }),
  },
  related: {
    description: 'All units of the same person for which the condition holds; `as` names them for what stands deeper.',
    ...operator('unit', text, {}, { where: condition, as: text }),
  },
  aggregate: {
    description: 'A number over the cases counted.',
    anyOf: [
      { type: 'number' },
      ...operators({ count: condition, divide: tuple(named('aggregate'), named('aggregate')) }),
      ...['sum', 'mean', 'sd'].map((name) => operator(name, value, {}, { where: condition })),
    ],
  },
  beside: {
    description: 'A further figure over the cases counted: a number, n mean sd median p90, or counts by name.',
    anyOf: [
      named('aggregate'),
      operator('statistics', value, {}, { where: condition }),
      operator('distribution', { type: 'object', additionalProperties: condition, minProperties: 1 }),
    ],
  },
};
