/**
 * What a definition can say about one case: values, dates, conditions. All of it is JSON.
 *
 * A bare string, number or boolean is itself. Everything else is an object with one operator. A comparison in which
 * something is not known does not hold (and its `not` does): there is no third truth value.
 */

/** Number of days, months or years. Month and year steps clip to the end of the month (31 Jan + 1 month = 28 or 29 Feb). */
export type Duration = { days: Value } | { months: Value } | { years: Value };

export type Value =
  | string
  | number
  | boolean
  /** A date, `YYYY-MM-DD`. */
  | { date: string }
  /**
   * A field of the unit in hand: of the case, or inside a lookup of the unit looked up. `of` names another one: `case`,
   * `person`, `stream` (of a case that is an event: its trajectory, measure or probation), or a lookup of the definition. A lookup that
   * found nothing has no field known.
   */
  | { field: string; of?: string }
  /** A parameter of the indicator, as the question gives it or else its default. */
  | { parameter: string }
  /** One of the figure's own `values`. */
  | { value: string }
  /** Of the question: first and last day of the window, the last day observed; `index` is the index date of the case. */
  | { question: 'from' | 'to' | 'observedUntil' | 'index' }
  | { plus: [date: Value, step: Duration] }
  | { minus: [date: Value, step: Duration] }
  /** Whole days from the first date to the second; negative when it comes before. */
  | { daysBetween: [from: Value, to: Value] }
  /** Whole years from the first date (of birth) to the second. */
  | { yearsBetween: [from: Value, to: Value] }
  /** First or last of several, those not known left out. */
  | { earliest: Value[] }
  | { latest: Value[] }
  /** The first one that is known. */
  | { known: Value[] }
  | { if: Condition; then: Value; else: Value }
  | { add: [Value, Value] }
  | { subtract: [Value, Value] }
  | { multiply: [Value, Value] }
  /** Not known where the second is 0. */
  | { divide: [Value, Value] }
  /** To a number of decimals from 0 to 12; halves away from 0. */
  | { round: [Value, number] }
  /** The number under a code, such as the score of a scale; not known where there is none. */
  | { entry: [entries: Value, code: Value] }
  /** How many a list or entries hold. */
  | { size: Value }
  /** Over several related units: how many there are (0 when none) ... */
  | { count: Related }
  /** ... or something of those where it is known; not known when there are none. */
  | { sum: Value; over: Related }
  | { mean: Value; over: Related }
  | { smallest: Value; over: Related }
  | { largest: Value; over: Related };

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** Several values: literal ones, or a parameter of type `codes`. */
export type ValueList = Value[] | { parameter: string };

export type Condition =
  | boolean
  | { and: Condition[] }
  | { or: Condition[] }
  | { not: Condition }
  | { compare: [left: Value, how: Comparison, right: Value] }
  | { in: [value: Value, list: ValueList] }
  /** Both ends included. */
  | { between: [value: Value, low: Value, high: Value] }
  /** A text is in a list of the unit. */
  | { contains: [list: Value, text: Value] }
  | { isKnown: Value }
  /** A lookup of the definition found something, or something like this exists. */
  | { exists: string | Related };

/** Order of several; what is not known comes last, or first when `unknownFirst`. */
export interface OrderBy {
  readonly by: Value;
  readonly descending?: boolean;
  readonly unknownFirst?: boolean;
}

/**
 * Other units of the same person: all for which `where` holds. Inside it a bare field is the other unit's; `of: "case"` is the case. What
 * stands deeper can name this unit by `as`.
 */
export interface Related {
  readonly unit: string;
  readonly where?: Condition;
  readonly as?: string;
}

/**
 * Another unit of the same person. Inside `where` and `order` a bare field is the other unit's; `of: "case"` is the case,
 * `of` another lookup one that stands earlier in the definition. Of several the first in `order` is taken, then the one with the smallest id.
 */
export interface Lookup {
  readonly unit: string;
  readonly where?: Condition;
  readonly order?: readonly OrderBy[];
}
