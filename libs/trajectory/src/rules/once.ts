/** Rules of the form "once" (already-...). */
import type { CareEvent, EventName } from '../events/care-event.js';
import type { RefusalCode } from './refusal.js';
import type { Rule } from './rule.js';

/** At most one event of a type stands. */
export function once(name: EventName, code: RefusalCode, detail: string): Rule {
  return (standing) => {
    const events: readonly CareEvent[] = standing.of(name) as readonly CareEvent[];
    return events.length > 1 ? { code, detail, involved: events } : null;
  };
}
