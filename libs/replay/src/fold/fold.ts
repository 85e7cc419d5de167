/**
 * A researcher's own figure, for what the definition language cannot say: a function over one person's history.
 *
 * A fold is one file that exports this interface (as its default, or its members by name). It is given the standing events
 * of one person in the order of contract section 1 and must come to the same result whenever and in whatever order
 * persons are folded: it uses its arguments and nothing else - no clock, no chance, nothing kept between persons.
 */
import type { RecordedCareEvent, StreamKind } from '#libs/trajectory';

/** An event as a fold sees it: corrections and retractions applied; narrow on `name` for its `data`. */
export type FoldEvent = RecordedCareEvent & { readonly kind: StreamKind };

/** What a fold is told about its question. It is given all events: what the window means is for the fold to say. */
export interface FoldContext {
  /** First day of the window, `YYYY-MM-DD`. */
  readonly from: string;
  /** Last day of the window. */
  readonly to: string;
  /** Last day up to which events are taken to be complete. */
  readonly observedUntil: string;
  /** What was given as `--param name=value`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Pseudonym of the person; of linked ones the smallest. In `finish`, which is about all, an empty text. */
  readonly person: string;
}

/** The result of one person. */
export interface PersonResult<Result> {
  readonly person: string;
  readonly result: Result;
}

export interface Fold<State = unknown, Result = unknown, Figure = unknown> {
  /** The state before the first event. */
  initial(context: FoldContext): State;
  /** The state after an event; may change the state it was given and return it. */
  apply(state: State, event: FoldEvent, context: FoldContext): State;
  /** What the person comes to, as JSON; null = the person does not count. */
  result(state: State, context: FoldContext): Result | null;
  /**
   * The figure over all persons who count, as JSON; they come by pseudonym, but the figure must not lean on that order. Without it
   * the figure is the list of results.
   */
  finish?(persons: AsyncIterable<PersonResult<Result>>, context: FoldContext): Promise<Figure> | Figure;
}

/** The question of a fold: its context without a person. */
export type FoldQuestion = Omit<FoldContext, 'person'>;
