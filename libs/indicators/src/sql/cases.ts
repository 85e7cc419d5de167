/** The cases behind a figure, one row each. */
import type { FigureBody, FlowBody, FurtherBody, MeasureBody, ShareBody } from '../language/definition.js';
import { member } from '../language/fault.js';
import { quoted, type ValueType } from '../language/vocabulary.js';
import { DIMENSIONS, type Question } from '../question/question.js';
import { besideColumns } from './beside.js';
import type { Compilation } from './compilation.js';
import { stockCases, transitionCases } from './flow.js';
import { onePerPerson } from './grouped.js';
import { measureCases } from './measure.js';
import { idOf } from './naming.js';
import { ratePersons } from './rate.js';
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
  rate: ['status', 'events', 'personDays'],
};

/** The figure itself among its further figures: no name of a member. */
export const MAIN = '';

/** Name of a column that a figure has for itself: figures of one answer do not share them. */
export const ownColumn = (
  kind: 'found' | 'value' | 'beside' | 'known' | 'also',
  figure: string,
  name: string,
): string => `${kind} ${figure}/${name}`;

/**
 * The statement that lists cases: `person`, `figure` (the name of a further one), `unit`, `id`, `index`, the dimensions (`by.<name>`), what was found for
 * the case, its own values and its part in each number beside the figure (`ownColumn`), the columns of its part, and `total`, the number of all.
 */
export function casesStatement(compilation: Compilation, figure: FigureBody, asked: Asked, page: Page): string {
  const question = { ...asked, by: DIMENSIONS };
  const selects = selectsOf(compilation, figure, question);
  const all = compilation.with(selects.join(' UNION ALL BY NAME '), true);
  return compilation.statement(
    `SELECT *, count(*) OVER () AS "total" FROM ${all} ORDER BY "person", "index", "figure", "unit", "id" ` +
      `LIMIT ${compilation.bind(page.limit, 'INTEGER')} OFFSET ${compilation.bind(page.offset, 'INTEGER')}`,
  );
}

function selectsOf(compilation: Compilation, figure: FigureBody, question: Asked & Pick<Question, 'by'>): string[] {
  if (figure.shape === 'flow') return flowSelects(compilation, figure, question);
  return bodiesOf(figure).flatMap(([name, pointer, body]) => {
    const stage = judgedStage(compilation, body, question, pointer);
    if (!stage) return [];
    const one = onePerPerson(compilation, stage, body, []);
    const counts = body.shape === 'share' || body.shape === 'measure';
    const more = counts ? furtherParts(compilation, one, body, name, pointer) : [];
    return [select(one, name, body.cases.unit, PARTS[body.shape], more)];
  });
}

/** The types of the values that figures name, by the name of the value; one that two figures name alike but mean otherwise is a text. */
export function valueTypes(compilation: Compilation, figure: FigureBody, asked: Asked): Record<string, ValueType> {
  const types: Record<string, ValueType> = {};
  for (const [, pointer, body] of figure.shape === 'flow' ? [] : bodiesOf(figure)) {
    const stage = judgedStage(compilation, body, { ...asked, by: [] }, pointer);
    for (const [name, { type }] of stage?.scope.values ?? []) {
      types[name] = (types[name] ?? type) === type ? type : 'text';
    }
  }
  return types;
}

/** A figure and its further figures, with where they stand. */
function bodiesOf(figure: Exclude<FigureBody, FlowBody>): [name: string, pointer: string, body: CaseBody][] {
  const further = 'further' in figure ? (figure.further ?? {}) : {};
  const bodies = Object.entries(further).map(([name, body]): [string, string, CaseBody] => [
    name,
    member('/figure/further', name),
    body,
  ]);
  return [[MAIN, '/figure', figure], ...bodies];
}

type CaseBody = Exclude<FigureBody, FlowBody> | FurtherBody;

/** The columns of the numbers beside a figure and of its further shares. */
function furtherParts(
  compilation: Compilation,
  stage: Stage,
  body: ShareBody | MeasureBody,
  figure: string,
  pointer: string,
): string[] {
  const also = body.shape === 'share' ? Object.keys(body.also ?? {}) : [];
  const { inputs } = besideColumns(compilation, stage.scope, body.beside, `${pointer}/beside`);
  return [
    ...inputs.map(({ sql, name, place }) => `${sql} AS ${quoted(ownColumn('beside', figure, `${name} ${place}`))}`),
    ...also.flatMap((name, i) => [
      `${CASE}."known ${i}" AS ${quoted(ownColumn('known', figure, name))}`,
      `${CASE}."also ${i}" AS ${quoted(ownColumn('also', figure, name))}`,
    ]),
  ];
}

function flowSelects(compilation: Compilation, figure: FlowBody, question: Asked & Pick<Question, 'by'>): string[] {
  const { stocks, transitions } = figure;
  const given = (stage: Stage | undefined, unit: string, parts: readonly string[]): string[] =>
    stage ? [select(stage, MAIN, unit, parts, [])] : [];
  const spans = Object.entries(stocks).flatMap(([name, stock]) =>
    given(stockCases(compilation, stock, question, member('/figure/stocks', name)), name, STOCK_PARTS),
  );
  const steps = transitions && transitionCases(compilation, transitions, question, '/figure/transitions');
  return [...spans, ...given(steps, 'transitions', ['status', 'from', 'to'])];
}

const STOCK_PARTS = ['opening', 'in', 'out', 'closing'];

/** The judged cases of a figure over cases. */
export function judgedStage(
  compilation: Compilation,
  body: CaseBody,
  question: Asked & Pick<Question, 'by'>,
  pointer: string,
): Stage | undefined {
  switch (body.shape) {
    case 'share':
      return shareCases(compilation, body, question, pointer);
    case 'measure':
      return measureCases(compilation, body, question, pointer);
    case 'time-to-event':
      return timeToEventCases(compilation, body, question, pointer);
    case 'rate':
      return ratePersons(compilation, body, question, pointer);
  }
}

function select(stage: Stage, figure: string, unit: string, parts: readonly string[], more: readonly string[]): string {
  const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  const own = (kind: 'found' | 'value', name: string): string => quoted(ownColumn(kind, figure, name));
  const columns = [
    `${CASE}."case.person" AS "person"`,
    `${text(figure)} AS "figure"`,
    `${text(unit)} AS "unit"`,
    `${idOf(stage.unit, stage.scope.named.get('case')!)} AS "id"`,
    `${CASE}."index" AS "index"`,
    ...DIMENSIONS.map((name) => `${CASE}."by.${name}" AS "by.${name}"`),
    ...[...stage.lookups].map(
      ([name, found]) => `${idOf(found, stage.scope.named.get(name)!)} AS ${own('found', name)}`,
    ),
    ...[...(stage.scope.values ?? [])].map(([name, { sql }]) => `${sql} AS ${own('value', name)}`),
    ...parts.map((part) => `${CASE}."${part}" AS "${part}"`),
    ...more,
  ];
  return `SELECT ${columns.join(', ')} FROM ${stage.name} AS ${CASE}`;
}
