import { parseQuestion, type IndicatorDefinition, type Question } from '#libs/indicators';

/** A question as path and query, read apart. */
export interface AskedQuery {
  readonly indicator: string;
  readonly version: string | undefined;
  /** What it says when it is asked of a definition. */
  ask(definition: IndicatorDefinition): { readonly question?: Question; readonly faults: readonly string[] };
}

const FIGURE = /^\/v1\/indicators\/([a-z0-9-]{1,64})\/(values|series|curve|cases)$/;

/** Reads the path and query of a figure; null when it is none. */
export function readQuery(text: string): AskedQuery | null {
  const [path = '', query = '', ...more] = text.split('?');
  const [, id, asked = 'values'] = FIGURE.exec(path) ?? [];
  const indicator = path === '/v1/flows' ? 'stock-and-flow' : id;
  if (indicator === undefined || more.length > 0) return null;
  const sent: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    sent[name] = Object.hasOwn(sent, name) ? [sent[name]!, value].flat() : value;
  }
  const { version, limit, after, ...others } = sent;
  const parameters = asked === 'cases' ? others : { ...others, ...(limit && { limit }), ...(after && { after }) };
  return {
    indicator,
    version: typeof version === 'string' ? version : undefined,
    ask(definition) {
      const { question, errors = [] } = parseQuestion(definition, parameters, asked as 'values');
      const faults = errors.map(({ parameter, message }) => `${parameter}: ${message}`);
      return { question, faults: Array.isArray(version) ? [...faults, 'version: Give it once.'] : faults };
    },
  };
}
