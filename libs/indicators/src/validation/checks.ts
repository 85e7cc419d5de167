/** Small checks of JSON, put together to the form of a definition. Each reports what it finds with a pointer. */
import { member, type DefinitionFault } from '../language/fault.js';

export type Check = (value: unknown, pointer: string, faults: DefinitionFault[]) => void;

const malformed = (pointer: string, message: string): DefinitionFault => ({ pointer, code: 'malformed', message });

/** A check by a predicate. */
export const that =
  (holds: (value: unknown) => boolean, message: string): Check =>
  (value, pointer, faults) => {
    if (!holds(value)) faults.push(malformed(pointer, message));
  };

/** Anything: the compiler looks at it. */
export const anything: Check = () => undefined;

export const oneOf = (...values: readonly unknown[]): Check =>
  that((value) => values.includes(value), `Give one of ${values.join(', ')}.`);

export const bool: Check = oneOf(true, false);

export const whole = (minimum: number, maximum: number): Check =>
  that(
    (value) => Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum,
    `Give a whole number from ${minimum} to ${maximum}.`,
  );

export const text = (maximum: number): Check =>
  that(
    (value) => typeof value === 'string' && value.length > 0 && value.length <= maximum,
    `Give a text of 1 to ${maximum} characters.`,
  );

export const list =
  (check: Check): Check =>
  (value, pointer, faults) => {
    if (!Array.isArray(value)) faults.push(malformed(pointer, 'Give a list.'));
    else value.forEach((one, i) => check(one, member(pointer, i), faults));
  };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object with members of its own choosing. */
export const named =
  (check: Check, name: RegExp, message: string): Check =>
  (value, pointer, faults) => {
    if (!isObject(value)) return void faults.push(malformed(pointer, 'Give an object.'));
    for (const [key, one] of Object.entries(value)) {
      if (!name.test(key)) faults.push(malformed(member(pointer, key), message));
      else check(one, member(pointer, key), faults);
    }
  };

/** An object with these members and no others. */
export const object =
  (required: Readonly<Record<string, Check>>, optional: Readonly<Record<string, Check>> = {}): Check =>
  (value, pointer, faults) => {
    if (!isObject(value)) return void faults.push(malformed(pointer, 'Give an object.'));
    for (const key of Object.keys(required)) {
      if (value[key] === undefined) faults.push(malformed(member(pointer, key), 'This is needed.'));
    }
    for (const [key, one] of Object.entries(value)) {
      const check = Object.hasOwn(required, key) ? required[key] : Object.hasOwn(optional, key) ? optional[key] : null;
      if (check === null) faults.push(malformed(member(pointer, key), 'There is no such member here.'));
      else if (one !== undefined) check!(one, member(pointer, key), faults);
    }
  };

/** Runs one check after the other. */
export const both =
  (...checks: readonly Check[]): Check =>
  (value, pointer, faults) =>
    checks.forEach((check) => check(value, pointer, faults));

/** A check chosen by a member of the value. */
export const byMember =
  (name: string, checks: Readonly<Record<string, Check>>): Check =>
  (value, pointer, faults) => {
    const kind = isObject(value) ? value[name] : undefined;
    const check = typeof kind === 'string' && Object.hasOwn(checks, kind) ? checks[kind] : undefined;
    if (check) check(value, pointer, faults);
    else faults.push(malformed(member(pointer, name), `Give one of ${Object.keys(checks).join(', ')}.`));
  };
