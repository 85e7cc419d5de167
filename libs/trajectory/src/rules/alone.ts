/** The rules that an event breaks all by itself: status 400. */
import { addDays, addYears } from '../calendar/day.js';
import { earliestBirth, latestBirth } from '../calendar/birth.js';
import { directionOf } from '../codes/intensity.js';
import type { CareEvent, EventName, StreamKind } from '../events/care-event.js';
import type { Day, EventDataByName, OpeningData, PartialDate } from '../events/event-data.js';
import { dateFieldsOf } from '../events/dates.js';
import { EVENT_TYPES } from '../events/registry.js';
import type { Refusal, RefusalCode } from './refusal.js';

/** A protection measure can be imposed before the birth: this many days at most. */
const DAYS_BEFORE_BIRTH = 280;

/** Until this birthday a protection measure can be imposed. */
const ADULT = 18;

/**
 * Checks what needs no history: `future-date`, `before-birth` (of an opening event), `wrong-direction`,
 * `period-reversed`, `not-adult-measure`. The shape and the codes of `data` must have been checked before.
 * Of a correction only its own date is checked here: `decide` judges the data inside.
 * @param today the calendar day in Amsterdam.
 * @returns one refusal per field that is wrong; empty when there is none.
 */
export function judgeAlone(event: CareEvent, today: Day): Refusal[] {
  return judgeData(event.name, event.data, today, '/data');
}

/** As `judgeAlone`, for the data of an event of a given type that stands at a place in another event. */
export function judgeData(name: EventName, data: object, today: Day, pointer: string): Refusal[] {
  const found: Refusal[] = [];
  const refuse: Refuse = (code, field, detail) =>
    void found.push({ code, status: 400, detail, pointer: `${pointer}/${field}` });
  inTheFuture(name, data, today, refuse);
  beforeItsOwnBirth(name, data, refuse);
  wrongDirection(name, data, refuse);
  periodReversed(name, data, refuse);
  adultMeasure(name, data, refuse);
  return found;
}

/** The earliest date that an event of a stream may carry, given the client's birth date. */
export function earliestDate(kind: StreamKind | 'any', born: PartialDate): Day {
  const birth = earliestBirth(born);
  return kind === 'measure' ? addDays(birth, -DAYS_BEFORE_BIRTH) : birth;
}

/** Notes a refusal. */
type Refuse = (code: RefusalCode, field: string, detail: string) => void;

function inTheFuture(name: EventName, data: object, today: Day, refuse: Refuse): void {
  const detail = (field: string): string => `${field} lies after today. Send the event once that day has come.`;
  for (const field of dateFieldsOf(name)) {
    const day = (data as Record<string, unknown>)[field];
    if (typeof day === 'string' && day > today) refuse('future-date', field, detail(field));
  }
  if (EVENT_TYPES[name].opens && earliestBirth((data as OpeningData).born) > today) {
    refuse('future-date', 'born', detail('born'));
  }
}

function beforeItsOwnBirth(name: EventName, data: object, refuse: Refuse): void {
  const { kind, opens } = EVENT_TYPES[name];
  if (!opens) return;
  const earliest = earliestDate(kind, (data as OpeningData).born);
  for (const field of dateFieldsOf(name)) {
    const day = (data as Record<string, unknown>)[field];
    if (typeof day === 'string' && day < earliest)
      refuse('before-birth', field, `${field} lies before the client's birth. Check both dates.`);
  }
}

function wrongDirection(name: EventName, data: object, refuse: Refuse): void {
  if (name !== 'referral-stepped-up' && name !== 'referral-stepped-down') return;
  const { fromCareForm, toCareForm } = data as EventDataByName['referral-stepped-up'];
  const wanted = name === 'referral-stepped-up' ? 'heavier' : 'lighter';
  if (directionOf(fromCareForm, toCareForm) === wanted) return;
  refuse('wrong-direction', 'toCareForm', `toCareForm must be in a ${wanted} band of care than fromCareForm.`);
}

function periodReversed(name: EventName, data: object, refuse: Refuse): void {
  if (name === 'cost-declared') {
    const { periodFrom, periodTo } = data as EventDataByName['cost-declared'];
    if (periodTo < periodFrom) refuse('period-reversed', 'periodTo', 'periodTo must not lie before periodFrom.');
  }
  if (name === 'justice-register-matched') {
    const { coveredFrom, coveredUntil } = data as EventDataByName['justice-register-matched'];
    if (coveredUntil < coveredFrom) {
      refuse('period-reversed', 'coveredUntil', 'coveredUntil must not lie before coveredFrom.');
    }
  }
}

/** With a partial birth date only a day on which the client was certainly of age is refused. */
function adultMeasure(name: EventName, data: object, refuse: Refuse): void {
  if (name !== 'protection-measure-imposed') return;
  const { born, effectiveOn } = data as OpeningData;
  if (effectiveOn < addYears(latestBirth(born), ADULT)) return;
  refuse(
    'not-adult-measure',
    'effectiveOn',
    'A protection measure is imposed before the 18th birthday. Check effectiveOn and born.',
  );
}
