/** Things that begin and end in turns, as spans that remember what began them. */
import { takeTurns, type CareEvent, type EventName } from '#libs/trajectory';

/** A span from the day of its beginning to the day of its end; null while it is on. */
export interface BegunSpan<E> {
  readonly fromOn: string;
  readonly untilOn: string | null;
  readonly begin: E;
}

/** The spans that beginnings of the given name and their ends make up; the turns come in order. */
export function spansOfTurns<E extends CareEvent>(
  turns: readonly { readonly event: E }[],
  beginning: EventName,
): BegunSpan<E>[] {
  const beginnings = turns.map(({ event }) => event).filter(({ name }) => name === beginning);
  const { spans } = takeTurns(turns.map(({ event }) => ({ event, begins: event.name === beginning })));
  // Turns come by day, so the spans take up the beginnings one by one.
  return spans.map(({ from, until }, i) => ({ fromOn: from, untilOn: until, begin: beginnings[i]! }));
}
