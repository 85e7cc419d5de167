/** What is told of a case. */
import type { Contribution } from '../sql/beside.js';
import type { Group } from './rows.js';

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

/** One case of a figure, or of a further figure within it. Which members it has beside the first ones depends on the shape. */
export interface CaseRow {
  readonly person: string;
  /** Name of the further figure that it is a case of, null for the figure itself; only where there are further figures. */
  readonly figure?: string | null;
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
  /** Of a rate, where a row is a person: events counted, and days at risk. */
  readonly events?: number;
  readonly personDays?: number;
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
  /** Of a number that norms are set for: whether it meets each. */
  readonly within?: Readonly<Record<string, boolean>>;
  /** Part in each further share of the same cases; null for one that they leave out. */
  readonly also?: Readonly<Record<string, 'numerator' | 'denominator' | 'missing' | null>>;
  /** What it brings to each number beside the figure: a number, whether it is counted, or its class; of a quotient both, in order. */
  readonly beside?: Readonly<Record<string, Contribution>>;
}
