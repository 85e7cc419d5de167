/** Random histories: streams that are in order, and commands that may or may not be. */
import fc from 'fast-check';
import { addDays } from '../src/calendar/day.js';
import { decide } from '../src/decide.js';
import type { CareEvent, RecordedCareEvent, StreamKind } from '../src/events/care-event.js';
import { correction, event, recorded, retraction } from './events.js';
import { TODAY } from './decider-specification.js';

const FIRST_DAY = '2024-01-01';

/** A command: an event, given what was accepted before. */
export type Command = (accepted: readonly CareEvent[], id: string) => CareEvent | null;

/** Few days, so that events often meet on one. */
const day = fc.integer({ min: 0, max: 12 }).map((days) => addDays(FIRST_DAY, days));
const goal = fc.constantFrom('a', 'b');

const plain =
  (make: (id: string) => CareEvent): Command =>
  (_, id) =>
    make(id);

const trajectoryEvent: fc.Arbitrary<Command> = fc.oneof(
  day.map((on) => plain((id) => event(id, 'intake-registered', on))),
  day.map((on) => plain((id) => event(id, 'care-started', on))),
  day.map((on) => plain((id) => event(id, 'trajectory-ended', on))),
  { weight: 2, arbitrary: day.map((on) => plain((id) => event(id, 'waiting-paused', on))) },
  { weight: 2, arbitrary: day.map((on) => plain((id) => event(id, 'waiting-resumed', on))) },
  day.map((on) => plain((id) => event(id, 'explanatory-analysis-completed', on))),
  fc
    .tuple(day, fc.constantFrom('start', 'end'))
    .map(([on, moment]) => plain((id) => event(id, 'step-assessed', on, { moment: moment }))),
  fc
    .tuple(day, fc.subarray(['a', 'b']))
    .map(([on, ids]) =>
      plain((id) => event(id, 'plan-established', on, { goals: ids.map((g) => ({ goal: g, scale: 'DR4' as const })) })),
    ),
  fc
    .tuple(day, goal, fc.constantFrom('added', 'scored', 'withdrawn'), fc.integer({ min: 0, max: 4 }))
    .map(([on, g, status, score]) =>
      plain((id) => event(id, 'goal-updated', on, { goal: g, status: status as 'added', scale: undefined, score })),
    )
    .map(withScale),
);

const measureEvent: fc.Arbitrary<Command> = fc.oneof(
  day.map((on) => plain((id) => event(id, 'protection-measure-imposed', on))),
  fc
    .tuple(day, fc.constantFrom('01', '07', '11'))
    .map(([on, reason]) => plain((id) => event(id, 'protection-measure-ended', on, { endReason: reason as '01' }))),
  day.map((on) => plain((id) => event(id, 'protection-measure-transferred', on))),
  fc.tuple(day, fc.constantFrom('71', '72'), fc.boolean()).map(([on, authorisation, begins]) =>
    plain((id) =>
      event(id, begins ? 'placement-authorised' : 'placement-authorisation-ended', on, {
        authorisation: authorisation as '71',
      }),
    ),
  ),
);

const probationEvent: fc.Arbitrary<Command> = fc.oneof(
  day.map((on) => plain((id) => event(id, 'probation-started', on))),
  day.map((on) => plain((id) => event(id, 'probation-ended', on))),
  { weight: 2, arbitrary: day.map((on) => plain((id) => event(id, 'probation-transferred', on))) },
);

/** Kinds of streams that commands are made for: what they are of, and how the stream starts. */
const KINDS = {
  trajectory: { one: trajectoryEvent, opening: 'intake-registered' },
  measure: { one: measureEvent, opening: 'protection-measure-imposed' },
  probation: { one: probationEvent, opening: 'probation-started' },
} as const;

/** A correction of the date, or a retraction, of any event accepted before, changes among them. */
const change: fc.Arbitrary<Command> = fc
  .tuple(fc.nat(), fc.boolean(), day)
  .map(([pick, retract, on]) => (accepted, id) => {
    if (accepted.length === 0) return null;
    const target = accepted[pick % accepted.length]!;
    if (retract) return retraction(id, target);
    if (target.name !== 'event-corrected') return correction(id, target, { effectiveOn: on });
    return correction(id, target, { data: redate(target.data.data, on) });
  });

/** Dates what stands deepest in a correction anew. */
function redate(data: Readonly<Record<string, unknown>>, on: string): Record<string, unknown> {
  const inner = data['data'];
  return typeof inner === 'object' && inner !== null
    ? { ...data, data: redate(inner as Record<string, unknown>, on) }
    : { ...data, effectiveOn: on };
}

function withScale(command: Command): Command {
  return (accepted, id) => {
    const made = command(accepted, id);
    return made?.name === 'goal-updated' && made.data.status === 'added'
      ? event(id, 'goal-updated', made.data.effectiveOn, { goal: made.data.goal, status: 'added', scale: 'DR4' })
      : made;
  };
}

/** Commands for a stream of a kind that starts with its opening event. */
export function commands(kind: keyof typeof KINDS, changes: boolean): fc.Arbitrary<Command[]> {
  const { one, opening } = KINDS[kind];
  const rest = fc.array(changes ? fc.oneof({ weight: 3, arbitrary: one }, { weight: 2, arbitrary: change }) : one, {
    maxLength: 25,
  });
  return rest.map((list) => [plain((id) => event(id, opening, FIRST_DAY)), ...list]);
}

/** What of these commands the decider accepts, one after the other. */
export function accept(kind: StreamKind, list: readonly Command[]): RecordedCareEvent[] {
  const accepted: RecordedCareEvent[] = [];
  list.forEach((command, i) => {
    const next = command(accepted, `e${i}`);
    if (next === null || decide(kind, accepted, next, TODAY) !== null) return;
    accepted.push(arriving(next, accepted.length));
  });
  return accepted;
}

/** An event recorded at a revision. */
export function arriving(next: CareEvent, revision: number): RecordedCareEvent {
  return { ...recorded(next)[0]!, revision, position: String(revision + 1) };
}
