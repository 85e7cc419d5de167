/** Ends connections when the server stops: idle ones at once, busy ones after their answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long answers under way may still take, in ms; then their connections are cut. */
const GRACE_MS = 10_000;

/**
 * Node closes the connections that are idle when the stop begins, but not those that never sent a request (clients open
 * some in advance) nor those whose answer ends later: these would be waited for until they time out.
 */
export function releaseConnections(fastify: FastifyInstance): void {
  const answering = new Map<Socket, number>();
  let stopping = false;

  fastify.server.on('connection', (socket: Socket) => {
    if (stopping) socket.destroy();
    else track(socket);
  });
  fastify.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const { socket } = request;
    if (!answering.has(socket)) track(socket);
    add(socket, 1);
    response.once('close', () => {
      add(socket, -1);
      if (stopping && answering.get(socket) === 0) socket.destroySoon();
    });
  });
  fastify.addHook('preClose', (done) => {
    stopping = true;
    for (const [socket, answers] of answering) if (answers === 0) socket.destroy();
    setTimeout(() => answering.forEach((_answers, socket) => socket.destroy()), GRACE_MS).unref();
    done();
  });

  function track(socket: Socket): void {
    answering.set(socket, 0);
    socket.once('close', () => answering.delete(socket));
  }

  function add(socket: Socket, answers: number): void {
    const now = answering.get(socket);
    if (now !== undefined) answering.set(socket, now + answers);
  }
}
