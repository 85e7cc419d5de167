/** What an erasure asks for in the refused events of one process, when only its decision is at hand. */
import type { Erasure } from '#libs/erasure';
import type { EventStore } from '#libs/event-store';
import type { RejectionStore } from '../rejections/rejection-store.js';

/**
 * Removes the refused events that are, or may be, about an erased person. Whom a stream was about can no longer be read, so
 * it goes by the opaque names noted with each refusal; those that named somebody unknown go too, as that may be this person.
 * @returns how many there were; carried out again, none
 */
export async function carryOut(store: EventStore, rejections: RejectionStore, erasure: Erasure): Promise<number> {
  if (rejections.isCarriedOut(erasure.id)) return 0;
  const references: string[] = [...erasure.streams];
  for (const stream of erasure.streams) for await (const { id } of store.readStream(stream)) references.push(id);
  const found = rejections.perhapsAbout(references);
  rejections.remove(found);
  rejections.noteCarriedOut(erasure.id);
  return found.length;
}
