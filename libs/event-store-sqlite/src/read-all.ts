import { setImmediate } from 'node:timers/promises';
import { checkPosition, positionOrder, type ReadAllOptions, type StoredEvent } from '#libs/event-store';
import { each } from './each.js';
import { toRowId, type Reader } from './reader.js';

/** Events per page; other work of the process gets its turn between two. */
export const PAGE_EVENTS = 1_000;

/** Positions looked through at once for events of given types, however few of them match. */
const SCAN_POSITIONS = 20_000n;

/** Events per page of given streams: small, as their pages are not bounded by bytes. */
const STREAMS_PAGE = 50;

/** All events by position, in pages: no transaction is held while the caller works. */
export function readAll(reader: Reader, options: ReadAllOptions): AsyncIterable<StoredEvent> {
  return each(() => limitedPages(reader, options));
}

async function* limitedPages(reader: Reader, options: ReadAllOptions): AsyncGenerator<StoredEvent[]> {
  if (options.after !== undefined) checkPosition(options.after);
  if (options.until !== undefined) checkPosition(options.until);
  let left = options.limit ?? Infinity;
  for (const page of pages(reader, options)) {
    yield page.length > left ? page.slice(0, left) : page;
    left -= page.length;
    if (left <= 0) return;
    await setImmediate();
  }
}

function pages(reader: Reader, options: ReadAllOptions): Iterable<StoredEvent[]> {
  return options.streams ? pagesOfStreams(reader, options, options.streams) : pagesByPosition(reader, options);
}

function* pagesByPosition(reader: Reader, options: ReadAllOptions): Generator<StoredEvent[]> {
  const { types } = options;
  const size = pageSize(options);
  const end = lastToRead(reader, options);
  let after = toRowId(options.after ?? '0');
  while (after < end) {
    const until = types && after + SCAN_POSITIONS < end ? after + SCAN_POSITIONS : end;
    const page = types ? reader.pageByType(after, until, types, size) : reader.pageByPosition(after, until, size);
    // A page may end early by count or by bytes; only an empty one says that nothing is left up to `until`.
    after = page.length > 0 ? positionOrder(page.at(-1)!.position) : until;
    yield page;
  }
}

function* pagesOfStreams(
  reader: Reader,
  options: ReadAllOptions,
  streams: readonly string[],
): Generator<StoredEvent[]> {
  const types = options.types && new Set(options.types);
  const positions = reader.positionsOf(streams, toRowId(options.after ?? '0'), lastToRead(reader, options));
  for (let start = 0; start < positions.length; start += STREAMS_PAGE) {
    yield positions
      .slice(start, start + STREAMS_PAGE)
      .map((position) => reader.eventAt(position)!)
      .filter((event) => !types || types.has(event.type));
  }
}

function lastToRead(reader: Reader, options: ReadAllOptions): bigint {
  const head = positionOrder(reader.head()?.position ?? '0');
  const until = options.until === undefined ? head : toRowId(options.until);
  return until < head ? until : head;
}

function pageSize(options: ReadAllOptions): number {
  return Math.max(1, Math.min(PAGE_EVENTS, options.limit ?? PAGE_EVENTS));
}
