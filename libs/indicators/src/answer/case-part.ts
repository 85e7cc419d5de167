/** The part that a case has in each figure of an indicator, from the columns of its row. */
import type { FigureBody, FlowBody, FurtherBody, MeasureBody, ShareBody } from '../language/definition.js';
import { DIMENSIONS, type SettledQuestion } from '../question/question.js';
import { contribution } from '../sql/beside.js';
import { MAIN, ownColumn } from '../sql/cases.js';
import { STATUS } from '../sql/status.js';
import type { CaseRow, Ending } from './case-row.js';
import type { Counted } from './groups.js';
import { normsOf } from './norms.js';

/** Makes what is told of a case from its row. */
export function rowMaker(figure: FigureBody, question: SettledQuestion): (row: Counted) => CaseRow {
  const further = furtherOf(figure);
  return (row) => {
    const name = row['figure'] as string;
    const body = name === MAIN ? figure : further[name]!;
    return {
      person: row['person'] as string,
      ...(Object.keys(further).length > 0 && { figure: name === MAIN ? null : name }),
      unit: row['unit'] as string,
      id: row['id'] as string,
      index: row['index'] as string,
      group: Object.fromEntries(DIMENSIONS.map((one) => [one, (row[`by.${one}`] ?? null) as string | null])),
      ...(body.shape === 'flow' ? flowPart(row, body) : casePart(row, body, question)),
      ...(isSpan(body, row) ? {} : { ...named(row, 'found', name), ...named(row, 'value', name) }),
      ...(body.shape === 'share' || body.shape === 'measure' ? furtherParts(row, body, name) : {}),
    };
  };
}

const furtherOf = (figure: FigureBody): Readonly<Record<string, FurtherBody>> =>
  'further' in figure ? (figure.further ?? {}) : {};

/** A span of a stock, beside the steps of the same figure. */
const isSpan = (body: FigureBody | FurtherBody, row: Counted): boolean =>
  body.shape === 'flow' && (row['status'] ?? null) === null;

type Part = Omit<
  CaseRow,
  'person' | 'figure' | 'unit' | 'id' | 'index' | 'group' | 'found' | 'values' | 'also' | 'beside'
>;

function casePart(row: Counted, figure: Exclude<FigureBody, FlowBody> | FurtherBody, question: SettledQuestion): Part {
  const status = row['status'] as number;
  const left = leftOut(status, figure);
  switch (figure.shape) {
    case 'share': {
      const name = Object.keys(figure.classes ?? {})[status] ?? null;
      const wanted = figure.value && 'class' in figure.value ? figure.value.class : null;
      const yes = figure.classes ? name !== null && name === wanted : status === STATUS.yes;
      return { ...(left ?? inFigure(yes)), ...(figure.classes && { class: name }) };
    }
    case 'measure': {
      const name = Object.keys(figure.classes ?? {})[(row['class'] ?? -1) as number] ?? null;
      const number = row['number'] as number | null;
      return {
        ...(left ?? COUNTED),
        ...(figure.number !== undefined && { number }),
        ...(figure.classes && { class: name }),
        ...(figure.within && { within: left === null ? meets(number, figure.within, question) : {} }),
      };
    }
    case 'time-to-event': {
      const { followUpDays: given } = figure;
      const followUpDays = Number(typeof given === 'number' ? given : question.parameters[given.parameter]);
      const ending = ENDINGS[status] ?? null;
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
    case 'rate':
      return { ...(left ?? COUNTED), ...pick(row, ['events', 'personDays']) };
  }
}

function flowPart(row: Counted, { transitions }: FlowBody): Part {
  const status = (row['status'] ?? null) as number | null;
  if (status === null) return { ...COUNTED, ...pick(row, ['opening', 'in', 'out', 'closing']) };
  return { ...(leftOut(status, transitions ?? {}) ?? COUNTED), ...pick(row, ['from', 'to']) };
}

/** Which norms a number meets. */
function meets(
  number: number | null,
  { norms, how }: NonNullable<MeasureBody['within']>,
  question: SettledQuestion,
): Record<string, boolean> {
  const holds = (norm: number): boolean => (how === 'at-least' ? number! >= norm : number! <= norm);
  return Object.fromEntries(normsOf(norms, question).map((norm) => [String(norm), holds(norm)]));
}

/** The part in the further shares of the same cases and in the numbers beside the figure, where it has any. */
function furtherParts(row: Counted, body: ShareBody | MeasureBody, figure: string): Pick<CaseRow, 'also' | 'beside'> {
  const also = body.shape === 'share' ? Object.keys(body.also ?? {}) : [];
  const beside = Object.entries(body.beside ?? {});
  const isIn = (kind: 'known' | 'also', name: string): boolean => row[ownColumn(kind, figure, name)] === true;
  const partIn = (name: string) => {
    if ((row['status'] as number) > STATUS.missing) return null;
    if (isIn('also', name)) return 'numerator';
    return isIn('known', name) ? 'denominator' : 'missing';
  };
  return {
    ...(also.length > 0 && { also: Object.fromEntries(also.map((name) => [name, partIn(name)])) }),
    ...(beside.length > 0 && {
      beside: Object.fromEntries(
        beside.map(([name, one]) => [
          name,
          contribution(one, (place) => row[ownColumn('beside', figure, `${name} ${place}`)]),
        ]),
      ),
    }),
  };
}

const COUNTED = { part: 'counted', reason: null } as const;

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
  status: number,
  { excluded, apart }: { readonly excluded?: object; readonly apart?: object },
): Pick<Part, 'part' | 'reason'> | null {
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

/** The columns of a kind that a figure has for itself as one object, where there are any. */
function named(row: Counted, kind: 'found' | 'value', figure: string): object {
  const prefix = ownColumn(kind, figure, '');
  const own = Object.entries(row).filter(([name]) => name.startsWith(prefix));
  if (own.length === 0) return {};
  const member = kind === 'found' ? 'found' : 'values';
  return { [member]: Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value ?? null])) };
}
