/**
 * The contract suite on a real server: `EVENTSTORE_URL=esdb://user:password@host:2113?tls=true npm run test:eventstore`.
 * Nothing on the server needs to be empty: every test has a stream prefix of its own. What is written stays there,
 * about 10 MB a run; the user needs the right to read `$all`.
 */
import { randomBytes } from 'node:crypto';
import { describe, it } from '@jest/globals';
import { openKurrentEventStore } from '#libs/event-store-kurrentdb';
import { eventStoreContract } from './event-store.contract.js';
import { onServer } from './eventstoredb-server.js';

const url = process.env['EVENTSTORE_URL'];

if (url) {
  const run = `test${randomBytes(4).toString('hex')}`;
  eventStoreContract(
    'EventStoreDB, a real server',
    onServer(run, (options) => openKurrentEventStore(url, options)),
    {
      // The server's own limit of 1 MiB counts more than data and metadata.
      largeEventBytes: 1_000_000,
    },
  );
} else {
  const reason =
    'SKIPPED: EVENTSTORE_URL is not set, so the contract suite did not run on a real EventStoreDB or KurrentDB.';
  console.warn(reason);
  describe('event store contract: EventStoreDB, a real server', () => it.skip(reason, () => undefined));
}
