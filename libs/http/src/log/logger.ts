/** JSON logs. No body, no query value, no id from a path ever goes into one. */
import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { errorForLog } from './error-for-log.js';
import { pino, type DestinationStream, type Logger } from 'pino';
import { OnceATurn } from './once-a-turn.js';

/** A logger that writes JSON lines with RFC 3339 times; `false` is silent. Standard output where no destination is given. */
export function createLogger(enabled: boolean, destination?: DestinationStream): Logger {
  const options = { enabled, timestamp: pino.stdTimeFunctions.isoTime, base: undefined };
  return enabled ? pino(options, destination ?? (standardOutput ??= new OnceATurn(pino.destination()))) : pino(options);
}

let standardOutput: OnceATurn | undefined;

/** Logs one line per request: method, route pattern, status, duration. */
export function logRequests(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions?.url ?? null,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    );
    done();
  });
}

/** Nest's own messages, from warnings up, through the same logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(): void {}

  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context: textOf(context) }, textOf(message));
  }

  error(message: unknown, ...details: unknown[]): void {
    const error = message instanceof Error ? errorForLog(message) : undefined;
    this.logger.error({ context: textOf(details.at(-1)), error }, error ? 'error' : textOf(message));
  }

  fatal(message: unknown, ...details: unknown[]): void {
    this.error(message, ...details);
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
