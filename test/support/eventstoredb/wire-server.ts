import { once } from 'node:events';
import { createServer, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import features from '@eventstore/db-client/generated/serverfeatures_pb.js';
import streams from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials, type ConnectionInjector, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { append, batchAppend } from './wire-appends.js';
import type { WireContext, WireStats } from './wire-context.js';
import type { AppendFault, WireFaults } from './wire-faults.js';
import { WireLog, type WireProposal } from './wire-log.js';
import { read } from './wire-reads.js';

/** The test server; `index.ts` says what it is and is not. */
export class WireServer implements WireContext {
  readonly faults: WireFaults = {};
  readonly stats: WireStats = { appends: 0, batchCalls: 0, eventsSent: 0, reads: [] };
  private readonly sockets = new Set<Socket>();
  private listening: { readonly net: NetServer; readonly grpc: Server; readonly injector: ConnectionInjector } | null =
    null;

  constructor(
    readonly log: WireLog = new WireLog(),
    /** 0 = any free one at the first start, the same one ever after. */
    private port = 0,
  ) {}

  /** For the client; of use only after the first start. */
  get connectionString(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Connections that clients have open now. */
  get connections(): number {
    return this.sockets.size;
  }

  /** Begins to listen, on the same port and with the same log as before. */
  async start(): Promise<this> {
    const grpc = new Server({ 'grpc.max_receive_message_length': -1 });
    grpc.addService(streams.StreamsService, this.implementation());
    grpc.addService(featuresGrpc.ServerFeaturesService, serverFeatures());
    const injector = grpc.createConnectionInjector(ServerCredentials.createInsecure());
    const net = createServer((socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
      socket.on('error', () => undefined);
      injector.injectConnection(socket);
    });
    net.listen(this.port, '127.0.0.1');
    await once(net, 'listening');
    this.port = (net.address() as AddressInfo).port;
    this.listening = { net, grpc, injector };
    return this;
  }

  /** Breaks every connection and refuses new ones; what was stored stays for the next start. */
  async stop(): Promise<void> {
    if (!this.listening) return;
    const { net, grpc } = this.listening;
    this.listening = null;
    const closed = once(net, 'close');
    net.close();
    this.dropConnections();
    grpc.forceShutdown();
    await closed;
  }

  dropConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  faultOf(stream: string, proposed: readonly WireProposal[]): AppendFault | undefined {
    return this.faults.append?.({ stream, ids: proposed.map(({ id }) => id) });
  }

  private implementation(): UntypedServiceImplementation {
    const unsupported: UntypedServiceImplementation[string] = (_call: unknown, callback: (error: object) => void) =>
      callback({ code: 12, details: 'The test server deletes nothing' });
    return {
      read: read(this),
      append: append(this),
      batchAppend: batchAppend(this),
      delete: unsupported,
      tombstone: unsupported,
    };
  }
}

/** What a server of the 24.10 line says that it can do. */
function serverFeatures(): UntypedServiceImplementation {
  const service = 'event_store.client.streams.streams';
  return {
    getSupportedMethods: (_call: unknown, callback: (error: null, answer: features.SupportedMethods) => void) => {
      const answer = new features.SupportedMethods().setEventStoreServerVersion('24.10.0');
      for (const method of ['append', 'batchappend', 'read']) {
        answer.addMethods(new features.SupportedMethod().setServiceName(service).setMethodName(method));
      }
      callback(null, answer);
    },
  };
}
