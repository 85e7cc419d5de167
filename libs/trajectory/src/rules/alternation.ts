/**
 * Things that begin and end in turns: pauses of the wait, placement authorisations.
 *
 * The turns of one day may be taken in any order that alternates: an authorisation that ends and is granted anew on
 * one day is as good as one that is granted and ended on one day.
 */
import type { CareEvent } from '../events/care-event.js';
import type { Day } from '../events/event-data.js';

/** A beginning or an end; lists of them are in date order. */
export interface Turn {
  readonly event: CareEvent;
  readonly begins: boolean;
}

/** A span from one turn to the next; `until` is the day of the ending turn, or null while it is on. */
export interface TurnSpan {
  readonly from: Day;
  readonly until: Day | null;
}

/** Where turns do not alternate. */
export interface BrokenTurns {
  /** `begun-twice`: begins while it is on; `ended-twice`: ends while it is off. */
  readonly kind: 'begun-twice' | 'ended-twice';
  /** The turns of that day and of the last day before. */
  readonly involved: readonly CareEvent[];
}

/** Takes turns in date order: the spans they make up, and the first day on which they do not alternate. */
export function takeTurns(turns: readonly Turn[]): { spans: TurnSpan[]; broken: BrokenTurns | null } {
  const spans: TurnSpan[] = [];
  let broken: BrokenTurns | null = null;
  let since: Day | null = null;
  let previous: readonly Turn[] = [];
  for (const today of byDay(turns)) {
    const day: Day = today[0]!.event.data.effectiveOn;
    let begins = today.filter((turn) => turn.begins).length;
    let ends = today.length - begins;
    while (since === null ? begins > 0 : ends > 0) {
      if (since === null) {
        since = day;
        begins--;
      } else {
        spans.push({ from: since, until: day });
        since = null;
        ends--;
      }
    }
    if (begins + ends > 0 && broken === null) {
      const kind = begins > 0 ? 'begun-twice' : 'ended-twice';
      broken = { kind, involved: [...previous, ...today].map((turn) => turn.event) };
    }
    previous = today;
  }
  if (since !== null) spans.push({ from: since, until: null });
  return { spans, broken };
}

function byDay(turns: readonly Turn[]): Turn[][] {
  const days: Turn[][] = [];
  for (const turn of turns) {
    const last = days.at(-1);
    if (last !== undefined && last[0]!.event.data.effectiveOn === turn.event.data.effectiveOn) last.push(turn);
    else days.push([turn]);
  }
  return days;
}
