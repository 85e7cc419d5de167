/**
 * An indicator as data. The built-in catalogue is written in it and nowhere else; a researcher's own is written likewise.
 */
import type { Condition, Lookup, OrderBy, Value } from './expression.js';

/** A text for readers, in both languages. */
export interface Text {
  readonly nl: string;
  readonly en: string;
}

/** Names for readers of the values of a parameter; a value without one is shown as it is. */
export type ValueLabels = Readonly<Record<string, Text>>;

/** A parameter that a question may set; everything about it is checked before the question is computed. */
export type Parameter = { readonly label: Text } & (
  | { readonly type: 'integer'; readonly default: number; readonly minimum: number; readonly maximum: number }
  /** Decimals allowed. */
  | { readonly type: 'number'; readonly default: number; readonly minimum: number; readonly maximum: number }
  | { readonly type: 'boolean'; readonly default: boolean }
  /** 1 to 64 letters, digits, spaces and . _ : - */
  | { readonly type: 'text'; readonly default: string }
  | {
      readonly type: 'choice';
      readonly default: string;
      readonly values: readonly string[];
      readonly labels?: ValueLabels;
    }
  /** A comma list of codes in a question (`codes=03,04`); without `values` any code of the form of a text. */
  | {
      readonly type: 'codes';
      readonly default: readonly string[];
      readonly values?: readonly string[];
      readonly labels?: ValueLabels;
    }
  /** A comma list of whole numbers (`norms=28,70`). */
  | {
      readonly type: 'integers';
      readonly default: readonly number[];
      readonly minimum: number;
      readonly maximum: number;
    }
);

export type ParameterValue = number | boolean | string | readonly string[] | readonly number[];

/**
 * A derived unit: spans of one person chained together. A member joins the chain before it when it starts on or before
 * the latest `until` so far plus `joinWithinDays`. The chain starts with its first member and ends with the last end
 * (open while one is open); its other fields are those of the representative: the first in `representative`, then the smallest id.
 */
export interface Chain {
  /** Unit of the members. */
  readonly members: string;
  readonly start: Value;
  readonly end: Value;
  /** Lookups seen from a member. */
  readonly lookups?: Readonly<Record<string, Lookup>>;
  /** Last day on which a member holds the chain together, not known = for ever; default: its end. */
  readonly until?: Value;
  readonly joinWithinDays: number;
  readonly representative: readonly OrderBy[];
}

/** What is counted: units with an index date in the window and a condition. */
export interface Cases {
  readonly unit: string;
  /** The index date: it places the case in the window, and breakdowns look at the case on this day. */
  readonly index: Value;
  readonly where?: Condition;
  /** Count persons, not units: in every group each once. */
  readonly distinct?: 'person';
  /** Lookup from which breakdowns take what the unit itself does not have (a goal: its record). */
  readonly dimensionsOf?: string;
  /** Day on which the age band is read; default: the index date. */
  readonly ageOn?: Value;
  /**
   * Only the first `size` cases, after the filters, in the order of the SHA-256 of `seed:id`; the answer lists their ids. A size of 0
   * takes all. The unit has an id.
   */
  readonly sample?: {
    readonly size: number | { readonly parameter: string };
    readonly seed: string | { readonly parameter: string };
  };
}

/** A number over the cases counted. */
export type Aggregate =
  | number
  | { readonly count: Condition }
  /** Over nothing 0. */
  | { readonly sum: Value; readonly where?: Condition }
  /** Over nothing null. */
  | { readonly mean: Value; readonly where?: Condition }
  /** With n - 1; null for fewer than two. */
  | { readonly sd: Value; readonly where?: Condition }
  /** Null where either is null or the second 0. */
  | { readonly divide: readonly [Aggregate, Aggregate] };

/** A further figure over the cases counted: a number, n mean sd median p90, or counts by name (a case in the first that holds). */
export type Beside =
  | Aggregate
  | { readonly statistics: Value; readonly where?: Condition }
  | { readonly distribution: Readonly<Record<string, Condition>> };

interface Body {
  readonly cases: Cases;
  /** Looked up once for each case, in this order. */
  readonly lookups?: Readonly<Record<string, Lookup>>;
  /** Computed once for each case, in this order; any condition or value below can name them. */
  readonly values?: Readonly<Record<string, Value>>;
  /** Left out by name; a case is counted under the first reason that holds. */
  readonly excluded?: Readonly<Record<string, Condition>>;
  /** Left out likewise, after the excluded, each counted in the row under its own name. */
  readonly apart?: Readonly<Record<string, Condition>>;
}

/** What a share or measure can show beside its figure; the names are members of the row. */
interface BodyWithMore extends Body {
  readonly beside?: Readonly<Record<string, Beside>>;
  /** Whole figures with cases of their own, under the same question. */
  readonly further?: Readonly<Record<string, FurtherBody>>;
}

/** A figure within another one. */
export type FurtherBody = Omit<ShareBody, 'further'> | Omit<MeasureBody, 'further' | 'population'>;

/** A share within a share's cases that has conditions of its own (`careAfter`). */
export interface ShareAlso {
  readonly known?: Condition;
  readonly numerator: Condition;
}

