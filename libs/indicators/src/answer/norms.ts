import type { Norms } from '../language/definition.js';
import type { SettledQuestion } from '../question/question.js';

/** A number or list, or the parameter that holds it. */
export function literal<T>(value: T | { readonly parameter: string }, { parameters }: SettledQuestion): unknown {
  return typeof value === 'object' && value !== null && 'parameter' in value ? parameters[value.parameter] : value;
}

/** The norms of a question; a parameter can hold one alone. */
export function normsOf(norms: Norms | undefined, question: SettledQuestion): readonly number[] {
  const value = literal(norms ?? [], question) as number | readonly number[];
  return typeof value === 'number' ? [value] : value;
}
