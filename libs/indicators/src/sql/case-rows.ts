import type { FigureBody, FlowBody } from '../language/definition.js';
import { member } from '../language/fault.js';
import type { Question } from '../question/question.js';
import type { Compilation } from './compilation.js';
import { addDimensions } from './dimensions.js';
import { objectOf } from './json.js';
import { idOf } from './naming.js';
import type { Typed } from './scope.js';
import { gatherRelated } from './gather.js';
import { caseStage, CASE, type Stage } from './stage.js';
import { compileTyped, compileValue } from './values.js';

/** What every figure over cases has. */
type Body = Pick<Exclude<FigureBody, FlowBody>, 'cases' | 'lookups'> & { readonly values?: unknown };

/** Column with the place of a case in the order of the sample, and with the id it was drawn by. */
export const PLACE = '"place"';
export const DRAWN = '"drawn"';

/**
 * The cases of a figure, ready to be judged: those of the window, with what is looked up, dimensions, filters, the sample taken and the figure's own
 * values computed.
 */
export function caseRows(
  compilation: Compilation,
  body: Body,
  question: Pick<Question, 'by' | 'filters'>,
  pointer: string,
): Stage | undefined {
  const cases = caseStage(compilation, body.cases, body.lookups, pointer);
  if (!cases) return undefined;
  const placed = addDimensions(compilation, cases, question, body.cases, `${pointer}/cases`);
  const gathering = gatherRelated(compilation, takeSample(compilation, placed, body, pointer));
  return addValues(compilation, gathering, body.values, `${pointer}/values`);
}

/** Whether the answer to a question lists a sample. */
export const takesSample = (compilation: Compilation, { cases }: Body): boolean =>
  Number(literalOf(compilation, cases.sample?.size) ?? 0) > 0;

function takeSample(compilation: Compilation, stage: Stage, body: Body, pointer: string): Stage {
  const { sample } = body.cases;
  if (!sample) return stage;
  const at = `${pointer}/cases/sample`;
  const id = idOf(stage.unit, stage.scope.named.get('case')!);
  if (!Object.hasOwn(stage.unit.fields, 'id')) compilation.fault(at, 'wrong-type', 'This unit has no id to draw by.');
  const size = (): string => compileTyped(compilation, stage.scope, sample.size, `${at}/size`, 'number');
  const seed = (): string => compileTyped(compilation, stage.scope, sample.seed, `${at}/seed`, 'text');
  compilation.check(() => [size(), seed()]);
  if (!takesSample(compilation, body)) return stage;
  const ordered = compilation.with(
    `SELECT ${CASE}.*, row_number() OVER (ORDER BY sha256(${seed()} || ':' || ${id}), ${id}) AS ${PLACE}, ${id} AS ${DRAWN} FROM ${stage.name} AS ${CASE}`,
  );
  const name = compilation.with(`SELECT ${CASE}.* FROM ${ordered} AS ${CASE} WHERE ${PLACE} <= ${size()}`, true);
  return { ...stage, name };
}

/** A number or text, or what the parameter that it names holds. */
export function literalOf({ source }: Compilation, given: unknown): unknown {
  const name = objectOf(given)?.['parameter'];
  return typeof name === 'string' ? (source.values[name] ?? source.parameters[name]?.default) : given;
}

/** Adds a column for each of the figure's own values, in order; each can use those before it. */
function addValues(compilation: Compilation, stage: Stage, values: unknown, pointer: string): Stage {
  let current = stage;
  for (const [name, value] of Object.entries(objectOf(values) ?? {})) {
    const typed = compileValue(compilation, current.scope, value, member(pointer, name));
    const prefix = compilation.name('v');
    const column: Typed = { ...typed, sql: `${CASE}."${prefix}"` };
    current = {
      ...current,
      name: compilation.with(`SELECT ${CASE}.*, ${typed.sql} AS "${prefix}" FROM ${current.name} AS ${CASE}`),
      scope: { ...current.scope, values: new Map(current.scope.values).set(name, column) },
    };
  }
  return current;
}
