/**
 * Small checks of JSON, put together to the form of a definition. Each reports what it finds with a pointer, and says the same as a JSON Schema.
 */
import { member, type DefinitionFault } from '../language/fault.js';

/** A JSON Schema (2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

type Run = (value: unknown, pointer: string, faults: DefinitionFault[]) => void;

/** A check and the schema of what passes it; a schema can be wider than its check, never narrower. */
export interface Check extends Run {
  readonly schema: JsonSchema;
}

const check = (schema: JsonSchema, run: Run): Check => Object.assign(run, { schema });

const malformed = (pointer: string, message: string): DefinitionFault => ({ pointer, code: 'malformed', message });

/** A check by a predicate. */
export const that = (holds: (value: unknown) => boolean, message: string, schema: JsonSchema): Check =>
  check(schema, (value, pointer, faults) => {
    if (!holds(value)) faults.push(malformed(pointer, message));
  });

/** Part of an expression: the compiler looks at it. Its schema is one of the named ones. */
export const expression = (name: string): Check => check({ $ref: `#/$defs/${name}` }, () => undefined);

/** Something that another check looks at. */
export const anything: Check = check({}, () => undefined);

/** A rule about several members at once, which no schema says. */
export const rule = (run: Run): Check => check({}, (value, pointer, faults) => run(value, pointer, faults));

export const oneOf = (...values: readonly unknown[]): Check =>
  that((value) => values.includes(value), `Give one of ${values.join(', ')}.`, { enum: values });

export const bool: Check = oneOf(true, false);

export const whole = (minimum: number, maximum: number): Check =>
  that(
    (value) => Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum,
    `Give a whole number from ${minimum} to ${maximum}.`,
    { type: 'integer', minimum, maximum },
  );

export const text = (maximum: number): Check =>
  that(
    (value) => typeof value === 'string' && value.length > 0 && value.length <= maximum,
    `Give a text of 1 to ${maximum} characters.`,
    { type: 'string', minLength: 1, maxLength: maximum },
  );

/** A text of a form. */
export const matching = (pattern: RegExp, message: string): Check =>
  that((value) => typeof value === 'string' && pattern.test(value), message, {
    type: 'string',
    pattern: pattern.source,
  });

export const list = (items: Check): Check =>
  check({ type: 'array', items: items.schema }, (value, pointer, faults) => {
    if (!Array.isArray(value)) faults.push(malformed(pointer, 'Give a list.'));
    else value.forEach((one, i) => items(one, member(pointer, i), faults));
  });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with members of its own choosing. */
export const named = (one: Check, name: RegExp, message: string): Check =>
  check(
    { type: 'object', propertyNames: { pattern: name.source }, additionalProperties: one.schema },
    (value, pointer, faults) => {
      if (!isObject(value)) return void faults.push(malformed(pointer, 'Give an object.'));
      for (const [key, item] of Object.entries(value)) {
        if (!name.test(key)) faults.push(malformed(member(pointer, key), message));
        else one(item, member(pointer, key), faults);
      }
    },
  );

/** An object with these members and no others. */
export function object(
  required: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  const members = { ...required, ...optional };
  const schema = {
    type: 'object',
    properties: Object.fromEntries(Object.entries(members).map(([name, one]) => [name, one.schema])),
    required: Object.keys(required),
    additionalProperties: false,
  };
  return check(schema, (value, pointer, faults) => {
    if (!isObject(value)) return void faults.push(malformed(pointer, 'Give an object.'));
    for (const key of Object.keys(required)) {
      if (value[key] === undefined) faults.push(malformed(member(pointer, key), 'This is needed.'));
    }
    for (const [key, one] of Object.entries(value)) {
      if (!Object.hasOwn(members, key)) faults.push(malformed(member(pointer, key), 'There is no such member here.'));
      else if (one !== undefined) members[key]!(one, member(pointer, key), faults);
    }
  });
}

/** Runs one check after the other. */
export function both(...checks: readonly Check[]): Check {
  const schemas = checks.map(({ schema }) => schema).filter((schema) => Object.keys(schema).length > 0);
  return check(schemas.length === 1 ? schemas[0]! : { allOf: schemas }, (value, pointer, faults) =>
    checks.forEach((one) => one(value, pointer, faults)),
  );
}

/** A check chosen by a member of the value. */
export function byMember(name: string, checks: Readonly<Record<string, Check>>): Check {
  const oneOf = Object.entries(checks).map(([kind, { schema }]) => ({
    properties: { [name]: { const: kind } },
    required: [name],
    allOf: [schema],
  }));
  return check({ type: 'object', oneOf }, (value, pointer, faults) => {
    const kind = isObject(value) ? value[name] : undefined;
    const chosen = typeof kind === 'string' && Object.hasOwn(checks, kind) ? checks[kind] : undefined;
    if (chosen) chosen(value, pointer, faults);
    else faults.push(malformed(member(pointer, name), `Give one of ${Object.keys(checks).join(', ')}.`));
  });
}

/** A value as it stands, or an object that the second check looks at. */
export const orObject = (plain: Check, other: Check): Check =>
  check({ anyOf: [plain.schema, other.schema] }, (value, pointer, faults) =>
    (isObject(value) ? other : plain)(value, pointer, faults),
  );
