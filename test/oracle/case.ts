/** What the oracle's indicators are made of. */
import type { DayNumber } from './calendar.js';
import type { Course } from './estimate.js';
import type { Person } from './history.js';
import type { Span } from './spans.js';

/** A question to the oracle; parameters by the names of indicators.md, all given. */
export interface Question {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly observedUntil: DayNumber;
  readonly asOf: number;
  readonly method: 'complete' | 'kaplan-meier' | 'aalen-johansen';
  readonly by: readonly string[];
  /** Only cases with one of these values, by dimension. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly parameters: Record<string, any>;
}

/** One case: where it is grouped and what becomes of it. */
export interface Case {
  readonly person: Person;
  readonly span: Span;
  /** The span's index: the day its breakdowns are taken on. */
  readonly on: DayNumber;
  readonly excluded?: string;
  readonly immature?: boolean;
  readonly missing?: boolean;
  readonly numerator?: boolean;
  readonly className?: string;
  /** Set apart under this name. */
  readonly apart?: string;
  /** Of a measure; null = not known. */
  readonly number?: number | null;
  /** Of a further figure within the row, by name; the figure itself has none. */
  readonly part?: string;
  /** Day on which the age band is read, where that is not `on`. */
  readonly ageOn?: DayNumber;
  /** What the further numbers of an indicator are made of. */
  readonly own?: any;
  readonly course?: Course;
}

/** A value of a row by its path; `excluded#` is the sum of the excluded. */
export type Values = Record<string, unknown>;

/** What the oracle knows of an indicator. */
export interface Indicator {
  readonly cases: (q: Question, person: Person) => Case[];
  readonly shape: 'share' | 'time' | 'measure';
  readonly complement?: boolean;
  /** Names of classes, and the value that is read from their counts. */
  readonly classes?: readonly string[];
  readonly value?: (counts: Record<string, number>) => number;
  /** Of several cases of a person in a group one counts, the first that has the property. */
  readonly perPerson?: boolean;
  /** Shapes of further figures by name. */
  readonly further?: Record<string, 'share'>;
  /** Names that cases are set apart under. */
  readonly apart?: readonly string[];
  /** Further values of a row, over the cases counted; `all` has the others too. */
  readonly more?: (q: Question, counted: readonly Case[], all: readonly Case[]) => Values;
  /** Which of all cases are looked at, once the population is known. */
  readonly sample?: (q: Question, cases: readonly Case[]) => Case[];
}
