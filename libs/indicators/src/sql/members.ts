/** Which cases stand in which cell of an answer. */
import type { FigureBody } from '../language/definition.js';
import { member } from '../language/fault.js';
import type { Question } from '../question/question.js';
import { judgedStage } from './cases.js';
import type { Compilation } from './compilation.js';
import { groupColumns } from './dimensions.js';
import { stockCases, transitionCases } from './flow.js';
import { onePerPerson } from './grouped.js';
import { CASE, type Stage } from './stage.js';

type Asked = Pick<Question, 'by' | 'filters' | 'method'> & { readonly observedUntil: string };

/** Columns that say in which cells a case stands, by shape. */
const PLACES: Readonly<Record<Exclude<FigureBody['shape'], 'flow'>, readonly string[]>> = {
  share: ['status'],
  measure: ['status', 'number', 'class'],
  rate: ['status'],
  'time-to-event': ['status', 'event', 'competing', 'left', 'day'],
};

/** A statement with a row per case and group: `by.<name>`, `key` (a number that stands for the case), `unit`, and what tells its cells. */
export function membersStatement(compilation: Compilation, figure: FigureBody, asked: Asked): string {
  return compilation.statement(selects(compilation, figure, asked).join(' UNION ALL BY NAME '));
}

function selects(compilation: Compilation, figure: FigureBody, asked: Asked): string[] {
  const given = (stage: Stage | undefined, unit: string, places: readonly string[], persons = false): string[] =>
    stage ? [select(stage, unit, asked.by, places, persons)] : [];
  if (figure.shape === 'flow') {
    const parts = ['opening', 'in', 'out', 'closing'];
    const stocks = Object.entries(figure.stocks).flatMap(([name, stock]) => {
      const stage = stockCases(compilation, stock, asked, member('/figure/stocks', name));
      return given(stage, name, parts, stock.distinct === 'person');
    });
    const steps = figure.transitions && transitionCases(compilation, figure.transitions, asked, '/figure/transitions');
    return [...stocks, ...given(steps, 'transitions', ['status', 'from', 'to'])];
  }
  const stage = judgedStage(compilation, figure, asked, '/figure');
  const each = stage && onePerPerson(compilation, stage, figure, asked.by);
  return given(each, figure.cases.unit, PLACES[figure.shape], figure.cases.distinct === 'person');
}

function select(stage: Stage, unit: string, by: Asked['by'], places: readonly string[], persons: boolean): string {
  const fields = stage.scope.named.get('case')!;
  const identity =
    persons || stage.unit.identity.length === 0
      ? [`${CASE}."case.person"`]
      : stage.unit.identity.map((column) => fields.column(column));
  const kind = (persons ? 'person' : stage.unit.from).replaceAll("'", "''");
  const id = `concat_ws('/', '${kind}', ${identity.map((column) => `CAST(${column} AS VARCHAR)`).join(', ')})`;
  const columns = [
    ...groupColumns(by),
    // 52 bits of a digest: a whole number that stands for the case without naming it.
    `CAST(('0x' || substr(md5(${id}), 1, 13)) AS BIGINT) AS "key"`,
    `'${unit.replaceAll("'", "''")}' AS "unit"`,
    ...places.map((place) => `${CASE}."${place}" AS "${place}"`),
  ];
  return `SELECT ${columns.join(', ')} FROM ${stage.name} AS ${CASE}`;
}
