/** A figure asked of the facts, without HTTP. */
import type { FactView } from '#libs/facts';
import { answer, parseQuestion, settle, validateDefinition, type IndicatorDefinition } from '#libs/indicators';

export interface Asked {
  readonly definition: IndicatorDefinition;
  /** As in a request: `from`, `to`, `by`, ... */
  readonly query: Readonly<Record<string, string>>;
  /** The last day that counts as observed. */
  readonly observedUntil: string;
}

/** @throws Error when the question cannot be. */
export function ask(view: FactView, { definition, query, observedUntil }: Asked): Promise<unknown> {
  const { question, errors } = parseQuestion(definition, query, 'values');
  if (!question) throw new Error(JSON.stringify(errors));
  return answer(view, definition, settle(question, observedUntil));
}

/** Reads a definition that somebody wrote. @throws Error when it cannot be computed. */
export function readDefinition(text: string): IndicatorDefinition {
  const definition: unknown = JSON.parse(text);
  const faults = validateDefinition(definition);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return definition as IndicatorDefinition;
}
