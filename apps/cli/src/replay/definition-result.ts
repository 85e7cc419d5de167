/** A researcher's definition over the facts. */
import {
  answer,
  parseQuestion,
  settle,
  validateDefinition,
  type Asked,
  type IndicatorDefinition,
  type SettledQuestion,
} from '#libs/indicators';
import { UsageError } from '../errors.js';
import type { KnownFacts } from '../data/facts-as-of.js';
import type { ReplayQuestion, ReplaySource } from './manifest.js';

/**
 * Checks a definition and what is asked of it.
 * @throws UsageError naming every fault by its place in the definition, or every wrong parameter.
 */
export function checkDefinition(
  { name, text }: Pick<ReplaySource, 'name' | 'text'>,
  question: ReplayQuestion,
  what: Asked = 'values',
) {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new UsageError(`${name} is no JSON.`);
  }
  json = unfolded(json);
  const faults = validateDefinition(json);
  if (faults.length > 0) {
    const lines = faults.map(({ pointer, message }) => `  ${pointer || '/'}: ${message}`);
    throw new UsageError([`${name} cannot be computed:`, ...lines].join('\n'));
  }
  const definition = json as IndicatorDefinition;
  const { from, to, by, method, observedUntil, parameters, filters } = question;
  const asked = parseQuestion(definition, { ...filters, ...parameters, from, to, by, method, observedUntil }, what);
  if (asked.errors) {
    const lines = asked.errors.map(({ parameter, message }) => `  ${parameter}: ${message}`);
    throw new UsageError(['The question cannot be asked:', ...lines].join('\n'));
  }
  return { definition, question: asked.question };
}

const SHOWN = ['id', 'version', 'name', 'explanation', 'source', 'caveats', 'direction', 'parameters'] as const;

/** What `indicator show --json` gives has the body of the definition apart: a researcher may begin with one of those. */
function unfolded(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || 'figure' in json || !('definition' in json)) return json;
  const shown = json as Record<string, unknown>;
  const head = SHOWN.filter((name) => name in shown).map((name) => [name, shown[name]] as const);
  return { ...Object.fromEntries(head), ...(shown['definition'] as object) };
}

/** The figure, in the shape in which the insights API gives it. */
export async function definitionResult(
  { view, observedUntil }: KnownFacts,
  { definition, question }: ReturnType<typeof checkDefinition>,
): Promise<object> {
  const settled: SettledQuestion = settle(question, observedUntil);
  const { id, version } = definition;
  return {
    indicator: { id, version },
    window: settled.window,
    parameters: settled.parameters,
    ...(settled.method && { method: settled.method }),
    by: settled.by,
    filters: settled.filters,
    asOf: { position: view.position, recordedAt: view.recordedAt },
    observedUntil: settled.observedUntil,
    rows: await answer(view, definition, settled),
  };
}
