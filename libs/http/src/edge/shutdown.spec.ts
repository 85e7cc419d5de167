import { describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { createServer, get, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyReply } from 'fastify';
import { ShutdownSignal } from './shutdown.js';

/** Serves one request, and gives what answers it and how its client goes away. */
async function answering(): Promise<{ reply: FastifyReply; leave: () => Promise<void>; end: () => void }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).on('error', () => undefined);
  const [, raw] = (await once(server, 'request')) as [unknown, ServerResponse];
  const leave = async (): Promise<void> => {
    const gone = once(raw, 'close');
    client.destroy();
    await gone;
  };
  return { reply: { raw } as FastifyReply, leave, end: () => server.close() };
}

describe('the signal of a response', () => {
  it('is given when its client goes away, and when it went before', async () => {
    const shutdown = new ShutdownSignal();
    const remove = jest.spyOn(shutdown.signal, 'removeEventListener');
    const add = jest.spyOn(shutdown.signal, 'addEventListener');
    const { reply, leave, end } = await answering();
    const before = shutdown.orGone(reply);
    expect(before.aborted).toBe(false);
    await leave();
    expect(before.aborted).toBe(true);
    expect(shutdown.orGone(reply).aborted).toBe(true);
    expect(remove.mock.calls).toHaveLength(add.mock.calls.length);
    end();
  });

  it('is given when the stop begins, to as many as there are', async () => {
    const shutdown = new ShutdownSignal();
    const { reply, leave, end } = await answering();
    const signals = [shutdown.orGone(reply), shutdown.orGone(reply)];
    shutdown.beforeApplicationShutdown();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
    expect(shutdown.orGone(reply).aborted).toBe(true);
    await leave();
    end();
  });
});
