/** Appends events of one ledger to another, in their order. */
import {
  comparePositions,
  EventTooLargeError,
  sizeOf,
  StoreUnavailableError,
  type EventStore,
  type Position,
  type StoredEvent,
  type StreamWrite,
} from '#libs/event-store';
import { CopyError } from './copy-error.js';

/** Most events and bytes sent at once. */
const GROUP_EVENTS = 500;
const GROUP_BYTES = 8 * 1024 * 1024;

/** Bytes that the instant may add to an event. */
const INSTANT_BYTES = 128;

/**
 * Appends what the source has after a position.
 * @param copied is told of each group once it is stored
 * @returns how many events
 * @throws CopyError when the target does not take one, or has put them in another order.
 */
export async function appendCopies(
  from: EventStore,
  to: EventStore,
  after: Position | undefined,
  copied: (group: readonly StoredEvent[]) => void,
): Promise<number> {
  let [events, bytes, group]: [number, number, StoredEvent[]] = [0, 0, []];
  const send = async (): Promise<void> => {
    if (group.length === 0) return;
    await appendGroup(to, group);
    copied(group);
    [events, bytes, group] = [events + group.length, 0, []];
  };
  for await (const event of from.readAll({ after })) {
    group.push(event);
    bytes += sizeOf(event);
    if (group.length >= GROUP_EVENTS || bytes >= GROUP_BYTES) await send();
  }
  await send();
  return events;
}

async function appendGroup(to: EventStore, group: readonly StoredEvent[]): Promise<void> {
  const results = await to.appendMany(writesOf(group, to.maxWriteBytes), { stopAtFailure: true });
  const positions: Position[] = [];
  for (const result of results) {
    if (!result.ok) throw failed(result.error);
    positions.push(...result.events.map(({ position }) => position));
  }
  if (positions.some((position, n) => n > 0 && comparePositions(positions[n - 1]!, position) >= 0)) {
    throw new CopyError('The target put events in another order than the source has: copy into an empty store.');
  }
}

/** Neighbours of one stream share a write, as far as the target takes their bytes at once. */
function writesOf(group: readonly StoredEvent[], limit: number): StreamWrite[] {
  const writes: { stream: string; events: StoredEvent[]; expectedRevision: StreamWrite['expectedRevision'] }[] = [];
  let bytes = 0;
  for (const event of group) {
    const last = writes.at(-1);
    const size = sizeOf(event) + INSTANT_BYTES;
    if (last?.stream === event.stream && bytes + size <= limit) {
      last.events.push(event);
      bytes += size;
    } else {
      const { stream, revision } = event;
      writes.push({ stream, events: [event], expectedRevision: revision === 0 ? 'must-not-exist' : revision - 1 });
      bytes = size;
    }
  }
  return writes;
}

function failed(error: Error): CopyError {
  if (error instanceof StoreUnavailableError) {
    return new CopyError(`${error.message} Run the command again: it goes on where it was.`, { cause: error });
  }
  const hint =
    error instanceof EventTooLargeError ? ' Raise MaxAppendSize on the server and name it with --to-max-append.' : '';
  return new CopyError(`The target does not take an event. ${error.message}${hint}`, { cause: error });
}
