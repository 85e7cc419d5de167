/** Checks a JSON value against a data class: every field at every level, all faults at once. */
import { validateSync, type ValidationError } from 'class-validator';
import { fieldsOf, type DataClass, type FieldCode } from '../data/field.js';
import { isObject } from '../data/rules.js';
import type { Violation } from './violation.js';

/** A member name that can be repeated in a pointer: a plain word, no number that may be someone's. */
const PLAIN_NAME = /^(?!.*\d{5})[A-Za-z_$][\w$-]{0,63}$/;

/**
 * @param value what the sender wrote.
 * @param pointer where that stands in the event; the violations' pointers start with it.
 * @returns what is wrong, in the order of the fields; nothing when it fits.
 */
export function checkObject(dataClass: DataClass, value: unknown, pointer: string): Violation[] {
  if (!isObject(value)) return [{ pointer, code: 'malformed', message: 'This must be an object.' }];
  const unknown: Violation[] = [];
  const instance = instanceOf(dataClass, value, pointer, unknown);
  return [...flatten(validateSync(instance, { forbidUnknownValues: false }), pointer), ...unknown];
}

/** An instance with the known fields of a value; unknown ones are noted. */
function instanceOf(
  dataClass: DataClass,
  value: Readonly<Record<string, unknown>>,
  pointer: string,
  unknown: Violation[],
): object {
  const fields = fieldsOf(dataClass);
  const instance = new dataClass() as Record<string, unknown>;
  for (const name of Object.keys(value)) {
    const rule = fields.get(name);
    if (rule === undefined) unknown.push(unknownField(name, pointer, fields.keys()));
    else if (rule.nested) instance[name] = partOf(rule.nested(), value[name], `${pointer}/${name}`, unknown);
    else instance[name] = value[name];
  }
  return instance;
}

function partOf(dataClass: DataClass, value: unknown, pointer: string, unknown: Violation[]): unknown {
  if (Array.isArray(value)) return value.map((item, i) => partOf(dataClass, item, `${pointer}/${i}`, unknown));
  return isObject(value) ? instanceOf(dataClass, value, pointer, unknown) : value;
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
