/**
 * Whether a JSON value is right by a data class, as yes or no: one function per class, made once from the same field rules
 * as its checks by class-validator. Nearly every event is right; what is wrong with one is then told by those checks.
 */
import { fieldsOf, type DataClass, type DeclaredField } from '../data/field.js';
import { isObject, MAX_PARTS } from '../data/rules.js';

type Fit = (value: unknown) => boolean;

const made = new WeakMap<DataClass, Fit>();

/** Never true for a value that the checks of the class refuse; false only for one that they refuse. */
export function fits(dataClass: DataClass, value: unknown): boolean {
  return fitOf(dataClass)(value);
}

function fitOf(dataClass: DataClass): Fit {
  let fit = made.get(dataClass);
  if (fit === undefined) made.set(dataClass, (fit = objectFit(dataClass)));
  return fit;
}

function objectFit(dataClass: DataClass): Fit {
  const fields = [...fieldsOf(dataClass)].map(([name, field]) => ({ name, ...field, fit: valueFit(field) }));
  return (value) => {
    if (!isObject(value)) return false;
    let known = 0;
    for (const { name, optional, neededIf, fit } of fields) {
      const member = value[name];
      if (member === undefined) {
        if (!optional || neededIf?.(value as never) === true) return false;
        if (!Object.hasOwn(value, name)) continue;
      } else if (!fit(member)) return false;
      known += 1;
    }
    return known === membersIn(value);
  };
}

function valueFit({ shape, content, each, nested }: DeclaredField): Fit {
  const parts: Fit[] = [shape];
  if (content) parts.push(content.test as Fit);
  if (each) parts.push((list) => (list as readonly unknown[]).every(each.test));
  if (nested) parts.push(partFit(nested));
  const [first, second] = parts;
  if (second === undefined) return shape;
  return parts.length === 2 ? (value) => first!(value) && second(value) : (value) => parts.every((fit) => fit(value));
}

/** The class of a part may be declared after the class that has it. */
function partFit(nested: () => DataClass): Fit {
  return (value) => {
    const fit = fitOf(nested());
    return Array.isArray(value) ? value.length <= MAX_PARTS && value.every((item) => fit(item)) : fit(value);
  };
}

function membersIn(value: object): number {
  let count = 0;
  for (const name in value) if (Object.hasOwn(value, name)) count += 1;
  return count;
}
