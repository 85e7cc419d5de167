import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { toCloudEvent, type Codec, type ReadCloudEvent } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import { ERASED } from '#libs/privacy';
import { CODEC, EVENT_STORE } from '../../ledger.options.js';

/** History after a position, then live, until the signal aborts. */
export class FollowEvents extends Query<AsyncIterable<readonly ReadCloudEvent[]>> {
  constructor(
    readonly after: string | undefined,
    readonly signal: AbortSignal,
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
    @Inject(CODEC) private readonly codec: Codec,
  ) {}

  execute({ after, signal }: FollowEvents): Promise<AsyncIterable<readonly ReadCloudEvent[]>> {
    return Promise.resolve(this.follow(after, signal));
  }

  private async *follow(after: string | undefined, signal: AbortSignal): AsyncGenerator<readonly ReadCloudEvent[]> {
    for await (const batch of this.store.subscribe({ after, signal, batchSize: BATCH_EVENTS })) {
      yield batch.flatMap((stored) => {
        const event = this.codec.decode(stored);
        return event !== null && event !== ERASED ? [toCloudEvent(event)] : [];
      });
    }
  }
}
