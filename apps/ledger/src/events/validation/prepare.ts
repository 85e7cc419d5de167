/** From what a sender wrote to an event that can be decided on, or everything that is wrong with it. */
import { isBsn, type Pseudonymiser } from '#libs/privacy';
import { EVENT_TYPES, eventNameOf, type CareEvent, type EventName } from '#libs/trajectory';
import { DATA_CLASSES } from '../data/data-classes.js';
import { EventEnvelope } from '../data/envelope.data.js';
import { isObject } from '../data/rules.js';
import { checkObject } from './check-object.js';
import { pseudonymIn, withoutBsn } from './client.js';
import { isDeeperThan, MAX_DEPTH } from './depth.js';
import type { Violation } from './violation.js';

/** An event that is well formed. A change (correction, retraction) that leaves `subject` out has an empty one here. */
export type Prepared =
  { readonly ok: true; readonly event: CareEvent } | { readonly ok: false; readonly violations: readonly Violation[] };

/** Checks shape and codes of an event and replaces the BSN in it; the data inside a correction waits for its target. */
export function prepare(raw: unknown, pseudonymiser: Pseudonymiser): Prepared {
  if (isDeeperThan(raw, MAX_DEPTH)) return refuse('', `This must not be nested deeper than ${MAX_DEPTH} levels.`);
  if (!isObject(raw)) return refuse('', 'This must be an object: one CloudEvent.');
  const name = typeof raw['type'] === 'string' ? eventNameOf(raw['type']) : null;
  const violations = checkObject(EventEnvelope, raw, '');
  if (name !== null && isObject(raw['data'])) {
    violations.push(...checkObject(DATA_CLASSES[name], raw['data'], '/data'));
  }
  if (name !== null && violations.every(({ pointer }) => pointer !== '/subject')) {
    violations.push(...checkSubject(name, raw));
  }
  if (violations.length > 0) return { ok: false, violations };
  return prepared(name!, raw as unknown as EventEnvelope, pseudonymiser);
}

function checkSubject(name: EventName, { subject, data }: Readonly<Record<string, unknown>>): Violation[] {
  const { kind } = EVENT_TYPES[name];
  const wrong = (code: Violation['code'], message: string): Violation[] => [{ pointer: '/subject', code, message }];
  if (kind === 'any') return [];
  if (kind !== 'client') {
    return subject === undefined ? wrong('malformed', `subject is needed: the id of the ${kind}.`) : [];
  }
  if (subject === undefined) {
    const named = isObject(data) && data['client'] !== undefined;
    return named ? [] : wrong('malformed', 'subject is needed: the pseudonym of the client. Else send data.client.');
  }
  return typeof subject === 'string' && isBsn(subject)
    ? wrong('invalid-bsn', 'subject must be a pseudonym, not a BSN. Send the BSN in data.client and leave subject out.')
    : [];
}

function prepared(name: EventName, envelope: EventEnvelope, pseudonymiser: Pseudonymiser): Prepared {
  const { data, source, id, time, datacontenttype, dataschema } = envelope;
  let subject = envelope.subject ?? '';
  if (EVENT_TYPES[name].kind === 'client') {
    const pseudonym = pseudonymIn(data, pseudonymiser);
    if (pseudonym !== null && subject !== '' && pseudonym !== subject) {
      return refuse('/data/client', 'data.client and subject must name the same client. One of them is enough.');
    }
    subject ||= pseudonym!;
  }
  const event: Record<string, unknown> = { source, id, name, subject, data: withoutBsn(name, data, pseudonymiser) };
  if (time !== undefined) event['time'] = time;
  if (datacontenttype !== undefined || dataschema !== undefined) {
    event['attributes'] = {
      ...(datacontenttype === undefined ? {} : { datacontenttype }),
      ...(dataschema === undefined ? {} : { dataschema }),
    };
  }
  return { ok: true, event: event as unknown as CareEvent };
}

function refuse(pointer: string, message: string): Prepared {
  return { ok: false, violations: [{ pointer, code: 'malformed', message }] };
}
