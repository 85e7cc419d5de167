/** The decider: whether an event may be recorded in its stream. */
import { layersOf, rootOf } from './corrections/layers.js';
import { isChange, resolve, type Arrived } from './corrections/resolve.js';
import type { CareEvent, RecordedCareEvent, StreamKind } from './events/care-event.js';
import type { Day } from './events/event-data.js';
import { keyOf } from './events/key.js';
import { compareEvents } from './events/order.js';
import { judgeAlone } from './rules/alone.js';
import { judgeChange } from './rules/change.js';
import { CLIENT_RULES } from './rules/client.js';
import { MEASURE_RULES } from './rules/measure.js';
import { PROBATION_RULES } from './rules/probation.js';
import { asBlocking, type Refusal } from './rules/refusal.js';
import { standingOf, type Broken, type Rule } from './rules/rule.js';
import { TRAJECTORY_RULES } from './rules/trajectory.js';

const RULES: Readonly<Record<StreamKind, readonly Rule[]>> = {
  trajectory: TRAJECTORY_RULES,
  measure: MEASURE_RULES,
  probation: PROBATION_RULES,
  client: CLIENT_RULES,
};

/**
 * Decides on one event: null when it may be recorded, else why not. The rules are those of contract section 3; they
 * are judged over what would stand once the event is recorded, in date order, so that late and early arrivals,
 * corrections and retractions are all judged alike.
 *
 * The shape and codes of `event`, also of the data inside a correction, must have been checked before (`layersOf`).
 * Whether the same event was recorded before, and whether a correction's target stands in another stream, is for the
 * caller: here an unknown target is `unknown-event`.
 * @param kind the kind of the stream.
 * @param history every event of the stream, in order of arrival.
 * @param today the calendar day in Amsterdam.
 */
export function decide(
  kind: StreamKind,
  history: readonly RecordedCareEvent[],
  event: CareEvent,
  today: Day,
): Refusal | null {
  const [alone] = judgeAlone(event, today);
  if (alone !== undefined) return alone;
  if (!isChange(event)) {
    const candidate = insert(resolve(history).standing, event);
    return judge(kind, candidate, event, { data: event.data, pointer: '/data' });
  }
  const refusal = judgeChange(history, event, today);
  if (refusal !== null) return refusal;
  const candidate = resolve<Arrived>([...history, { ...event, revision: nextRevision(history) }]).standing;
  return judge(kind, candidate, rootOf(history, event) ?? event, layersOf(history, event)?.at(-1));
}

/** Whether a stream in which these events stand, in the order of `compareEvents`, keeps all rules of its kind. */
export function keepsRules(kind: StreamKind, standing: readonly CareEvent[]): boolean {
  const grouped = standingOf(kind, standing);
  return RULES[kind].every((rule) => rule(grouped) === null);
}

/** Data that the event being decided brings in, and where in that event it stands. */
interface Brought {
  readonly data: unknown;
  readonly pointer: string;
}

/**
 * The first rule that a stream would break.
 * @param subject the event that the decision is about: not one that stands in its own way.
 */
function judge(
  kind: StreamKind,
  candidate: readonly CareEvent[],
  subject: CareEvent,
  brought: Brought | undefined,
): Refusal | null {
  const standing = standingOf(kind, candidate);
  for (const rule of RULES[kind]) {
    const broken = rule(standing);
    if (broken !== null) return asRefusal(broken, subject, brought);
  }
  return null;
}

function asRefusal(broken: Broken, subject: CareEvent, brought: Brought | undefined): Refusal {
  const { code, detail, at } = broken;
  const field = at?.find(({ event }) => event.data === brought?.data);
  const blocking = [...new Set(broken.involved)]
    .filter((event) => keyOf(event) !== keyOf(subject))
    .sort(compareEvents)
    .map(asBlocking);
  return {
    code,
    status: 409,
    detail,
    ...(field !== undefined ? { pointer: brought!.pointer + field.pointer } : {}),
    ...(blocking.length > 0 ? { blocking } : {}),
  };
}

/** Puts an event in its place among events in order; changes the list. */
function insert(ordered: CareEvent[], event: CareEvent): CareEvent[] {
  let place = ordered.length;
  while (place > 0 && compareEvents(event, ordered[place - 1]!) < 0) place--;
  ordered.splice(place, 0, event);
  return ordered;
}

function nextRevision(history: readonly Arrived[]): number {
  return history.reduce((next, event) => Math.max(next, event.revision + 1), 0);
}
