/** A question to the ledger, as an analyst asks it: what is in the address bar, no more and no less. */
import type { Dimension } from './dimensions.js';

/** First and last day, both included; `YYYY-MM-DD`. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

export const METHODS = ['complete', 'kaplan-meier', 'aalen-johansen'] as const;
export type Method = (typeof METHODS)[number];

export const INTERVALS = ['P1M', 'P3M', 'P6M', 'P1Y'] as const;
export type Interval = (typeof INTERVALS)[number];

export const PICTURES = ['trend', 'bars', 'funnel', 'curve', 'classes', 'flow', 'stock'] as const;
export type Picture = (typeof PICTURES)[number];

/** What the server is asked. */
export interface Question {
  readonly indicator: string;
  readonly version?: number;
  readonly window: Window;
  readonly by: readonly Dimension[];
  readonly filters: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  readonly method?: Method;
  /** The indicator's own parameters that differ from the default, as text. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Position or instant; absent = the newest, until the first answer names it. */
  readonly asOf?: string;
  readonly observedUntil?: string;
}

/** What stands beside it for comparison: another window, another state of knowledge, or both. */
export interface Beside {
  readonly window?: Window;
  readonly asOf?: string;
}

/** A question and how it is shown. */
export interface View {
  readonly question: Question;
  readonly picture?: Picture;
  /** Length of the periods of a trend. */
  readonly interval?: Interval;
  readonly beside?: Beside;
  /** Whether what stands beside it is laid over it, in one picture. */
  readonly overlay?: true;
}
