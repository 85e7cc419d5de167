/** Rules about corrections and retractions themselves: `unknown-event`, `retracted`, `other-target`. */
import { find, layersOf, type Layer } from '../corrections/layers.js';
import { resolve, targetOf, type Arrived } from '../corrections/resolve.js';
import type { CareEvent, RecordedCareEvent } from '../events/care-event.js';
import type { Day } from '../events/event-data.js';
import { judgeData } from './alone.js';
import { asBlocking, type Refusal } from './refusal.js';

/**
 * Checks that a correction or retraction points at an event of this stream that does not stand retracted, that it
 * leaves targets as they are, and that the data inside a correction holds by itself.
 */
export function judgeChange(history: readonly RecordedCareEvent[], change: CareEvent, today: Day): Refusal | null {
  const target = find(history, change);
  const layers = layersOf(history, change);
  if (target === null || layers === null) return unknownEvent(change);
  const entry = resolve(history).entries.find(({ event }) => event === target);
  if (entry?.status === 'retracted') return retracted(change, entry.by);
  return layers.map(movesTarget).find((refusal) => refusal !== null) ?? judgeLayers(layers, today)[0] ?? null;
}

/** What the data inside a correction shows by itself, layer by layer: see `judgeAlone`. */
export function judgeLayers(layers: readonly Layer<Arrived>[], today: Day): Refusal[] {
  return layers.flatMap(({ name, data, pointer }) => judgeData(name, data as object, today, pointer));
}

function unknownEvent(change: CareEvent): Refusal {
  return {
    code: 'unknown-event',
    status: 409,
    detail: 'No event with this source and id stands in this stream. Send the event itself first, or check the key.',
    pointer: pointerOfTarget(change),
  };
}

function retracted(change: CareEvent, by: CareEvent | null): Refusal {
  return {
    code: 'retracted',
    status: 409,
    detail: 'This event stands retracted. Retract the retraction first, or send the event anew under another id.',
    pointer: pointerOfTarget(change),
    ...(by !== null ? { blocking: [asBlocking(by)] } : {}),
  };
}

/** The new data of a correction or retraction points where the old data pointed. */
function movesTarget({ name, data, pointer, target }: Layer<Arrived>): Refusal | null {
  const before = targetOf(target);
  const after = targetOf({ name, data } as CareEvent);
  if (before === null || (after?.id === before.id && after.source === before.source)) return null;
  return {
    code: 'other-target',
    status: 409,
    detail:
      'Correcting a correction or retraction must not change what it points at. Retract it and send another instead.',
    pointer: `${pointer}/${name === 'event-corrected' ? 'corrects' : 'retracts'}`,
    blocking: [asBlocking(target)],
  };
}

function pointerOfTarget(change: CareEvent): string {
  return change.name === 'event-corrected' ? '/data/corrects' : '/data/retracts';
}
