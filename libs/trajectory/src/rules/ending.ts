/** Rules about the end of a stream: `end-before-start` and `after-end`. */
import type { CareEvent, EventName } from '../events/care-event.js';
import { datesOf, type Rule } from './rule.js';

/** The end is dated on or after the start. */
export function endNotBeforeStart(start: EventName, end: EventName): Rule {
  return (standing) => {
    const started = standing.of(start)[0] as CareEvent | undefined;
    const ended = standing.of(end)[0] as CareEvent | undefined;
    if (started === undefined || ended === undefined) return null;
    if (started.data.effectiveOn <= ended.data.effectiveOn) return null;
    return {
      code: 'end-before-start',
      detail: `${end} must be dated on or after ${start}. Check effectiveOn of both.`,
      involved: [ended, started],
      at: datesOf(ended, started),
    };
  };
}

/** Nothing is dated after the day of the end, apart from what may come later. */
export function nothingAfterEnd(end: EventName, detail: string, mayComeLater: (event: CareEvent) => boolean): Rule {
  return (standing) => {
    const ended = standing.of(end)[0] as CareEvent | undefined;
    if (ended === undefined) return null;
    const late = standing.all.find((e) => e.data.effectiveOn > ended.data.effectiveOn && !mayComeLater(e));
    if (late === undefined) return null;
    return {
      code: 'after-end',
      detail,
      involved: [ended, late],
      at: datesOf(ended, late),
    };
  };
}
