/**
 * A server that speaks EventStoreDB's gRPC protocol, in the process of the test. It hosts the service definitions that
 * are generated into `@eventstore/db-client` (package root, `generated/`), so the unmodified client talks to it over a
 * real TCP connection; its log lives in memory and outlives `stop` and `start`.
 *
 * What a test on it proves: what the adapter sends and how it reads the answers; expected revisions; repeats of an
 * append; reads of streams and of `$all`, filtered, in both directions; subscriptions from any position, history to
 * live; back-pressure over HTTP/2; what the adapter does when connections break before or after an append was stored,
 * when answers are late or missing, when a call ends with an error, and when the server goes away and comes back.
 *
 * What it does not prove: anything about a cluster (elections, a leader that changes, followers that lag, gossip,
 * discovery); how long and how well a real server recognises repeats; durability; scavenging and truncation; TLS,
 * certificates, users and access lists; real timing and throughput; and that a real server's protocol is what the
 * definitions of client 6.2.1 say. `test/contract/eventstoredb-real.spec.ts` runs the same suite on a real server for that.
 *
 *     const server = await new WireServer().start();
 *     const store = openKurrentEventStore(server.connectionString);
 *     server.faults.append = times(1, { kind: 'lose-answer' });
 */
export {
  times,
  type AppendFault,
  type ReadFault,
  type WireAppend,
  type WireFaults,
  type WireRead,
} from './wire-faults.js';
export { WireLog, type WireLogOptions, type WireProposal, type WireRecord } from './wire-log.js';
export { until, wireFixture, type WireFixture } from './wire-fixture.js';
export { WireServer } from './wire-server.js';
