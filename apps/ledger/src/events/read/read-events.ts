import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { decode, streamName, toCloudEvent, type ReadCloudEvent } from '#libs/codec';
import { BEGINNING, type EventStore } from '#libs/event-store';
import { STREAM_KINDS } from '#libs/trajectory';
import { EVENT_STORE } from '../../ledger.options.js';

/** Which events to read. */
export interface EventFilter {
  /** CloudEvents types; all when left out. */
  readonly types?: readonly string[];
  /** Subject of a stream of any kind. */
  readonly subject?: string;
}

export interface EventPage {
  readonly events: readonly ReadCloudEvent[];
  /** Where the next page begins. */
  readonly after: string;
  readonly more: boolean;
}

/** A page of the ledger, in order. */
export class ReadEvents extends Query<EventPage> {
  constructor(
    readonly filter: EventFilter,
    readonly after: string | undefined,
    readonly limit: number,
  ) {
    super();
  }
}

/** The streams that a subject can name. */
export function streamsOf(subject: string | undefined): readonly string[] | undefined {
  return subject === undefined ? undefined : STREAM_KINDS.map((kind) => streamName(kind, subject));
}

@QueryHandler(ReadEvents)
export class ReadEventsHandler implements IQueryHandler<ReadEvents> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ filter, after, limit }: ReadEvents): Promise<EventPage> {
    const events: ReadCloudEvent[] = [];
    const { types, subject } = filter;
    for await (const stored of this.store.readAll({ after, types, streams: streamsOf(subject) })) {
      const event = decode(stored);
      if (!event) continue;
      if (events.length === limit) return { events, after: events.at(-1)!.position, more: true };
      events.push(toCloudEvent(event));
    }
    return { events, after: events.at(-1)?.position ?? after ?? BEGINNING, more: false };
  }
}
