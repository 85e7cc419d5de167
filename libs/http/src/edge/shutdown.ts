import type { FastifyReply } from 'fastify';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

/** Tells open-ended responses (event streams) to end, so that a stop does not wait for them for ever. */
@Injectable()
export class ShutdownSignal implements BeforeApplicationShutdown {
  private readonly controller = new AbortController();

  /** Aborted when the application begins to stop. */
  readonly signal: AbortSignal = this.controller.signal;

  beforeApplicationShutdown(): void {
    this.controller.abort();
  }

  /**
   * For a response that may be open when the stop begins: once it ends, so does its connection, which would otherwise
   * be waited for until it idles out.
   */
  releaseAfter(reply: FastifyReply): void {
    reply.raw.once('finish', () => {
      if (this.signal.aborted) reply.raw.socket?.destroySoon();
    });
  }
}
