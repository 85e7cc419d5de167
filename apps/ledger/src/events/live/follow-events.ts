import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { toCloudEvent, type ReadCloudEvent } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { EVENT_STORE } from '../../ledger.options.js';
import { EventsFor } from '../../scope/events-for.js';
import { afterReached } from '../after-reached.js';

/** Events that came together, and every client of whom they show something. */
export interface EventBatch {
  readonly events: readonly ReadCloudEvent[];
  readonly clients: readonly string[];
}

/** History after a position, then live, until the signal aborts: what is for the caller. */
export class FollowEvents extends Query<AsyncIterable<EventBatch>> {
  constructor(
    readonly after: string | undefined,
    readonly signal: AbortSignal,
    readonly caller: Principal,
  ) {
    super();
  }
}

/** Few at a time, so that a slow reader holds little in memory. */
const BATCH_EVENTS = 100;

@QueryHandler(FollowEvents)
export class FollowEventsHandler implements IQueryHandler<FollowEvents> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly events: EventsFor,
  ) {}

  /** @throws ProblemException 503 `position-not-reached` */
  async execute({ after, signal, caller }: FollowEvents): Promise<AsyncIterable<EventBatch>> {
    await afterReached(this.store, after, 'Last-Event-ID or after', signal);
    return this.follow(after, signal, caller);
  }

  private async *follow(after: string | undefined, signal: AbortSignal, caller: Principal): AsyncGenerator<EventBatch> {
    for await (const batch of this.store.subscribe({ after, signal, batchSize: BATCH_EVENTS })) {
      const events: ReadCloudEvent[] = [];
      const clients = new Set<string>();
      for (const stored of batch) {
        const shown = await this.events.show(stored, caller);
        if (!shown) continue;
        events.push(toCloudEvent(shown.event));
        for (const client of shown.clients) clients.add(client);
      }
      yield { events, clients: [...clients] };
    }
  }
}
