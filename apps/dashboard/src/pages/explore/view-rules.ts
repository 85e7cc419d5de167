/** What an exploration shows when its address does not say: pure rules, so that a link always means the same. */
import type { IndicatorDto } from '../../api/types.js';
import { followUpOf } from '../../figure/figure.js';
import {
  addDays,
  addMonths,
  daysBetween,
  halfYearWindow,
  lastMatureYear,
  windowBefore,
  yearWindow,
} from '../../question/days.js';
import type { Beside, Interval, Method, Picture, Question, View, Window } from '../../question/question.js';

/** Pictures that fit an indicator, the first being the one it starts with. */
export function picturesFor(indicator: IndicatorDto): readonly Picture[] {
  if (indicator.shape === 'flow') return ['stock', 'flow'];
  // A funnel of rates would need limits by time at risk; these are shares' and means'.
  if (indicator.shape === 'rate') return ['trend', 'bars'];
  const classes: Picture[] = hasClasses(indicator) ? ['classes'] : [];
  const curve: Picture[] = indicator.shape === 'time-to-event' ? ['curve'] : [];
  return ['trend', 'bars', 'funnel', ...curve, ...classes];
}

/** Whether the definition sorts its cases into classes. */
function hasClasses({ definition }: IndicatorDto): boolean {
  const { figure } = definition as { figure?: { classes?: unknown } };
  return figure?.classes !== undefined;
}

/** The picture that is shown. */
export function pictureOf(view: View, indicator: IndicatorDto): Picture {
  const fitting = picturesFor(indicator);
  if (view.picture && fitting.includes(view.picture)) return view.picture;
  return view.question.by.length > 0 && fitting.includes('bars') ? 'bars' : fitting[0]!;
}

/** Lengths of period that leave a readable number of points. */
export function intervalOf({ interval, question }: View): Interval {
  if (interval) return interval;
  const days = daysBetween(question.window.from, question.window.to);
  return days <= 370 ? 'P1M' : days <= 1100 ? 'P3M' : days <= 2200 ? 'P6M' : 'P1Y';
}

/** Pictures in which what stands beside the question can be laid over it. */
const OVERLAID: readonly Picture[] = ['trend', 'bars'];

/** Whether the picture shown can lie over what stands beside it. */
export const canOverlay = (view: View, indicator: IndicatorDto): boolean =>
  OVERLAID.includes(pictureOf(view, indicator));

/** The last year whose cases have been followed long enough. */
export const startWindow = (indicator: IndicatorDto, observedUntil: string): Window =>
  yearWindow(lastMatureYear(observedUntil, followUpOf(indicator)));

/** The estimator of a curve: `complete` has none. */
export const curveMethod = (method: Method | undefined): Method | undefined =>
  method === 'complete' ? undefined : method;

/** Windows of the quick choice, newest first. */
export function presets(last: string): Window[] {
  const year = Number(last.slice(0, 4));
  const years = Array.from({ length: 8 }, (_, back) => year - back);
  return [
    ...years.flatMap((one) => [yearWindow(one), halfYearWindow(one, 2), halfYearWindow(one, 1)]),
    { from: `${year - 4}-01-01`, to: `${year - 1}-12-31` },
    { from: `${year - 8}-01-01`, to: `${year - 1}-12-31` },
  ].filter(({ from }) => from <= last);
}

/** How a comparison was chosen, told from what it is. */
export type BesideKind = 'none' | 'before' | 'year-before' | 'free' | 'known';

export function besideKind({ question, beside }: View): BesideKind {
  if (!beside) return 'none';
  if (beside.asOf) return 'known';
  const same = (a: Window | undefined, b: Window) => a?.from === b.from && a.to === b.to;
  // A whole year's period before is also its period a year before: the first name is kept.
  if (same(beside.window, windowBefore(question.window))) return 'before';
  return same(beside.window, yearEarlier(question.window)) ? 'year-before' : 'free';
}

export function besideOf(kind: BesideKind, { question }: View): Beside | undefined {
  switch (kind) {
    case 'none':
      return undefined;
    case 'before':
      return { window: windowBefore(question.window) };
    case 'year-before':
      return { window: yearEarlier(question.window) };
    case 'free':
      return { window: yearEarlier({ from: addDays(question.window.from, -1), to: question.window.to }) };
    case 'known':
      return { asOf: endOf(addDays(question.window.to, 1)) };
  }
}

/** The question beside the question. */
export function questionBeside({ question, beside }: View): Question | null {
  if (!beside) return null;
  return {
    ...question,
    window: beside.window ?? question.window,
    ...(beside.asOf && { asOf: beside.asOf, observedUntil: undefined }),
  };
}

const yearEarlier = ({ from, to }: Window): Window => ({ from: addMonths(from, -12), to: addMonths(to, -12) });

/** The last instant of a day, as the API takes it. */
export const endOf = (day: string): string => `${day}T23:59:59Z`;
