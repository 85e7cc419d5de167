import type { ParameterValue } from '../language/definition.js';

/** A calendar date `YYYY-MM-DD`. */
export type Day = string;

/** How a time-to-event figure is estimated (indicators.md section 2). */
export const METHODS = ['complete', 'kaplan-meier', 'aalen-johansen'] as const;
export type Method = (typeof METHODS)[number];

/** Lengths of the periods of a series. */
export const INTERVALS = ['P1M', 'P3M', 'P6M', 'P1Y'] as const;
export type Interval = (typeof INTERVALS)[number];

/** Properties of a case at its index by which a figure can be broken down or filtered (indicators.md section 5). */
export const DIMENSIONS = [
  'region',
  'municipality',
  'provider',
  'careForm',
  'referrer',
  'sex',
  'ageBand',
  'endReason',
  'measureType',
  'year',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** First and last day, both included. */
export interface Window {
  readonly from: Day;
  readonly to: Day;
}

/** A question that holds: every part is checked. */
export interface Question {
  readonly window: Window;
  /** Every parameter of the indicator: as asked, else its default. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** Null for a shape that has no methods. */
  readonly method: Method | null;
  readonly by: readonly Dimension[];
  readonly filters: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  /** Last day up to which events are taken to be complete; null = not asked, so the default applies. */
  readonly observedUntil: Day | null;
  /** As asked: a position or an instant; null = the newest. */
  readonly asOf: string | null;
  /** Length of the periods; null unless a series is asked. */
  readonly interval: Interval | null;
}

/** A question with its last day of observation settled: what the engine answers. */
export type SettledQuestion = Question & { readonly observedUntil: Day };

/** A parameter of a question that is unknown or impossible. The value is never in the message. */
export interface QuestionError {
  readonly parameter: string;
  readonly code: 'unknown-parameter' | 'impossible-parameter' | 'missing-parameter';
  readonly message: string;
}
