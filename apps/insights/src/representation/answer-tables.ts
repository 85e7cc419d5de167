import { DIMENSIONS, type StockFigure, type Transition, type Window } from '#libs/indicators';
import type { CasesAnswer } from '../cases/get-cases.js';
import type { AnswerHead } from '../figures/figures.js';
import type { CurveAnswer } from '../figures/get-curve.js';
import type { SeriesAnswer } from '../figures/get-series.js';
import { flatten, type Line, type Table } from './table.js';

/** A row of an answer: the values of its dimensions, and its figures. */
interface Grouped {
  readonly group: Readonly<Record<string, unknown>>;
}

/** A row of stock and flow: stocks by name beside these. */
interface Flow extends Grouped {
  readonly transitions: readonly Transition[];
  readonly suppressed: boolean;
}

/** Values as a table: a line per group; of stock and flow a line per group and part. */
export function valuesTable(answer: AnswerHead & { readonly rows: readonly Grouped[] }): Table {
  return table(
    answer,
    answer.rows.flatMap((row) => linesOf(answer.window, row)),
  );
}

/** A series as a table: the lines of each period. */
export function seriesTable(answer: SeriesAnswer): Table {
  return table(
    answer,
    answer.periods.flatMap(({ window, rows }) => rows.flatMap((row) => linesOf(window, row))),
  );
}

/** A curve as a table: a line per group and day on which something happens. */
export function curveTable(answer: CurveAnswer): Table {
  return table(
    answer,
    answer.rows.flatMap(({ points, group, ...row }) =>
      points.map((point) => line(answer.window, group, { ...point, ...row })),
    ),
  );
}

function linesOf(window: Window, row: Grouped): readonly Line[] {
  if ('transitions' in row) return flowLines(window, row as Flow);
  const { group, ...figures } = row;
  return [line(window, group, figures)];
}

/** A line per stock (`part` names it: records, persons, measures, probations) and one per transition. */
function flowLines(window: Window, { group, transitions, suppressed, ...stocks }: Flow): readonly Line[] {
  return [
    ...Object.entries(stocks as Record<string, StockFigure>).map(([part, stock]) =>
      line(window, group, { part, ...stock, suppressed }),
    ),
    ...transitions.map(({ from, to, count }) =>
      line(window, group, { part: 'transitions', fromCareForm: from, toCareForm: to, count, suppressed }),
    ),
  ];
}

/** A row's dimensions by their own names, the window, and its figures flattened. */
function line({ from, to }: Window, group: Grouped['group'], figures: Line): Line {
  return { ...group, from, to, ...flatten(figures) };
}

/** Cases as a table: a line per case. */
export function casesTable(answer: CasesAnswer): Table {
  const lines = answer.cases.map(({ person, figure, unit, id, index, group, from, to, ...part }) => ({
    ...{
      person,
      ...(figure !== undefined && { figure }),
      unit,
      id,
      index,
      ...group,
      from: answer.window.from,
      to: answer.window.to,
    },
    ...(from !== undefined && { fromCareForm: from, toCareForm: to }),
    ...flatten(part),
  }));
  const figure = answer.cases.some((one) => one.figure !== undefined) ? ['figure'] : [];
  return table(answer, lines, ['person', ...figure, 'unit', 'id', 'index', ...DIMENSIONS]);
}

/** Columns of text that may be empty in every line. */
const TEXT =
  /^(from|to|indicator|method|asOf|recordedAt|observedUntil|(from|to)CareForm|part|reason|class|ending|figure)$|(^|\.)interval\.method$|^(found|also)\./;

/**
 * Lines, each with where its figures come from. What tells lines apart comes first, then the window, the figures, their origin.
 * @param keys columns of text that tell lines apart; default: the dimensions of the breakdown
 */
function table(answer: AnswerHead, lines: readonly Line[], keys: readonly string[] = answer.by): Table {
  const origin = {
    indicator: answer.indicator.id,
    version: answer.indicator.version,
    ...(answer.method && { method: answer.method }),
    ...flatten(answer.parameters, 'parameters.'),
    ...flatten(answer.filters, 'filters.'),
    asOf: answer.asOf.position,
    recordedAt: answer.asOf.recordedAt,
    observedUntil: answer.observedUntil,
  };
  const figures = lines.flatMap((cells) => Object.keys(cells));
  const columns = [...new Set([...keys, 'from', 'to', ...figures, ...Object.keys(origin)])];
  return {
    columns,
    textColumns: columns.filter((column) => TEXT.test(column) || keys.includes(column)),
    lines: lines.map((cells) => ({ ...cells, ...origin })),
  };
}
