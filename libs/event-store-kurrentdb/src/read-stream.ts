import type { StoredEvent } from '#libs/event-store';
import type { LedgerReader } from './ledger-reader.js';

/** Events per page. */
export const PAGE_EVENTS = 1_000;

/** A stream's events by revision, in pages: no call is open while the caller works. */
export async function* readStream(reader: LedgerReader, stream: string, first: number): AsyncGenerator<StoredEvent> {
  const name = reader.names.ofStream(stream);
  let from = first;
  for (;;) {
    const { events, complete } = await reader.remote.pageOfStream({ name, from, count: PAGE_EVENTS });
    for (const event of events) yield reader.single(event);
    if (complete || events.length === 0) return;
    from = events.at(-1)!.revision + 1;
  }
}
