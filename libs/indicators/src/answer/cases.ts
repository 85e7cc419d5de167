import type { FigureBody, IndicatorDefinition } from '../language/definition.js';
import { figureOf } from '../language/figure-of.js';
import { DIMENSIONS, type SettledQuestion } from '../question/question.js';
import { casesStatement, type Page } from '../sql/cases.js';
import { STATUS } from '../sql/status.js';
import { run } from './compile.js';
import type { Counted } from './groups.js';
import type { Group } from './rows.js';
import type { View } from './view.js';

/** How a case counts: as the row of the figure without a breakdown counts it. */
export type CasePart =
  | 'numerator'
  /** In the denominator alone. */
  | 'denominator'
  /** Of a measure, a stock or the table of steps. */
  | 'counted'
  | 'missing'
  | 'immature'
  | 'lost'
  /** Left out, or set apart; `reason` names it. */
  | 'excluded'
  | 'apart';

/** How the observed time of a case ends under an estimator. */
export type Ending = 'event' | 'competing' | 'censored' | 'unseen';

/** One case of a figure. Which members it has beside the first ones depends on the shape. */
export interface CaseRow {
  readonly person: string;
  /** Unit of the definition, or stock. */
  readonly unit: string;
  /** Id of the case; where the unit has none, what tells it from the others of the person. */
  readonly id: string;
  /** The index date. */
  readonly index: string;
  /** Every dimension, read on the index date. */
  readonly group: Group;
  readonly part: CasePart;
  /** Name of the exclusion, or of what it is set apart for. */
  readonly reason: string | null;
  /** Class of a figure that has classes; null for a case in none. */
  readonly class?: string | null;
  /** The number of a measure. */
  readonly number?: number | null;
  /** Time-to-event: days from the index date, null where there is none; `left` is leaving observation, below 0 = not observed on the index date. */
  readonly event?: number | null;
  readonly competing?: number | null;
  readonly left?: number | null;
  /** Last day of the cover, where the figure asks for one. */
  readonly covered?: number | null;
  /** With an estimator: how the observed time ends, and after how many days. */
  readonly ending?: Ending | null;
  readonly day?: number | null;
  /** Of a stock. */
  readonly opening?: boolean;
  readonly in?: boolean;
  readonly out?: boolean;
  readonly closing?: boolean;
  /** Of a step. */
  readonly from?: string;
  readonly to?: string | null;
  /** Ids of what the definition looks up for the case; null = found nothing. */
  readonly found?: Readonly<Record<string, string | null>>;
  /** The definition's own values. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** A page of cases, and how many there are in all. */
export interface CasePage {
  readonly total: number;
  readonly cases: readonly CaseRow[];
}

/**
 * The cases behind a figure, in the order of person, index date and id. Their parts add up to the row of the figure without a breakdown; where the
 * figure counts persons, a person is one case.
 */
export async function cases(
  view: View,
  definition: IndicatorDefinition,
  question: SettledQuestion,
  page: Page,
): Promise<CasePage> {
  const figure = figureOf(definition, question.parameters);
  const rows = await run(view, definition, question, (one) => casesStatement(one, figure, question, page));
  if (rows.length === 0 && page.offset > 0) {
    const { total } = await cases(view, definition, question, { offset: 0, limit: 1 });
    return { total, cases: [] };
  }
  const toRow = rowMaker(figure, question);
  return { total: Number(rows[0]?.['total'] ?? 0), cases: rows.map(toRow) };
}

function rowMaker(figure: FigureBody, question: SettledQuestion): (row: Counted) => CaseRow {
  return (row) => ({
    person: row['person'] as string,
    unit: row['unit'] as string,
    id: row['id'] as string,
    index: row['index'] as string,
    group: Object.fromEntries(DIMENSIONS.map((name) => [name, (row[`by.${name}`] ?? null) as string | null])),
    ...partOf(row, figure, question),
    ...(isSpan(figure, row) ? {} : { ...named(row, 'found '), ...named(row, 'value ') }),
  });
}

/** A span of a stock, beside the steps of the same figure. */
const isSpan = (figure: FigureBody, row: Counted): boolean =>
  figure.shape === 'flow' && (row['status'] ?? null) === null;

type Part = Omit<CaseRow, 'person' | 'unit' | 'id' | 'index' | 'group' | 'found' | 'values'>;

function partOf(row: Counted, figure: FigureBody, question: SettledQuestion): Part {
  const status = (row['status'] ?? null) as number | null;
  const body = figure.shape === 'flow' ? figure.transitions : figure;
  const left = leftOut(status, body ?? {});
  switch (figure.shape) {
    case 'share': {
      const name = Object.keys(figure.classes ?? {})[status ?? -1] ?? null;
      const wanted = figure.value && 'class' in figure.value ? figure.value.class : null;
      const yes = figure.classes ? name !== null && name === wanted : status === STATUS.yes;
      return { ...(left ?? inFigure(yes)), ...(figure.classes && { class: name }) };
    }
    case 'measure': {
      const name = Object.keys(figure.classes ?? {})[(row['class'] ?? -1) as number] ?? null;
      const number = row['number'] as number | null;
      return {
        ...(left ?? { part: 'counted', reason: null }),
        ...(figure.number !== undefined && { number }),
        ...(figure.classes && { class: name }),
      };
    }
    case 'time-to-event': {
      const { followUpDays: given } = figure;
      const followUpDays = Number(typeof given === 'number' ? given : question.parameters[given.parameter]);
      const ending = ENDINGS[status ?? -1] ?? null;
      const day = row['day'] as number | null;
      const yes = ending === null ? status === STATUS.yes : ending === 'event' && day! <= followUpDays;
      return {
        ...(left ?? inFigure(yes)),
        event: row['event'] as number | null,
        competing: row['competing'] as number | null,
        left: row['left'] as number | null,
        ...(figure.cover && { covered: row['covered'] as number | null }),
        ...(question.method !== 'complete' && { ending, day: ending === null || ending === 'unseen' ? null : day }),
      };
    }
    case 'flow':
      return isSpan(figure, row)
        ? { part: 'counted', reason: null, ...pick(row, ['opening', 'in', 'out', 'closing']) }
        : { ...(left ?? { part: 'counted', reason: null }), ...pick(row, ['from', 'to']) };
  }
}

const ENDINGS: Readonly<Record<number, Ending>> = {
  [STATUS.event]: 'event',
  [STATUS.competing]: 'competing',
  [STATUS.censored]: 'censored',
  [STATUS.unseen]: 'unseen',
};

const inFigure = (yes: boolean): Pick<Part, 'part' | 'reason'> => ({
  part: yes ? 'numerator' : 'denominator',
  reason: null,
});

/** The part of a case that the figure does not count; null for one that it does. */
function leftOut(
  status: number | null,
  { excluded, apart }: { readonly excluded?: object; readonly apart?: object },
): Pick<Part, 'part' | 'reason'> | null {
  if (status === null) return null;
  if (status >= STATUS.excluded) {
    return { part: 'excluded', reason: Object.keys(excluded ?? {})[status - STATUS.excluded] ?? null };
  }
  if (status >= STATUS.apart) return { part: 'apart', reason: Object.keys(apart ?? {})[status - STATUS.apart] ?? null };
  if (status === STATUS.missing) return { part: 'missing', reason: null };
  if (status === STATUS.immature) return { part: 'immature', reason: null };
  return status === STATUS.lost ? { part: 'lost', reason: null } : null;
}

const pick = (row: Counted, names: readonly string[]): object =>
  Object.fromEntries(names.map((name) => [name, row[name] ?? null]));

/** Columns under a prefix as one object, where there are any. */
function named(row: Counted, prefix: 'found ' | 'value '): object {
  const own = Object.entries(row).filter(([name]) => name.startsWith(prefix));
  if (own.length === 0) return {};
  const member = prefix === 'found ' ? 'found' : 'values';
  return { [member]: Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value ?? null])) };
}
