/** The published JSON Schema of a definition, against what the engine takes. */
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { BUILT_IN, DEFINITION_SCHEMA, validateDefinition, type Condition, type Value } from '#libs/indicators';
import { shareWith, text } from './support/definitions.js';

const ajv = new Ajv2020({ allErrors: false, strictTypes: false, formats: { date: true } });
const passes = ajv.compile(DEFINITION_SCHEMA);

it('is a schema of 2020-12', () => {
  expect(DEFINITION_SCHEMA['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(ajv.validateSchema(DEFINITION_SCHEMA)).toBe(true);
});

it.each(BUILT_IN.map((definition) => [definition.id, definition] as const))('takes %s', (_id, definition) => {
  passes(definition);
  expect(passes.errors ?? []).toEqual([]);
});

const start: Value = { field: 'startOn' };
const rank: Value = { field: 'rank' };
const over = { unit: 'record', where: true, as: 'other' };
const values: [string, Value][] = Object.entries({
  date: { date: '2023-01-01' },
  parameter: { parameter: 'days' },
  question: { question: 'index' },
  plus: { plus: [start, { months: 1 }] },
  minus: { minus: [start, { years: { parameter: 'days' } }] },
  daysBetween: { daysBetween: [start, start] },
  yearsBetween: { yearsBetween: [start, start] },
  earliest: { earliest: [start] },
  latest: { latest: [start, start] },
  known: { known: [rank, 1] },
  add: { add: [rank, 1] },
  subtract: { subtract: [rank, 1] },
  multiply: { multiply: [rank, 1.5] },
  divide: { divide: [rank, 2] },
  round: { round: [rank, 2] },
  entry: { largest: { entry: [{ field: 'scores' }, 'FJ'] }, over: { unit: 'step-assessed' } },
  size: { largest: { size: { field: 'domains' } }, over: { unit: 'perspective-plan-made' } },
  count: { count: over },
  sum: { sum: rank, over },
  mean: { mean: rank, over },
  smallest: { smallest: start, over },
  largest: { largest: start, over },
  field: { field: 'bornOn', of: 'person' },
  if: { if: true, then: 1, else: 2 },
  value: { value: 'twice' },
});
const conditions: [string, Condition][] = Object.entries({
  and: { and: [true] },
  or: { or: [false, true] },
  not: { not: true },
  compare: { compare: [rank, '!=', 1] },
  in: { in: [{ field: 'endReason' }, { parameter: 'codes' }] },
  between: { between: [rank, 1, 2] },
  contains: {
    exists: { unit: 'perspective-plan-made', where: { contains: [{ field: 'domains' }, 'housing'] } },
  },
  isKnown: { isKnown: start },
  exists: { exists: { unit: 'record' } },
});

const withNumerator = (numerator: unknown) => ({
  ...shareWith(true),
  parameters: {
    days: { type: 'integer', label: text, default: 1, minimum: 0, maximum: 9 },
    codes: { type: 'codes', label: text, default: ['01'] },
  },
  figure: {
    shape: 'share',
    cases: { unit: 'record', index: { field: 'endOn' } },
    values: { twice: { multiply: [rank, 2] } },
    numerator,
  },
});

describe('every operator', () => {
  const operatorsOf = (name: string): string[] =>
    (DEFINITION_SCHEMA as { $defs: Record<string, { anyOf: { required?: string[] }[] }> }).$defs[name]!.anyOf.flatMap(
      ({ required }) => required?.slice(0, 1) ?? [],
    ).sort();
  /** What the engine says it could have taken. */
  const toldBy = (numerator: unknown): string[] => {
    const { message } = validateDefinition(withNumerator(numerator))[0]!;
    return message
      .slice(message.indexOf(': ') + 2, -1)
      .split(', ')
      .sort();
  };

  it('of the engine stands in the schema, and no other', () => {
    expect(operatorsOf('condition')).toEqual(toldBy({}));
    expect(operatorsOf('value')).toEqual(toldBy({ isKnown: {} }));
    expect(operatorsOf('duration')).toEqual(toldBy({ isKnown: { plus: [start, {}] } }));
    expect(values.map(([name]) => name).sort()).toEqual(operatorsOf('value'));
    expect(conditions.map(([name]) => name).sort()).toEqual(operatorsOf('condition'));
  });

  it.each([...values.map(([name, value]) => [name, { isKnown: value }] as const), ...conditions])(
    '%s passes both',
    (_name, condition) => {
      const definition = withNumerator(condition);
      expect(validateDefinition(definition)).toEqual([]);
      expect(passes(definition)).toBe(true);
    },
  );

  it.each([
    ...values.map(([name, value]) => [name, value, true] as const),
    ...conditions.map((c) => [...c, false] as const),
  ])('%s passes neither with something strange beside it', (_name, expression, isValue) => {
    const strange = { ...(expression as object), colour: 'red' };
    const definition = withNumerator(isValue ? { isKnown: strange } : strange);
    expect(passes(definition)).toBe(false);
    expect(validateDefinition(definition)).not.toEqual([]);
  });
});

describe('what the schema refuses the engine refuses', () => {
  const good = JSON.parse(JSON.stringify(BUILT_IN)) as Record<string, unknown>[];

  /** A definition with one place of it gone or something else, place after place: what was done, while it is done. */
  function* spoilt(json: unknown, pointer = ''): Generator<string> {
    if (typeof json !== 'object' || json === null) return;
    const at = json as Record<string, unknown>;
    for (const [key, kept] of Object.entries(at)) {
      for (const other of [undefined, null, []]) {
        if (other !== undefined) at[key] = other;
        else if (Array.isArray(json)) json.splice(Number(key), 1);
        else delete at[key];
        yield `${pointer}/${key}: ${JSON.stringify(other)}`;
        if (other === undefined && Array.isArray(json)) json.splice(Number(key), 0, kept);
        else at[key] = kept;
      }
      yield* spoilt(kept, `${pointer}/${key}`);
    }
  }

  it.each(['repeat-referral', 'waiting-list', 'client-satisfaction', 'stock-and-flow'])('%s, in every place', (id) => {
    const definition = good.find((one) => one['id'] === id)!;
    const takenAnyway: string[] = [];
    let refused = 0;
    for (const what of spoilt(definition)) {
      if (passes(definition)) continue;
      refused += 1;
      if (validateDefinition(definition).length === 0) takenAnyway.push(what);
    }
    expect(takenAnyway).toEqual([]);
    expect(refused).toBeGreaterThan(100);
    expect(validateDefinition(definition)).toEqual([]);
  });
});

it('every value that can be chosen in the catalogue has a name for readers', () => {
  const named = BUILT_IN.flatMap(({ id, parameters }) =>
    Object.entries(parameters).flatMap(([name, parameter]) =>
      'values' in parameter && parameter.values
        ? [[`${id} ${name}`, parameter.values, Object.keys(parameter.labels ?? {})] as const]
        : [],
    ),
  );
  expect(named.length).toBeGreaterThan(5);
  for (const [name, values, labels] of named) expect([name, [...labels].sort()]).toEqual([name, [...values].sort()]);
});