/** Cases with the property / cases with a known answer. */
export interface ShareBody extends BodyWithMore {
  readonly shape: 'share';
  /** The answer is not there yet: the period it needs goes on after the last day observed. */
  readonly immature?: Condition;
  /** The answer is known; other cases are missing. */
  readonly known?: Condition;
  /** Has the property. Instead of it: `classes`. */
  readonly numerator?: Condition;
  /** Classes by name; a case is in the first that holds. */
  readonly classes?: Readonly<Record<string, Condition>>;
  /** With classes: the figure is the share of one class, or of the first less that of the second. */
  readonly value?: { readonly class: string } | { readonly net: readonly [string, string] };
  readonly complement?: boolean;
  readonly also?: Readonly<Record<string, ShareAlso>>;
}

/** Probability of an event within a number of days after the index date. */
export interface TimeToEventBody extends Body {
  readonly shape: 'time-to-event';
  readonly missing?: Condition;
  /** Date of the event. */
  readonly event: Value;
  /** Dates of competing events by name; one on or before the index date counts on day 0. */
  readonly competing?: Readonly<Record<string, Value>>;
  /** Length of the follow-up: a number, or a parameter that is one. */
  readonly followUpDays: number | { readonly parameter: string };
  /** First day on which an event counts: 1, or 0 when one on the index date itself does. Default 1. */
  readonly firstDay?: 0 | 1;
  /**
   * Spans of the person in which the absence of an event means that there was none. For `complete` they must hold from the day after
   * the index to the end of the follow-up (or to a competing event or the end of observation before that), else the case is missing; for an
   * estimator a case not covered on the day after the index is missing, and the end of the unbroken span censors.
   */
  readonly cover?: { readonly unit: string; readonly from: Value; readonly until: Value };
  /** Shown as 1 - figure. */
  readonly complement?: boolean;
  /** Beside the figure, read from the curve (Aalen-Johansen unless Kaplan-Meier is asked): the figure after so many days. */
  readonly fromCurve?: { readonly within: Norms };
}

/** Numbers, or the parameter that holds them. */
export type Norms = readonly number[] | { readonly parameter: string };

/** Statistics of a number that belongs to each case. */
export interface MeasureBody extends BodyWithMore {
  readonly shape: 'measure';
  /**
   * Where persons are counted: per 1,000 inhabitants as well (`perThousand`), by the configured numbers of the year before this day of the window or of
   * the day itself. Only persons of a municipality and age band that those numbers have are counted in it.
   */
  readonly population?: { readonly on: 'from' | 'to' };
  /** The number; a case where it is not known is missing. Without it the cases are counted alone. */
  readonly number?: Value;
  /** Shares at most (or at least) each norm. */
  readonly within?: {
    readonly norms: Norms;
    readonly how: 'at-most' | 'at-least';
  };
  readonly classes?: Readonly<Record<string, Condition>>;
}

/**
 * Events per time at risk. Persons are counted, not cases: of each the days on which any of the group's cases is at risk and the person is
 * observed (up to the last day observed, and outside the gaps of observation), each day once; and the person's events on those days.
 */
export interface RateBody extends Body {
  readonly shape: 'rate';
  /** First and last day at risk of a case, both included. A first day that is not known makes the case missing; a last one, at risk until the end. */
  readonly atRisk: { readonly from: Value; readonly until: Value };
  /** The person's events with their dates. What is said of one is said as of a case: `of: "case"` is the event itself. */
  readonly events: { readonly unit: string; readonly on: Value; readonly where?: Condition };
  /**
   * Days after every event on which the person is not at risk, so that an event then does not count; events before the time at risk, and those
   * that do not count, begin such a period too, and several events on a day are one. Default 0: every event counts.
   */
  readonly cleanDays?: number | { readonly parameter: string };
  /** The rate is per so many person-years of 365.25 days; default 1. */
  readonly perPersonYears?: number;
}

/** Spans that are opened, run and are closed. */
export interface Stock {
  readonly unit: string;
  readonly start: Value;
  readonly end: Value;
  readonly distinct?: 'person';
}

/** Stock, in, out and active by name of the stock; a table of steps from one kind to another. */
export interface FlowBody {
  readonly shape: 'flow';
  readonly stocks: Readonly<Record<string, Stock>>;
  readonly transitions?: Body & {
    readonly immature?: Condition;
    readonly from: Value;
    /** Not known = out. */
    readonly to: Value;
  };
}

export type FigureBody = ShareBody | TimeToEventBody | MeasureBody | RateBody | FlowBody;
export type Shape = FigureBody['shape'];

type PartOf<Body> = Partial<Omit<Body, 'shape'>>;

/** Another body for another value of a parameter: what is given replaces what the figure says. */
export interface Variants {
  readonly parameter: string;
  readonly bodies: Readonly<Record<string, PartOf<ShareBody> | PartOf<TimeToEventBody> | PartOf<MeasureBody>>>;
}

export interface IndicatorDefinition {
  /** kebab-case, at most 64 characters. */
  readonly id: string;
  readonly version: number;
  readonly name: Text;
  /** What the figure is, in a sentence or two. */
  readonly explanation: Text;
  /** Where the definition comes from. */
  readonly source: Text;
  /** What a reader must know before using it. */
  readonly caveats: readonly Text[];
  /** Whether a higher figure is good, bad, or neither. */
  readonly direction: 'higher-is-better' | 'lower-is-better' | 'neutral';
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Units of its own, made from others. */
  readonly units?: Readonly<Record<string, Chain>>;
  readonly figure: FigureBody;
  readonly variants?: Variants;
  /** Names for readers of exclusions, classes and further figures. */
  readonly terms?: Readonly<Record<string, Text>>;
}
