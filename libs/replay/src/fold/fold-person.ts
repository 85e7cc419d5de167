/** One person through a fold. */
import { canonicalJson } from '#libs/codec';
import type { PersonHistory } from '#libs/facts';
import { standingEventsOf } from '#libs/interchange';
import { FoldError, thrown, type FoldFailure } from './failure.js';
import type { Fold, FoldContext, FoldEvent, FoldQuestion } from './fold.js';
import { lineOf, type FoldModule } from './fold-source.js';
import { isJson } from './json.js';

/**
 * Folds one person's history.
 * @returns the result as canonical JSON; null when the person does not count or no event of theirs stands.
 * @throws FoldError naming the person and, where one was at hand, the event.
 */
export function foldPerson(
  fold: Fold,
  module: FoldModule,
  history: PersonHistory,
  question: FoldQuestion,
): string | null {
  const events = standingEventsOf(history);
  if (events.length === 0) return null;
  const context: FoldContext = { ...question, person: history.person };
  const run = <T>(part: FoldFailure['part'], event: FoldEvent | undefined, call: () => T): T => {
    const about = { part, person: history.person, ...(event && { event: keyOf(event) }) };
    let value: T;
    try {
      value = call();
    } catch (error) {
      throw new FoldError({ ...about, problem: thrown(error), line: lineOf(error, module) }, module.file);
    }
    if (value instanceof Promise) {
      value.catch(() => undefined);
      throw new FoldError({ ...about, problem: 'it gave a promise; only finish may be asynchronous' }, module.file);
    }
    return value;
  };
  let state = run('initial', undefined, () => fold.initial(context));
  for (const { kind, event } of events) {
    const seen: FoldEvent = { ...event, kind };
    state = run('apply', seen, () => fold.apply(state, seen, context));
  }
  const result = run('result', undefined, () => fold.result(state, context));
  if (result === null) return null;
  if (isJson(result)) return canonicalJson(result);
  const problem =
    'the result is no JSON: give null, a text, a finite number, a truth value, or lists and objects of these';
  throw new FoldError({ part: 'result', person: history.person, problem }, module.file);
}

function keyOf({ source, id, name }: FoldEvent): NonNullable<FoldFailure['event']> {
  return { source, id, name };
}
