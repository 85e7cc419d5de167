/** The access log as a handler meets it: what it is about to show is written first. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProblemException } from '#libs/http';
import { callerOf, logOf } from '../caller/caller.js';
import type { Principal } from '../caller/principal.js';
import type { AccessLog } from './access-log.js';
import type { Look, Viewer } from './entry.js';

/** Writes what the caller of one request is about to see. */
export interface Journal {
  /** @throws ProblemException 503 `access-log-unavailable`: then nothing may be shown */
  write(look: Look): void;
}

const RETRY_AFTER_SECONDS = '10';

/** The journal of a request; it writes nothing where no log is configured. */
export function journalOf(request: FastifyRequest): Journal {
  const log = logOf(request);
  return { write: (look) => log && writeTo(log, viewerOf(request, callerOf(request)), look) };
}

/** The `Journal` of the request, as a parameter of a handler that shows personal data. */
export const Journalled = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  journalOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** @throws ProblemException 503 */
export function writeTo(log: Pick<AccessLog, 'append'>, viewer: Viewer, look: Look): void {
  try {
    log.append(viewer, look);
  } catch (error) {
    const problem = new ProblemException({
      status: 503,
      code: 'access-log-unavailable',
      detail: 'Who looks at personal data is logged, and the log cannot be written now. Try again later.',
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    });
    problem.cause = error;
    throw problem;
  }
}

/** Who looks, by request and caller. */
export function viewerOf(request: FastifyRequest, { id, roles, provider, regions, session, open }: Principal): Viewer {
  return {
    who: id,
    roles: open ? [] : roles,
    organisation: provider ?? (regions ? regions.join(', ') : null),
    session: session ?? null,
    address: request.ip,
    request: request.id,
  };
}
