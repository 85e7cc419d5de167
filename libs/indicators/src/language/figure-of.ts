import type { FigureBody, IndicatorDefinition, ParameterValue } from './definition.js';

/** The figure that a question asks for: the definition's, with what the value of its variant parameter replaces. */
export function figureOf(
  definition: Pick<IndicatorDefinition, 'figure' | 'variants'>,
  parameters: Readonly<Record<string, ParameterValue>>,
): FigureBody {
  const { figure, variants } = definition;
  const value = variants && parameters[variants.parameter];
  const body = typeof value === 'string' || typeof value === 'boolean' ? variants!.bodies[String(value)] : undefined;
  return { ...figure, ...body };
}
