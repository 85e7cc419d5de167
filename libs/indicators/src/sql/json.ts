import { member } from '../language/fault.js';
import type { Compilation } from './compilation.js';

/** Members that may stand beside an operator of values. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  field: ['of'],
  if: ['then', 'else'],
  sum: ['over'],
  mean: ['over'],
  smallest: ['over'],
  largest: ['over'],
};

/** The members of a JSON object; undefined when it is something else. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

/**
 * The one operator of an expression, its argument and what stands beside it; a fault when there is none, or too much.
 * @param beside members that may stand beside an operator; default: those of values.
 */
export function operatorOf<T>(
  compilation: Compilation,
  value: unknown,
  operators: Readonly<Record<string, T>>,
  pointer: string,
  what: string,
  beside: (operator: string) => readonly string[] = (name) => BESIDE[name] ?? [],
): { compile: T; argument: unknown; rest: Readonly<Record<string, unknown>>; pointer: string } | undefined {
  const object = objectOf(value);
  const name = object && Object.keys(object).find((key) => Object.hasOwn(operators, key));
  if (!object || name === undefined) {
    compilation.fault(
      pointer,
      'malformed',
      `This is not ${what}; one of these is needed: ${Object.keys(operators).join(', ')}.`,
    );
    return undefined;
  }
  const { [name]: argument, ...rest } = object;
  for (const key of Object.keys(rest)) {
    if (!beside(name).includes(key)) {
      compilation.fault(member(pointer, key), 'malformed', `This cannot stand beside ${name}.`);
    }
  }
  return { compile: operators[name]!, argument, rest, pointer: member(pointer, name) };
}

/** A list of a given length, or of at least one where the length is null; undefined values, with a fault, when it is not. */
export function tuple(compilation: Compilation, value: unknown, length: number | null, pointer: string): unknown[] {
  if (Array.isArray(value) && (length === null ? value.length > 0 : value.length === length)) return value;
  compilation.fault(pointer, 'malformed', `Give a list of ${length ?? 'at least one'}.`);
  return [];
}
