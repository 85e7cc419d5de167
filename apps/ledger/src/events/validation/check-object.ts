/** Checks a JSON value against a data class: every field at every level, all faults at once. */
import { validateSync, type ValidationError } from 'class-validator';
import { fieldsOf, type DataClass, type FieldCode, type FieldRule } from '../data/field.js';
import { isObject, MAX_PARTS } from '../data/rules.js';
import { fits } from './fits.js';
import type { Violation } from './violation.js';

/** A member name that can be repeated in a pointer: a plain word, no number that may be someone's. */
const PLAIN_NAME = /^(?!.*\d{5})[A-Za-z_$][\w$-]{0,63}$/;

/**
 * @param value what the sender wrote.
 * @param pointer where that stands in the event; the violations' pointers start with it.
 * @returns what is wrong, in the order of the fields; nothing when it fits.
 */
export function checkObject(dataClass: DataClass, value: unknown, pointer: string): Violation[] {
  return fits(dataClass, value) ? [] : faultsOf(dataClass, value, pointer);
}

/** The same, without asking first whether it fits: what is wrong is told by class-validator. */
export function faultsOf(dataClass: DataClass, value: unknown, pointer: string): Violation[] {
  if (!isObject(value)) return [{ pointer, code: 'malformed', message: 'This must be an object.' }];
  const inside: Violation[] = [];
  const instance = instanceOf(dataClass, value, pointer, inside);
  return [...flatten(validateSync(instance, { forbidUnknownValues: false }), pointer), ...inside];
}

/** An instance with the known fields of a value; unknown ones and wrong members of lists are noted. */
function instanceOf(
  dataClass: DataClass,
  value: Readonly<Record<string, unknown>>,
  pointer: string,
  inside: Violation[],
): object {
  const fields = fieldsOf(dataClass);
  const instance = new dataClass() as Record<string, unknown>;
  for (const name of Object.keys(value)) {
    const rule = fields.get(name);
    const at = `${pointer}/${name}`;
    if (rule === undefined) inside.push(unknownField(name, pointer, fields.keys()));
    else instance[name] = rule.nested ? partOf(rule.nested(), value[name], at, inside) : value[name];
    if (rule?.each) inside.push(...wrongMembers(rule.each, value[name], at));
  }
  return instance;
}

function partOf(dataClass: DataClass, value: unknown, pointer: string, inside: Violation[]): unknown {
  if (Array.isArray(value) && value.length > MAX_PARTS) return null; // which its own rule refuses
  if (Array.isArray(value)) return value.map((item, i) => partOf(dataClass, item, `${pointer}/${i}`, inside));
  return isObject(value) ? instanceOf(dataClass, value, pointer, inside) : value;
}

function wrongMembers({ code, what, test }: NonNullable<FieldRule['each']>, value: unknown, at: string): Violation[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((member, i) =>
    test(member) ? [] : [{ pointer: `${at}/${i}`, code, message: `This must be ${what}.` }],
  );
}

function unknownField(name: string, pointer: string, known: Iterable<string>): Violation {
  return {
    pointer: PLAIN_NAME.test(name) ? `${pointer}/${name}` : pointer,
    code: 'unknown-field',
    message: `This field is not known here. Known are ${[...known].join(', ')}.`,
  };
}

function flatten(errors: readonly ValidationError[], pointer: string): Violation[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const at = `${pointer}/${property}`;
    // A part that is no object at all is reported as such by its own rule.
    const own = Object.entries(constraints).filter(([code]) => code !== 'nestedValidation');
    return [
      ...own.map(([code, message]) => ({ pointer: at, code: code as FieldCode, message })),
      ...flatten(children, at),
    ];
  });
}
