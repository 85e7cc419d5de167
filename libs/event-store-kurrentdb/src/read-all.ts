import { comparePositions, type Position, type ReadAllOptions, type StoredEvent } from '#libs/event-store';
import { placeOf, type LedgerReader } from './ledger-reader.js';
import { PAGE_EVENTS, readStream } from './read-stream.js';
import type { Filter } from './requests.js';

/** All events by position, up to the newest one that is there now. */
export async function* readAll(reader: LedgerReader, options: ReadAllOptions): AsyncGenerator<StoredEvent> {
  const after = placeOf(options.after);
  if (options.until !== undefined && placeOf(options.until) === undefined) return;
  const head = (await reader.head())?.position;
  if (head === undefined) return;
  const until = options.until === undefined || comparePositions(head, options.until) < 0 ? head : options.until;
  let left = options.limit ?? Infinity;
  if (left <= 0 || options.types?.length === 0 || options.streams?.length === 0) return;
  const types = options.types && new Set(options.types);
  const source = options.streams
    ? ofStreams(reader, options.streams, after, until)
    : ofAll(reader, after, until, options.types, left);
  for await (const event of source) {
    if (types && !types.has(event.type)) continue;
    yield event;
    left -= 1;
    if (left <= 0) return;
  }
}

async function* ofAll(
  reader: LedgerReader,
  after: Position | undefined,
  until: Position,
  types: readonly string[] | undefined,
  limit: number,
): AsyncGenerator<StoredEvent> {
  const sequence = await reader.sequenceAfter(after);
  // The server selects by one thing only; what else it then sends is left out here.
  const filter: Filter = types ? { types } : reader.filter;
  // The event at the position itself comes first, and is not wanted.
  const count = Math.min(PAGE_EVENTS, limit) + 1;
  let from = after;
  for (;;) {
    const { events, complete } = await reader.remote.pageOfAll({ from, count, filter });
    for (const event of events) {
      if (from !== undefined && comparePositions(event.position, from) <= 0) continue;
      if (comparePositions(event.position, until) > 0) return;
      const stored = reader.toStored(event, types ? reader.instants.of(event) : sequence.next(event));
      if (stored) yield stored;
    }
    const last = events.at(-1)?.position;
    if (complete || last === undefined || comparePositions(last, until) >= 0) return;
    from = last;
  }
}

/** Several streams merged by position. */
async function* ofStreams(
  reader: LedgerReader,
  streams: readonly string[],
  after: Position | undefined,
  until: Position,
): AsyncGenerator<StoredEvent> {
  const open = await Promise.all([...new Set(streams)].map((stream) => begun(readStream(reader, stream, 0), after)));
  let waiting = open.filter(({ next }) => next !== null);
  while (waiting.length > 0) {
    const first = waiting.reduce((a, b) => (comparePositions(a.next!.position, b.next!.position) <= 0 ? a : b));
    if (comparePositions(first.next!.position, until) > 0) return;
    yield first.next!;
    first.next = await nextOf(first.events);
    if (first.next === null) waiting = waiting.filter((stream) => stream !== first);
  }
}

interface OpenStream {
  readonly events: AsyncGenerator<StoredEvent>;
  next: StoredEvent | null;
}

async function begun(events: AsyncGenerator<StoredEvent>, after: Position | undefined): Promise<OpenStream> {
  let next = await nextOf(events);
  while (next !== null && after !== undefined && comparePositions(next.position, after) <= 0)
    next = await nextOf(events);
  return { events, next };
}

async function nextOf(events: AsyncGenerator<StoredEvent>): Promise<StoredEvent | null> {
  const result = await events.next();
  return result.done ? null : result.value;
}
