import { isSameEvent, StoreUnavailableError, type AppendedEvent, type StreamWrite } from '#libs/event-store';
import { delay } from './delay.js';
import { toAppended } from './expectation.js';
import { toInstant } from './instants.js';
import type { LedgerReader } from './ledger-reader.js';
import type { WireEvent } from './records.js';

/** A write that may now be sent: all its ids are claimed from the revision `base` on. */
export interface Prepared {
  readonly write: StreamWrite;
  readonly base: number;
  /** Ids that another store claimed for the same places at the same time. */
  readonly shared: readonly string[];
}

/** How long to wait, in ms, for an event to be readable that the server said is there. */
export const VISIBLE_MS = 3_000;

/** Up to so many writes are read back each from its own stream. */
const FEW = 4;

/** Events of others that may have come in between when the newest ones are read back. */
const OTHERS = 50;

/**
 * Reads back where stored writes came to stand. The server's answer to an append tells neither the instant nor the
 * position of any event but the last.
 */
export class Places {
  constructor(private readonly reader: LedgerReader) {}

  /**
   * By write; null for one whose ids stand there with other content: the server takes an append for a repeat by its ids
   * alone. They are the newest events, so that many are found in one look at the end of the log.
   */
  async of(stored: readonly Prepared[]): Promise<Map<Prepared, AppendedEvent[] | null>> {
    const newest = stored.length > FEW ? await this.newest(stored) : new Map<string, WireEvent>();
    const places = new Map<Prepared, AppendedEvent[] | null>();
    await Promise.all(
      stored.map(async (one) => {
        const { events } = one.write;
        const found = events.map(({ id }) => newest.get(id));
        const placed = found.every((event) => event !== undefined) ? found : await this.pagesOf(one);
        if (placed.some(({ id, revision }, n) => id !== events[n]!.id || revision !== one.base + n)) {
          throw new Error('The event store acknowledged an append and holds other events in its place.');
        }
        const instant = (event: WireEvent) => toInstant(this.reader.instants.ofNewest(event));
        const isOwn = placed.every((event, n) => isSameEvent(event, events[n]!));
        places.set(one, isOwn ? placed.map((event) => toAppended({ ...event, recordedAt: instant(event) })) : null);
      }),
    );
    return places;
  }

  private async newest(stored: readonly Prepared[]): Promise<Map<string, WireEvent>> {
    const count = stored.reduce((sum, { write }) => sum + write.events.length, OTHERS);
    const { remote, filter, names } = this.reader;
    const { events } = await remote.pageOfAll({ count, backwards: true, filter, requiresLeader: true });
    const wanted = new Map(stored.map(({ write }) => [names.ofStream(write.stream), write]));
    return new Map(events.flatMap((event) => (wanted.has(event.name) ? [[event.id, event]] : [])));
  }

  private async pagesOf({ write: { stream, events }, base }: Prepared): Promise<WireEvent[]> {
    const name = this.reader.names.ofStream(stream);
    const found: WireEvent[] = [];
    const end = performance.now() + VISIBLE_MS;
    while (found.length < events.length) {
      const count = events.length - found.length;
      const page = await this.reader.remote.pageOfStream({ name, from: base + found.length, count });
      found.push(...page.events);
      if (page.events.length > 0) continue;
      if (performance.now() > end) throw new StoreUnavailableError('What was appended cannot be read yet.', true);
      await delay(10);
    }
    return found;
  }
}
