/** Two ledgers side by side, event by event. */
import { createHash, type Hash } from 'node:crypto';
import { isSameEvent, type EventStore, type StoredEvent } from '#libs/event-store';
import { CopyError } from './copy-error.js';

/** What two ledgers have in common from the beginning. */
export interface Common {
  /** How many events. */
  readonly events: number;
  /** The last of them, as the source has it; null for none. */
  readonly last: StoredEvent | null;
  /** SHA-256 over the events as each side gives them, in order: equal, and here to be written down. */
  readonly digest: string;
}

/**
 * Reads the target to its end, with the source beside it: every event must be the same in stream, revision, id, type, bytes
 * and instant, in the same order.
 * @param seen is told of each event of the source
 * @throws CopyError at the first difference, or when the target has more.
 */
export async function compareFromStart(
  from: EventStore,
  to: EventStore,
  seen: (event: StoredEvent) => void,
): Promise<Common> {
  const [one, other] = [createHash('sha256'), createHash('sha256')];
  const source = from.readAll()[Symbol.asyncIterator]();
  let [events, last]: [number, StoredEvent | null] = [0, null];
  try {
    for await (const copied of to.readAll()) {
      const original = await source.next();
      if (original.done)
        throw new CopyError(`The target has events that the source has not, from number ${events + 1} on.`);
      if (!areOne(original.value, copied)) throw differs(events + 1, original.value, copied);
      add(one, original.value);
      add(other, copied);
      events += 1;
      last = original.value;
      seen(last);
    }
  } finally {
    await source.return?.();
  }
  const digest = one.digest('hex');
  if (digest !== other.digest('hex')) throw new CopyError('The digests of source and target differ.');
  return { events, last, digest };
}

function areOne(a: StoredEvent, b: StoredEvent): boolean {
  return isSameEvent(a, b) && a.stream === b.stream && a.revision === b.revision && a.recordedAt === b.recordedAt;
}

/** Names no stream, whose name may be somebody's. */
function differs(number: number, original: StoredEvent, copied: StoredEvent): CopyError {
  return new CopyError(
    `Event number ${number} is ${copied.id} at the target and ${original.id} at the source` +
      `${copied.id === original.id ? ', and they differ' : ''}: the target holds other events, or the same ones in another ` +
      'order. Copy into an empty store, or under another prefix on the same server.',
  );
}

/** Lengths go before what has no fixed one, so that no two ledgers give the same bytes. */
function add(hash: Hash, { stream, revision, id, type, recordedAt, data, metadata }: StoredEvent): void {
  hash.update(JSON.stringify([stream, revision, id, type, recordedAt, data.byteLength, metadata.byteLength]));
  hash.update(data);
  hash.update(metadata);
}
