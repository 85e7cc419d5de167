/** What is leaned on in the client package, and what is kept from it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EventStoreDBClient } from '@eventstore/db-client';
import { openKurrentEventStore } from '#libs/event-store-kurrentdb';

const VERSION = '6.2.1';
const packageFile = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

describe('the client package', () => {
  it(`is exactly ${VERSION}, asked for and installed`, () => {
    expect(packageFile('../../package.json').dependencies['@eventstore/db-client']).toBe(VERSION);
    expect(packageFile('../../node_modules/@eventstore/db-client/package.json').version).toBe(VERSION);
  });

  it.each(['streams_pb', 'streams_grpc_pb', 'shared_pb', 'status_pb', 'serverfeatures_pb', 'serverfeatures_grpc_pb'])(
    'has its generated definitions where they are imported from: %s',
    (name) => {
      const resolve = createRequire(import.meta.url).resolve;
      expect(resolve(`@eventstore/db-client/generated/${name}.js`)).toMatch(
        /node_modules.@eventstore.db-client.generated/,
      );
    },
  );

  it('defines the calls that are made', async () => {
    const { StreamsService } = (await import('@eventstore/db-client/generated/streams_grpc_pb.js')).default;
    expect(StreamsService).toMatchObject({
      read: { path: '/event_store.client.streams.Streams/Read' },
      batchAppend: { path: '/event_store.client.streams.Streams/BatchAppend' },
    });
  });

  it('has the parts that are used of its inside', () => {
    const client = EventStoreDBClient.connectionString('esdb://127.0.0.1:1?tls=false') as unknown as Record<
      string,
      unknown
    >;
    for (const name of ['GRPCStreamCreator', 'callArguments', 'handleError'])
      expect(typeof client[name]).toBe('function');
  });
});

describe('a connection string', () => {
  const printed: unknown[] = [];
  beforeEach(() => {
    printed.length = 0;
    for (const method of ['log', 'info', 'warn', 'error'] as const) {
      jest.spyOn(console, method).mockImplementation((...values: unknown[]) => void printed.push(...values));
    }
  });
  afterEach(() => void jest.restoreAllMocks());

  const refused: [string, string, RegExp][] = [
    ['of another scheme', 'kurrentdb://admin:secret-1@host:2113', /esdb:\/\//],
    ['that is none', 'secret-1', /esdb:\/\//],
    ['that hides refused appends', 'esdb://admin:secret-1@host?throwOnAppendFailure=false', /throwOnAppendFailure/],
    [
      'that hides them in other letters',
      'esdb://admin:secret-1@host?tls=false&Throw_On-AppendFailure=false',
      /throwOnAppendFailure/,
    ],
    ['with an option that does not exist', 'esdb://admin:secret-1@host?tsl=secret-1', /unknown option/],
    ['that would not check certificates', 'esdb://admin:secret-1@host?tlsVerifyCert=false', /tlsCAFile/],
    ['with a value that is none', 'esdb://admin:secret-1@host?tls=secret-1', /cannot be read/],
    ['with a file that is not there', 'esdb://admin:secret-1@host?tlsCAFile=/secret-1', /cannot be read/],
    ['with a port that is none', 'esdb://admin:secret-1@host:port', /cannot be read/],
  ];
  it.each(refused)('%s is refused without being repeated', (_, connectionString, message) => {
    let error: unknown;
    try {
      openKurrentEventStore(connectionString);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'InvalidArgumentError', message: expect.stringMatching(message) });
    const { stack, cause } = error as Error;
    expect(`${stack}${String(cause)}${printed.join()}`).not.toContain('secret-1');
  });

  it.each([
    'esdb://127.0.0.1:1?tls=false',
    'esdb://admin:changeit@127.0.0.1:1?tls=true&throwOnAppendFailure=true',
    'esdb+discover://admin:changeit@cluster.example:2113?nodePreference=follower&keepAliveInterval=10000',
    'esdb://a:b@one:2113,two:2113,three:2113?tls=true',
  ])('that is sound opens a store without a connection: %s', async (connectionString) => {
    await openKurrentEventStore(connectionString).close();
    expect(printed).toEqual([]);
  });

  it('of several hosts none of which answers fails with a clear error', async () => {
    const store = openKurrentEventStore(
      'esdb://127.0.0.1:1,127.0.0.1:2?tls=false&maxDiscoverAttempts=2&discoveryInterval=10',
    );
    await expect(store.head()).rejects.toMatchObject({ name: 'StoreUnavailableError', retryable: true });
    await expect(store.append('s', [{ ...EVENT }], 'any')).rejects.toMatchObject({ name: 'StoreUnavailableError' });
    expect(await store.health()).toEqual({ ok: false, detail: 'The event store cannot be reached.' });
    await store.close();
  });

  it.each(['', '1a', 'a:b', 'a-b', 'ä', 'x'.repeat(41)])('with the prefix "%s" is refused', (streamPrefix) => {
    expect(() => openKurrentEventStore('esdb://127.0.0.1:1?tls=false', { streamPrefix })).toThrow(/prefix/);
  });
});

const EVENT = {
  id: '6f6c1c4e-6a38-4a57-9d6e-5a9c0d1a2b3c',
  type: 'test.happened',
  data: Buffer.from('{}'),
  metadata: Buffer.from('{}'),
};
