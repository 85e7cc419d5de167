import { setMaxListeners } from 'node:events';
import type { FastifyReply } from 'fastify';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** Tells open-ended responses (event streams) to end, so that a stop does not wait for them for ever. */
@Injectable()
export class ShutdownSignal implements BeforeApplicationShutdown {
  private readonly controller = new AbortController();

  /** Aborted when the application begins to stop. */
  readonly signal: AbortSignal = this.controller.signal;

  constructor() {
    setMaxListeners(0, this.signal); // as many as there are responses
  }

  beforeApplicationShutdown(): void {
    this.controller.abort();
  }

  /** A signal for one response: aborted when the stop begins, or when the response is over, whoever ended it. */
  orGone(reply: FastifyReply): AbortSignal {
    const own = new AbortController();
    const abort = (): void => own.abort();
    if (this.signal.aborted || reply.raw.destroyed) {
      abort(); // nothing more would be heard of it
      return own.signal;
    }
    this.signal.addEventListener('abort', abort, { once: true });
    reply.raw.once('close', () => {
      this.signal.removeEventListener('abort', abort);
      abort();
    });
    return own.signal;
  }
}
