import type pb from '@eventstore/db-client/generated/streams_pb.js';
import { StoreClosedError, type NewEvent } from '#libs/event-store';
import { Appends, type AppendOutcome, type ExactRevision } from './appends.js';
import type { Connection, ReadCall } from './connection.js';
import { translated } from './failures.js';
import { Limiter } from './limiter.js';
import { eventIn, type WireEvent } from './records.js';
import { allRead, allSubscription, streamRead, type AllRead, type Filter, type StreamRead } from './requests.js';

/** Reads under way at once; servers let about a hundred calls share one connection. */
const READS_AT_ONCE = 64;

/** A page ends after this many bytes of events, whatever its count, so that memory stays flat with large events. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** Events in the order asked for, and whether the server had no more to give within the count. */
export interface Page {
  readonly events: readonly WireEvent[];
  readonly complete: boolean;
}

/** The server's calls as promises, with its faults as the port's errors. Names here are names on the server. */
export class Remote {
  private readonly appends: Appends;
  private readonly reads = new Limiter(READS_AT_ONCE);
  private readonly underWay = new Set<ReadCall>();
  private closed = false;

  constructor(
    private readonly connection: Connection,
    private readonly timeoutMs: number,
  ) {
    this.appends = new Appends(connection, timeoutMs);
  }

  append(name: string, expected: ExactRevision, events: readonly NewEvent[]): Promise<AppendOutcome> {
    return this.appends.append(name, expected, events);
  }

  /** A page of one stream, as the leader has it; empty when there is no such stream. */
  pageOfStream(read: StreamRead): Promise<Page> {
    return this.page(streamRead(read), read.count, { requiresLeader: true, deadlineMs: this.timeoutMs });
  }

  /** One event of a stream, or null when there is none at that revision. */
  async eventAt(name: string, revision: number): Promise<WireEvent | null> {
    const { events } = await this.pageOfStream({ name, from: revision, count: 1 });
    return events[0] ?? null;
  }

  /** Last revision of a stream, or null when it has no event. */
  async revisionOf(name: string): Promise<ExactRevision> {
    const { events } = await this.pageOfStream({ name, count: 1, backwards: true });
    return events[0]?.revision ?? null;
  }

  /**
   * A page of `$all`. Without a limit of time unless one is given: a filter that selects little makes the server look
   * for long, and a connection that is gone is found out by its keep-alive.
   */
  pageOfAll(read: AllRead, deadlineMs?: number): Promise<Page> {
    return this.page(allRead(read), read.count, { requiresLeader: read.requiresLeader, deadlineMs });
  }

  /** Begins a subscription to `$all`; the caller cancels it. */
  async subscription(after: string | undefined, filter: Filter): Promise<ReadCall> {
    try {
      return this.register(await this.connection.read(allSubscription(after, filter), {}));
    } catch (error) {
      throw translated(error);
    }
  }

  /** Ends what is being read and lets go of the connection. */
  close(): void {
    this.closed = true;
    for (const call of this.underWay) call.cancel();
    this.connection.close();
  }

  private page(
    request: pb.ReadReq,
    count: number,
    options: { requiresLeader?: boolean; deadlineMs?: number },
  ): Promise<Page> {
    return this.reads.run(async () => {
      if (this.closed) throw new StoreClosedError();
      try {
        return await collect(this.register(await this.connection.read(request, options)), count);
      } catch (error) {
        throw this.closed ? new StoreClosedError() : translated(error);
      }
    });
  }

  private register(call: ReadCall): ReadCall {
    this.underWay.add(call);
    call.once('close', () => this.underWay.delete(call));
    if (this.closed) call.cancel();
    return call;
  }
}

async function collect(call: ReadCall, count: number): Promise<Page> {
  const events: WireEvent[] = [];
  let bytes = 0;
  try {
    for await (const answer of call) {
      const event = eventIn(answer as pb.ReadResp);
      if (!event) continue;
      events.push(event);
      bytes += event.data.byteLength + event.metadata.byteLength;
      if (bytes >= PAGE_BYTES) return { events, complete: false };
    }
    return { events, complete: events.length < count };
  } finally {
    call.cancel();
  }
}
