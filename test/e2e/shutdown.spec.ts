import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Case } from '../support/case.js';
import { openEventStream } from '../support/event-stream.js';
import { startServerProcess } from '../support/server-process.js';
import { startTestServer, temporaryFolder } from '../support/test-server.js';
import { openUpload } from '../support/upload.js';

describe('stopping gracefully', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;

  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  it('ends with status 0 on SIGTERM while streams are open, and keeps all that was answered', async () => {
    const server = await startServerProcess(folder.path);
    const live = await openEventStream(`${server.client.url}/v1/events/live?after=0`);
    const upload = openUpload(server.client.url);
    const events = Array.from({ length: 50 }, (_, index) => new Case(`stop${index}`).intake());
    for (const event of events) await upload.write(JSON.stringify(event));
    const answered = [];
    while (answered.length < 50) answered.push(await upload.next());
    expect(answered.map((result) => result?.status)).toEqual(Array(50).fill('recorded'));
    await live.take(50);

    expect(await server.end('SIGTERM')).toBe(0);
    live.close();
    upload.abort();

    const next = await startServerProcess(folder.path);
    expect((await next.client.allEvents()).map(({ id }: { id: string }) => id)).toEqual(events.map(({ id }) => id));
    expect(await next.end('SIGTERM')).toBe(0);
  });

  it('does not wait for a connection on which nothing was sent', async () => {
    const server = await startTestServer();
    const connection = connect(Number(new URL(server.url).port), '127.0.0.1');
    connection.on('error', () => undefined); // it may be reset
    await once(connection, 'connect');
    await server.client.get('/health/live');
    const closed = once(connection, 'close');
    await server.stop();
    await closed;
  });
});
