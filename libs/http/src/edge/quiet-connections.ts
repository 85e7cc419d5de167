import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Closes, when the stop begins, every connection on which no request is under way. The server closes those that idle
 * between two requests itself, but would wait a minute for one on which nothing was sent yet: browsers and pools open
 * such connections in advance.
 */
export function closeQuietConnections(server: Server, stopping: AbortSignal): void {
  const underWay = new Map<Socket, number>();
  const count = (socket: Socket, change: number): void => {
    const requests = underWay.get(socket);
    if (requests !== undefined) underWay.set(socket, requests + change);
  };
  server.on('connection', (socket: Socket) => {
    underWay.set(socket, 0);
    socket.once('close', () => underWay.delete(socket));
  });
  // Before any other listener, so that a request counts from the moment it is there.
  server.prependListener('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    count(socket, 1);
    response.once('close', () => count(socket, -1));
  });
  stopping.addEventListener('abort', () => {
    for (const [socket, requests] of underWay) if (requests === 0) socket.destroy();
  });
}
