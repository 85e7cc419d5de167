import type { IndicatorDefinition } from '../language/definition.js';
import { DefinitionError } from '../language/fault.js';
import type { SettledQuestion } from '../question/question.js';
import { compileChain } from '../sql/chains.js';
import { Compilation } from '../sql/compilation.js';
import { compileCondition, compileFilter } from '../sql/conditions.js';
import { lookupSource } from '../sql/lookups.js';
import type { View } from './view.js';

/** A fresh statement for a question about a definition. */
export function compilationFor(
  schema: string,
  definition: Pick<IndicatorDefinition, 'parameters' | 'units'>,
  question: Pick<SettledQuestion, 'parameters' | 'window' | 'observedUntil'>,
): Compilation {
  return new Compilation(
    {
      schema,
      parameters: definition.parameters,
      values: question.parameters,
      units: definition.units ?? {},
      window: question.window,
      observedUntil: question.observedUntil,
    },
    {
      condition: compileCondition,
      filter: compileFilter,
      chain: compileChain,
      related: (compilation, scope, related, pointer) => lookupSource(compilation, scope, related, pointer, 'related'),
    },
  );
}

/**
 * Compiles and runs one statement.
 * @throws DefinitionError when the definition cannot be compiled; nothing is run then.
 */
export async function run(
  view: View,
  definition: IndicatorDefinition,
  question: SettledQuestion,
  compile: (compilation: Compilation) => string,
): Promise<Record<string, unknown>[]> {
  const compilation = compilationFor(view.schema, definition, question);
  const sql = compile(compilation);
  if (compilation.faults.length > 0) throw new DefinitionError(compilation.faults);
  return view.query(sql, compilation.values);
}
