import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { toCloudEvent, type Codec, type ReadCloudEvent } from '#libs/codec';
import { BEGINNING, type EventStore } from '#libs/event-store';
import { ERASED } from '#libs/privacy';
import { STREAM_KINDS } from '#libs/trajectory';
import { CODEC, EVENT_STORE } from '../../ledger.options.js';

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

@QueryHandler(ReadEvents)
export class ReadEventsHandler implements IQueryHandler<ReadEvents> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CODEC) private readonly codec: Codec,
  ) {}

  async execute({ filter, after, limit }: ReadEvents): Promise<EventPage> {
    const events: ReadCloudEvent[] = [];
    const { types, subject } = filter;
    const streams = this.streamsOf(subject);
    if (streams?.length === 0) return { events, after: after ?? BEGINNING, more: false };
    for await (const stored of this.store.readAll({ after, types, streams })) {
      const event = this.codec.decode(stored);
      if (event === null || event === ERASED) continue;
      if (events.length === limit) return { events, after: events.at(-1)!.position, more: true };
      events.push(toCloudEvent(event));
    }
    return { events, after: events.at(-1)?.position ?? after ?? BEGINNING, more: false };
  }

  /** The streams that a subject can name; undefined for all. */
  private streamsOf(subject: string | undefined): readonly string[] | undefined {
    if (subject === undefined) return undefined;
    return STREAM_KINDS.flatMap((kind) => this.codec.findStream(kind, subject) ?? []);
  }
}
