import type { FigureBody, IndicatorDefinition, MeasureBody, Norms } from '../language/definition.js';
import { figureOf } from '../language/figure-of.js';
import type { SettledQuestion } from '../question/question.js';
import { membersStatement } from '../sql/members.js';
import { STATUS } from '../sql/status.js';
import { run } from './compile.js';
import type { Counted } from './groups.js';
import type { Group } from './rows.js';
import type { View } from './view.js';

/** A case in a row of an answer. */
export interface Member {
  readonly group: Group;
  /** Stands for the case, the same in every answer about cases of its unit. */
  readonly key: number;
  /** The counts of the row in which it stands, as paths of members (`numerator`, `excluded.deceased`). */
  readonly counts: readonly string[];
  /** All that the row reads from it. */
  readonly detail: string;
}

/** The cases behind each row of an answer. In the row of a figure that counts persons each stands once. */
export async function members(
  view: View,
  definition: IndicatorDefinition,
  question: SettledQuestion,
): Promise<Member[]> {
  const figure = figureOf(definition, question.parameters);
  const rows = await run(view, definition, question, (one) => membersStatement(one, figure, question));
  return rows.map((row) => ({
    group: Object.fromEntries(question.by.map((name) => [name, (row[`by.${name}`] ?? null) as string | null])),
    key: Number(row['key']),
    counts: countsOf(row, figure, question),
    detail: DETAILS.map((name) => JSON.stringify(row[name] ?? null)).join(),
  }));
}

const DETAILS = [
  'key',
  'unit',
  'status',
  'number',
  'class',
  'event',
  'competing',
  'left',
  'day',
  'opening',
  'in',
  'out',
  'closing',
  'from',
  'to',
];

function countsOf(row: Counted, figure: FigureBody, question: SettledQuestion): string[] {
  const status = (row['status'] ?? null) as number | null;
  if (figure.shape === 'flow') {
    const unit = row['unit'] as string;
    if (unit === 'transitions') {
      return status === STATUS.first
        ? [`transitions.${row['from'] as string}>${(row['to'] as string | null) ?? ''}`]
        : [];
    }
    return [
      ...['opening', 'in', 'out', 'closing'].filter((name) => row[name] === true).map((name) => `${unit}.${name}`),
      `${unit}.active`,
    ];
  }
  if (status === null) return [];
  const left = leftOut(status, figure);
  if (left) return [left];
  switch (figure.shape) {
    case 'share': {
      const names = Object.keys(figure.classes ?? {});
      if (names.length > 0) return ['denominator', `classes.${names[status]}.numerator`];
      return status === STATUS.yes ? ['denominator', 'numerator'] : ['denominator'];
    }
    case 'measure':
      return ['n', ...classOf(row, figure), ...withinOf(row, figure, question)];
    case 'rate':
      return ['persons.denominator'];
    case 'time-to-event': {
      const { followUpDays: given } = figure;
      const days = Number(typeof given === 'number' ? given : question.parameters[given.parameter]);
      const yes = status === STATUS.yes || (status === STATUS.event && Number(row['day']) <= days);
      return yes ? ['denominator', 'numerator'] : ['denominator'];
    }
  }
}

function classOf(row: Counted, figure: MeasureBody): string[] {
  const name = Object.keys(figure.classes ?? {})[(row['class'] ?? -1) as number];
  return name === undefined ? [] : [`classes.${name}.numerator`];
}

function withinOf(row: Counted, { within }: MeasureBody, question: SettledQuestion): string[] {
  if (!within) return [];
  const number = Number(row['number']);
  return normsOf(within.norms, question)
    .filter((norm) => (within.how === 'at-least' ? number >= norm : number <= norm))
    .map((norm) => `within.${norm}.numerator`);
}

function normsOf(norms: Norms, { parameters }: SettledQuestion): readonly number[] {
  const value = 'parameter' in norms ? (parameters[norms.parameter] as number | readonly number[]) : norms;
  return typeof value === 'number' ? [value] : value;
}

/** The count of those that a figure leaves out; null for a case that it counts. */
function leftOut(status: number, figure: Exclude<FigureBody, { readonly shape: 'flow' }>): string | null {
  if (status >= STATUS.excluded) return `excluded.${Object.keys(figure.excluded ?? {})[status - STATUS.excluded]}`;
  if (status >= STATUS.apart) return Object.keys(figure.apart ?? {})[status - STATUS.apart] ?? null;
  const names: Readonly<Record<number, string>> = {
    [STATUS.missing]: 'missing',
    [STATUS.immature]: 'immature',
    [STATUS.lost]: 'lost',
  };
  return names[status] ?? null;
}
