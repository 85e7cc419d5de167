import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '#libs/access';
import type { Codec } from '#libs/codec';
import type { StoredEvent } from '#libs/event-store';
import { ERASED } from '#libs/privacy';
import type { RecordedCareEvent } from '#libs/trajectory';
import { CODEC } from '../ledger.options.js';
import { clientsIn } from './clients-in.js';
import { hasSent, mayRead } from './reader.js';
import { Streams } from './streams.js';

/** Shows stored events to whom they are for. */
@Injectable()
export class EventsFor {
  constructor(
    @Inject(CODEC) private readonly codec: Codec,
    private readonly streams: Streams,
  ) {}

  /** The event with every client whom it is about or names; null for what is no care event, erased, or not the caller's. */
  async show(
    stored: StoredEvent,
    caller: Principal,
  ): Promise<{ readonly event: RecordedCareEvent; readonly clients: readonly string[] } | null> {
    const event = this.codec.decode(stored);
    if (event === null || event === ERASED) return null;
    const about = await this.streams.about(stored.stream, stored.position);
    if (!mayRead(caller, about) && !hasSent(caller, event.source)) return null;
    return { event, clients: [...(about.client === null ? [] : [about.client]), ...clientsIn([event.data])] };
  }
}
