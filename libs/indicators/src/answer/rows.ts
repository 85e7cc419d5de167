/** The rows of an answer, in the shape of contract section 4. */
import type { Interval } from '../estimators/interval.js';
import type { Dimension, Window } from '../question/question.js';

/** Values of the dimensions asked for; null = does not apply or not known. */
export type Group = Readonly<Partial<Record<Dimension, string | null>>>;

/** 95 %; by Wilson for a share, log-log for an estimate, exact Poisson for a rate, Student's t for a mean. */
export type ConfidenceInterval = Interval;

/** Why a value is null. */
export type Reason =
  | 'no-cases'
  | 'beyond-follow-up'
  | 'no-person-time'
  /** Per 1,000: no file of inhabitants is configured, */
  | 'no-population-file'
  /** it has no number for this group and year, */
  | 'no-population'
  /** does not tell ages or sexes apart, */
  | 'population-not-by-age'
  | 'population-not-by-sex'
  /** or has fewer inhabitants than persons are counted. */
  | 'population-too-small';

/** Persons per 1,000 inhabitants: persons counted, inhabitants, and their share times 1,000 with its interval (Wilson). */
export interface PerThousand extends ShareFigure {
  /** Only where the value is null. */
  readonly reason?: Reason;
}

/** A figure read from a curve on a day. */
export interface CurveFigure extends ShareFigure {
  /** Only where the value is null. */
  readonly reason?: Reason;
}

/** A share with its parts. */
export interface ShareFigure {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly interval: ConfidenceInterval | null;
}

interface CountsBeside {
  readonly immature: number;
  readonly lost: number;
  readonly missing: number;
  readonly excluded: Readonly<Record<string, number>>;
  readonly suppressed: false;
  /** Only where the value is null. */
  readonly reason?: Reason;
}

export interface ShareRow extends ShareFigure, CountsBeside {
  readonly group: Group;
  readonly classes?: Readonly<Record<string, ShareFigure>>;
  readonly net?: number | null;
  /** Further figures by name (`careAfter`). */
  readonly [also: string]: unknown;
}

export interface TimeToEventRow extends ShareFigure, CountsBeside {
  readonly group: Group;
  /** With an estimator: number at risk on the last day of the follow-up. */
  readonly atRisk?: number;
  /** Where the definition asks it: first day of the curve with figure >= 0.5; null when there is none. */
  readonly median?: number | null;
  /** Likewise: the figure of the curve after so many days. */
  readonly within?: Readonly<Record<string, CurveFigure>>;
  /** Counts of what is set apart, by name. */
  readonly [apart: string]: unknown;
}

export interface MeasureRow extends CountsBeside {
  readonly group: Group;
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
  readonly median: number | null;
  readonly p90: number | null;
  /** Of the mean; null for fewer than two numbers, and where all are the same. */
  readonly interval: ConfidenceInterval | null;
  readonly within?: Readonly<Record<string, ShareFigure>>;
  readonly classes?: Readonly<Record<string, ShareFigure>>;
  readonly perThousand?: PerThousand;
  /** Further figures by name (`response`, `total`). */
  readonly [more: string]: unknown;
}

export interface RateRow extends CountsBeside {
  readonly group: Group;
  /** Events counted. */
  readonly numerator: number;
  /** Person-years at risk: days / 365.25. */
  readonly denominator: number;
  /** Events per `perPersonYears`. */
  readonly value: number | null;
  readonly interval: ConfidenceInterval | null;
  readonly perPersonYears: number;
  readonly personDays: number;
  /** Persons with an event among those at risk on a day at least. */
  readonly persons: ShareFigure;
  /** The same before the days after events are taken away; only where the definition has such days. */
  readonly beforeClean?: { readonly events: number; readonly personDays: number; readonly persons: ShareFigure };
  /** Counts of what is set apart, by name. */
  readonly [apart: string]: unknown;
}

export interface StockFigure {
  readonly opening: number;
  readonly in: number;
  readonly out: number;
  readonly closing: number;
  readonly active: number;
}

export interface Transition {
  readonly from: string;
  /** Null = out of care. */
  readonly to: string | null;
  readonly count: number;
}

export interface FlowRow {
  readonly group: Group;
  readonly transitions: readonly Transition[];
  readonly suppressed: false;
  /** `records`, `persons`, `measures`, `probations`, each a {@link StockFigure}. */
  readonly [stock: string]: unknown;
}

export type Row = ShareRow | TimeToEventRow | MeasureRow | RateRow | FlowRow;

/** A figure within a row: a row of its own, without group. */
export type FurtherRow = Omit<ShareRow, 'group' | 'suppressed'> | Omit<MeasureRow, 'group' | 'suppressed'>;

/** A day on which something happens: an event, a competing event, or the end of somebody's observation. */
export interface CurvePoint {
  readonly day: number;
  readonly value: number;
  readonly interval: ConfidenceInterval | null;
  readonly atRisk: number;
  readonly events: number;
  readonly competing: number;
  readonly censored: number;
}

export interface CurveRow {
  readonly group: Group;
  /** First day with figure >= 0.5; null when there is none, and where the complement is shown: that falls. */
  readonly median: number | null;
  readonly points: readonly CurvePoint[];
}

export interface SeriesPeriod {
  readonly window: Window;
  readonly rows: readonly Row[];
}
