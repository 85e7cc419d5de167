/** The cases behind a figure, one row each. */
import type { FigureBody } from '../language/definition.js';
import { member } from '../language/fault.js';
import { DIMENSIONS, type Question } from '../question/question.js';
import type { Compilation } from './compilation.js';
import { stockCases, transitionCases } from './flow.js';
import { onePerPerson } from './grouped.js';
import { measureCases } from './measure.js';
import { idOf } from './naming.js';
import { shareCases } from './share.js';
import { CASE, type Stage } from './stage.js';
import { timeToEventCases } from './time-to-event.js';

type Asked = Pick<Question, 'filters' | 'method'> & { readonly observedUntil: string };

/** Which rows, in the order of person, index date and id. */
export interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** Columns of the judged cases that tell their part, by shape. */
const PARTS: Readonly<Record<Exclude<FigureBody['shape'], 'flow'>, readonly string[]>> = {
  share: ['status'],
  measure: ['status', 'number', 'class'],
  'time-to-event': ['status', 'event', 'competing', 'left', 'covered', 'day'],
};

/**
 * The statement that lists cases: `person`, `unit`, `id`, `index`, the dimensions (`by.<name>`), what was found for the case (`found <lookup>`), its own
 * values (`value <name>`), the columns of its part, and `total`, the number of all.
 */
export function casesStatement(compilation: Compilation, figure: FigureBody, asked: Asked, page: Page): string {
  const question = { ...asked, by: DIMENSIONS };
  const selects = selectsOf(compilation, figure, question);
  const all = compilation.with(selects.join(' UNION ALL BY NAME '), true);
  return compilation.statement(
    `SELECT *, count(*) OVER () AS "total" FROM ${all} ORDER BY "person", "index", "unit", "id" ` +
      `LIMIT ${compilation.bind(page.limit, 'INTEGER')} OFFSET ${compilation.bind(page.offset, 'INTEGER')}`,
  );
}

function selectsOf(compilation: Compilation, figure: FigureBody, question: Asked & Pick<Question, 'by'>): string[] {
  const given = (stage: Stage | undefined, unit: string, parts: readonly string[]): string[] =>
    stage ? [select(stage, unit, parts)] : [];
  if (figure.shape === 'flow') {
    const { stocks, transitions } = figure;
    const spans = Object.entries(stocks)
      // Persons in stock are those of the spans, each once.
      .filter(([, stock]) => stock.distinct === undefined)
      .flatMap(([name, stock]) =>
        given(stockCases(compilation, stock, question, member('/figure/stocks', name)), name, [
          'opening',
          'in',
          'out',
          'closing',
        ]),
      );
    const steps = transitions && transitionCases(compilation, transitions, question, '/figure/transitions');
    return [...spans, ...given(steps, 'transitions', ['status', 'from', 'to'])];
  }
  const stage = judged(compilation, figure, question);
  const each = stage && onePerPerson(compilation, stage, figure, []);
  return given(each, figure.cases.unit, PARTS[figure.shape]);
}

function judged(
  compilation: Compilation,
  figure: Exclude<FigureBody, { readonly shape: 'flow' }>,
  question: Asked & Pick<Question, 'by'>,
): Stage | undefined {
  switch (figure.shape) {
    case 'share':
      return shareCases(compilation, figure, question, '/figure');
    case 'measure':
      return measureCases(compilation, figure, question, '/figure');
    case 'time-to-event':
      return timeToEventCases(compilation, figure, question, '/figure');
  }
}

function select(stage: Stage, unit: string, parts: readonly string[]): string {
  const columns = [
    `${CASE}."case.person" AS "person"`,
    `'${unit.replaceAll("'", "''")}' AS "unit"`,
    `${idOf(stage.unit, stage.scope.named.get('case')!)} AS "id"`,
    `${CASE}."index" AS "index"`,
    ...DIMENSIONS.map((name) => `${CASE}."by.${name}" AS "by.${name}"`),
    ...[...stage.lookups].map(([name, found]) => `${idOf(found, stage.scope.named.get(name)!)} AS "found ${name}"`),
    ...[...(stage.scope.values ?? [])].map(([name, { sql }]) => `${sql} AS "value ${name}"`),
    ...parts.map((part) => `${CASE}."${part}" AS "${part}"`),
  ];
  return `SELECT ${columns.join(', ')} FROM ${stage.name} AS ${CASE}`;
}
