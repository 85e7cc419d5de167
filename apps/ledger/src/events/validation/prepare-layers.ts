/** The data inside a correction, checked once the ledger knows what the correction is about. */
import type { Pseudonymiser } from '#libs/privacy';
import { EVENT_TYPES, layersOf, type CareEvent, type Layer, type RecordedCareEvent } from '#libs/trajectory';
import { DATA_CLASSES } from '../data/data-classes.js';
import { isObject } from '../data/rules.js';
import { checkObject } from './check-object.js';
import { pseudonymIn, withoutBsn } from './client.js';
import type { Prepared } from './prepare.js';
import type { Violation } from './violation.js';

/**
 * Checks every layer of a correction with the type of the event it is the new data of, and replaces BSNs in it. Any
 * other event is given back as it is.
 * @param history the stream of the event that is corrected.
 * @returns null when the history does not hold what the correction points at.
 */
export function prepareLayers(
  event: CareEvent,
  history: readonly RecordedCareEvent[],
  pseudonymiser: Pseudonymiser,
): Prepared | null {
  if (event.name !== 'event-corrected') return { ok: true, event };
  const layers = layersOf(history, event);
  if (layers === null) return null;
  const violations = layers.flatMap((layer) => {
    const found = checkObject(DATA_CLASSES[layer.name], layer.data, layer.pointer);
    return found.length > 0 ? found : otherClient(layer, pseudonymiser);
  });
  if (violations.length > 0) return { ok: false, violations };
  const data = [
    event.data as object,
    ...layers.map((layer) => withoutBsn(layer.name, asData(layer.data), pseudonymiser)),
  ];
  const nested = data.reduceRight((inner, outer) => ({ ...outer, data: inner }));
  return { ok: true, event: { ...event, data: nested as typeof event.data } };
}

/** A correction cannot move a client's own event to another client. */
function otherClient(layer: Layer<RecordedCareEvent>, pseudonymiser: Pseudonymiser): Violation[] {
  if (EVENT_TYPES[layer.name].kind !== 'client') return [];
  const pseudonym = pseudonymIn(asData(layer.data), pseudonymiser);
  if (pseudonym === null || pseudonym === layer.target.subject) return [];
  const message = 'client must be the one of the corrected event. Retract that event and send another instead.';
  return [{ pointer: `${layer.pointer}/client`, code: 'malformed', message }];
}

function asData(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}
