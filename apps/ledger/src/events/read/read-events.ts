import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { toCloudEvent, type Codec, type ReadCloudEvent } from '#libs/codec';
import { BEGINNING, type EventStore } from '#libs/event-store';
import { STREAM_KINDS } from '#libs/trajectory';
import { CODEC, EVENT_STORE } from '../../ledger.options.js';
import { EventsFor } from '../../scope/events-for.js';
import { afterReached } from '../after-reached.js';

/** Which events to read. */
export interface EventFilter {
  /** CloudEvents types; all when left out. */
  readonly types?: readonly string[];
  /** Subject of a stream of any kind. */
  readonly subject?: string;
}

export interface EventPage {
  readonly events: readonly ReadCloudEvent[];
  /** Every client of whom something is shown. */
  readonly clients: readonly string[];
  /** Where the next page begins. */
  readonly after: string;
  readonly more: boolean;
}

/** Events of others between two that a page shows: after so many it ends, that no request is without end. */
const MOST_PASSED = 20_000;

/** A page of the ledger, in order. */
export class ReadEvents extends Query<EventPage> {
  constructor(
    readonly filter: EventFilter,
    readonly after: string | undefined,
    readonly limit: number,
    readonly caller: Principal,
    readonly signal: AbortSignal,
  ) {
    super();
  }
}

@QueryHandler(ReadEvents)
export class ReadEventsHandler implements IQueryHandler<ReadEvents> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CODEC) private readonly codec: Codec,
    private readonly events: EventsFor,
  ) {}

  /** @throws ProblemException 503 `position-not-reached` */
  async execute({ filter, after, limit, caller, signal }: ReadEvents): Promise<EventPage> {
    await afterReached(this.store, after, 'after', signal);
    const events: ReadCloudEvent[] = [];
    const clients = new Set<string>();
    const page = (until: string | undefined, more: boolean): EventPage => {
      return { events, clients: [...clients], after: until ?? after ?? BEGINNING, more };
    };
    const { types, subject } = filter;
    const streams = this.streamsOf(subject);
    if (streams?.length === 0) return page(undefined, false);
    let [passed, last] = [0, undefined as string | undefined];
    for await (const stored of this.store.readAll({ after, types, streams })) {
      if (events.length === limit) return page(last, true);
      const shown = await this.events.show(stored, caller);
      if (shown) {
        last = stored.position;
        events.push(toCloudEvent(shown.event));
        for (const client of shown.clients) clients.add(client);
        passed = 0;
      } else if (++passed === MOST_PASSED) return page(stored.position, true);
    }
    return page(last, false);
  }

  /** The streams that a subject can name; undefined for all. */
  private streamsOf(subject: string | undefined): readonly string[] | undefined {
    if (subject === undefined) return undefined;
    return STREAM_KINDS.flatMap((kind) => this.codec.findStream(kind, subject) ?? []);
  }
}
