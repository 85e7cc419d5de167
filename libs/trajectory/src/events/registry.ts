/** What the ledger knows of each event type: the stream it belongs to and whether it opens that stream. */
import { TYPE_PREFIX, type EventName, type StreamKind } from './care-event.js';

/** An event type: `any` stands for corrections and retractions, which go to the stream of what they point at. */
export interface EventTypeInfo {
  readonly kind: StreamKind | 'any';
  readonly opens: boolean;
}

const within = (kind: EventTypeInfo['kind']): EventTypeInfo => ({ kind, opens: false });
const opening = (kind: StreamKind): EventTypeInfo => ({ kind, opens: true });

/** Every event type, in the order of contract section 3, which also orders events of one day. */
export const EVENT_TYPES: Readonly<Record<EventName, EventTypeInfo>> = {
  'intake-registered': opening('trajectory'),
  'care-started': within('trajectory'),
  'waiting-paused': within('trajectory'),
  'waiting-resumed': within('trajectory'),
  'step-assessed': within('trajectory'),
  'plan-established': within('trajectory'),
  'goal-updated': within('trajectory'),
  'explanatory-analysis-completed': within('trajectory'),
  'perspective-plan-made': within('trajectory'),
  'referral-stepped-up': within('trajectory'),
  'referral-stepped-down': within('trajectory'),
  'exit-questionnaire-completed': within('trajectory'),
  'cost-declared': within('trajectory'),
  'trajectory-ended': within('trajectory'),
  're-entry-registered': within('trajectory'),
  'protection-measure-imposed': opening('measure'),
  'protection-measure-transferred': within('measure'),
  'placement-authorised': within('measure'),
  'placement-authorisation-ended': within('measure'),
  'protection-measure-ended': within('measure'),
  'probation-started': opening('probation'),
  'probation-transferred': within('probation'),
  'probation-ended': within('probation'),
  'offence-recorded': within('client'),
  'justice-register-matched': within('client'),
  'client-moved': within('client'),
  'client-deceased': within('client'),
  'client-left-observation': within('client'),
  'client-returned-to-observation': within('client'),
  'clients-linked': within('client'),
  'event-corrected': within('any'),
  'event-retracted': within('any'),
};

/** Every event name, in contract order. */
export const EVENT_NAMES = Object.keys(EVENT_TYPES) as readonly EventName[];

const ORDER = Object.fromEntries(EVENT_NAMES.map((name, index) => [name, index])) as Record<EventName, number>;
const NAMES = new Map(EVENT_NAMES.map((name) => [TYPE_PREFIX + name, name]));

/** Place of an event type in contract section 3, from 0. */
export function typeOrder(name: EventName): number {
  return ORDER[name];
}

/** The CloudEvents `type` of an event name. */
export function typeOf(name: EventName): string {
  return TYPE_PREFIX + name;
}

/** The event name of a CloudEvents `type`, or null when the ledger does not know it. */
export function eventNameOf(type: string): EventName | null {
  return NAMES.get(type) ?? null;
}
