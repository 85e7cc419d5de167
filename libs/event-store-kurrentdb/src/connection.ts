import type { Duplex, Readable } from 'node:stream';
import { EventStoreDBClient } from '@eventstore/db-client';
import service from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type pb from '@eventstore/db-client/generated/streams_pb.js';
import type { CallOptions, Metadata } from '@grpc/grpc-js';
import { InvalidArgumentError } from '#libs/event-store';
import { checkConnectionString } from './connection-string.js';

/** A read or subscription under way; ending it is `cancel`. */
export type ReadCall = Readable & { cancel(): void };
/** Appends under way. */
export type AppendCall = Duplex & { cancel(): void };

type StreamsClient = InstanceType<typeof service.StreamsClient>;

/** What is used of the client that its types call protected; the version is pinned and a test asserts that they exist. */
interface Internals {
  GRPCStreamCreator<T>(
    client: typeof service.StreamsClient,
    debugName: string,
    create: (client: StreamsClient) => T,
    cache?: WeakMap<StreamsClient, T>,
  ): () => Promise<T>;
  callArguments(base: CallBase, options?: Pick<CallOptions, 'deadline'>): [Metadata, CallOptions];
  handleError(client: unknown, error: Error): Promise<void>;
}

interface CallBase {
  /** Only the leader may answer, so that what was acknowledged is seen. */
  readonly requiresLeader?: boolean;
}

/**
 * The connection: what the client package does with connection strings, TLS, users, discovery, and finding the leader
 * again. Calls are made with its generated messages instead of its `appendToStream`, `readStream` and `readAll`:
 * - its reads parse JSON metadata, so the bytes that were stored, and are hashed, would be lost; its `readAll` takes no
 *   filter, though the server does;
 * - its batch append keeps what it waits for in one table per process. When one stream of appends breaks, those of all
 *   others are rejected too, and an answer that then comes for one of them is an uncaught exception, as is a connection
 *   that breaks while appends wait for room in it. Neither waits with a limit for an answer that never comes.
 */
export class Connection {
  private readonly internals: Internals;
  private readonly appendCalls = new WeakMap<StreamsClient, AppendCall>();
  private readonly openAppends = new Set<AppendCall>();
  /** On the one channel there is; the client has closed those before it. */
  private newest: StreamsClient | null = null;

  /** @throws InvalidArgumentError when the connection string is none, or asks for what would lose data. */
  constructor(connectionString: string) {
    checkConnectionString(connectionString);
    try {
      this.internals = EventStoreDBClient.connectionString(connectionString) as unknown as Internals;
    } catch {
      // The client's own message repeats the string.
      throw new InvalidArgumentError('The connection string of the event store cannot be read, or a file it names.');
    }
    // Called by the client without waiting: when discovery fails meanwhile, the rejection would end the process.
    const handle = this.internals.handleError.bind(this.internals);
    this.internals.handleError = (client, error) => handle(client, error).catch(() => undefined);
  }

  /** Begins a read or subscription. An error listener is on it, so that one that nobody waits for harms nobody. */
  async read(
    request: pb.ReadReq,
    { requiresLeader, deadlineMs }: CallBase & { deadlineMs?: number },
  ): Promise<ReadCall> {
    return this.internals.GRPCStreamCreator(service.StreamsClient, 'read', (client) => {
      this.newest = client;
      const call = client.read(request, ...this.arguments({ requiresLeader }, deadlineMs)) as unknown as ReadCall;
      return call.on('error', () => undefined);
    })();
  }

  /** The one stream of appends of the present connection; `prepare` is given each new one. */
  async appends(prepare: (call: AppendCall) => void): Promise<AppendCall> {
    const call = await this.internals.GRPCStreamCreator(
      service.StreamsClient,
      'batchAppend',
      (client) => {
        this.newest = client;
        const opened = client.batchAppend(...this.arguments({ requiresLeader: true })) as unknown as AppendCall;
        this.openAppends.add(opened);
        const forget = () => {
          this.appendCalls.delete(client);
          this.openAppends.delete(opened);
        };
        opened.on('error', forget).on('end', forget).on('close', forget);
        prepare(opened);
        return opened;
      },
      this.appendCalls,
    )();
    return call;
  }

  /** Lets go of every connection; reads under way are for the caller to end first. */
  close(): void {
    for (const call of this.openAppends) call.cancel();
    this.newest?.close();
  }

  private arguments(base: CallBase, deadlineMs = Infinity): [Metadata, CallOptions] {
    return this.internals.callArguments(base, {
      deadline: deadlineMs === Infinity ? Infinity : Date.now() + deadlineMs,
    });
  }
}
