import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Principal } from '#libs/access';
import { toCloudEvent, type ReadCloudEvent } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { unavailable } from '#libs/http';
import { reaches } from '../../histories/as-of.js';
import { EVENT_STORE } from '../../ledger.options.js';
import { EventsFor } from '../../scope/events-for.js';

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

const NOT_REACHED =
  'The ledger has not reached the position in Last-Event-ID or after. Try again later; if it never does, that is of another ledger, or of this one before a backup was put back: begin without it.';
const RETRY_AFTER_SECONDS = 5;

/** Few at a time, so that a slow reader holds little in memory. */
const BATCH_EVENTS = 100;

@QueryHandler(FollowEvents)
export class FollowEventsHandler implements IQueryHandler<FollowEvents> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly events: EventsFor,
  ) {}

  /** @throws ProblemException 503 `position-not-reached`: a reader past the head would miss what is recorded up to there */
  async execute({ after, signal, caller }: FollowEvents): Promise<AsyncIterable<EventBatch>> {
    if (after !== undefined && !(await reaches(this.store, after, signal))) {
      throw unavailable('position-not-reached', NOT_REACHED, RETRY_AFTER_SECONDS);
    }
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
