/** Errors that come before any route or hook: bad URLs and bytes that are no HTTP. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply } from 'fastify';
import { knownProblem } from '../problem/known-problems.js';
import { PROBLEM_MEDIA_TYPE } from '../problem/problem.js';
import { problemOf } from '../problem/problem-exception.js';
import { standardHeaders } from './headers.js';

/** Answers what the router could not read. */
export function answerFrameworkError(error: FastifyError, reply: FastifyReply, apiVersion: string): void {
  const status = error.statusCode ?? 400;
  void reply
    .status(status)
    .headers({ ...standardHeaders('', apiVersion), 'content-type': PROBLEM_MEDIA_TYPE })
    .serializer((payload: unknown) => JSON.stringify(payload))
    .send(problemOf(knownProblem(status, error.code)));
}

/** Answers a connection whose bytes Node could not read as HTTP, then closes it. */
export function answerClientError(error: Error & { code?: string }, socket: Socket, apiVersion: string): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
  const body = JSON.stringify(problemOf(knownProblem(status)));
  const headers = {
    ...standardHeaders('', apiVersion),
    'content-type': PROBLEM_MEDIA_TYPE,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head.join('')}\r\n${body}`);
}
