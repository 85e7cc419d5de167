import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { RouteTable } from '../edge/route-table.js';
import { ForeignPositionError, StoreUnavailableError } from '#libs/event-store';
import { errorForLog } from '../log/error-for-log.js';
import { knownProblem, STORE_AWAY } from './known-problems.js';
import { PROBLEM_MEDIA_TYPE } from './problem.js';
import { ProblemException } from './problem-exception.js';

/** Answers every exception as a problem; what nobody foresaw is logged and answered as a bare 500. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly routes: RouteTable,
    private readonly log: Logger,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.problemFor(thrown, request);
    if (problem.getStatus() >= 500 && !(thrown instanceof ProblemException)) this.report(thrown, request);
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    void reply
      .status(problem.getStatus())
      .headers(problem.headers)
      .header('content-type', PROBLEM_MEDIA_TYPE)
      .serializer((payload: unknown) => JSON.stringify(payload))
      .send(problem.problem);
  }

  private problemFor(thrown: unknown, request: FastifyRequest): ProblemException {
    if (thrown instanceof ProblemException) return thrown;
    if (thrown instanceof StoreUnavailableError) return new ProblemException(STORE_AWAY);
    if (thrown instanceof ForeignPositionError) {
      return new ProblemException({ status: 400, code: 'malformed', detail: thrown.message });
    }
    if (!(thrown instanceof HttpException)) return new ProblemException(knownProblem(statusOf(thrown)));
    if (thrown.getStatus() === 404 && request.is404) return this.noRoute(request);
    const cause = thrown.cause as { code?: string } | undefined;
    return new ProblemException(knownProblem(thrown.getStatus(), cause?.code));
  }

  /** 405 where the path exists under other methods, else 404. */
  private noRoute(request: FastifyRequest): ProblemException {
    const methods = this.routes.methodsAt(request.url);
    if (methods.length === 0) return new ProblemException(knownProblem(404));
    return new ProblemException({ ...knownProblem(405), headers: { allow: methods.join(', ') } });
  }

  private report(thrown: unknown, request: FastifyRequest): void {
    const route = request.routeOptions?.url;
    this.log.error({ requestId: request.id, route, error: errorForLog(thrown) }, 'request failed');
  }
}

function statusOf(thrown: unknown): number {
  const status = (thrown as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 500;
}
