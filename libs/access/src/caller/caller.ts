/** The caller of the request under way. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { AccessLog } from '../log/access-log.js';
import type { Principal } from './principal.js';

const callers = new WeakMap<FastifyRequest, { readonly caller: Principal; readonly log?: AccessLog }>();

/** Remembers who calls, once they have shown it, and where it is logged what they see. */
export function setCaller(request: FastifyRequest, caller: Principal, log?: AccessLog): void {
  callers.set(request, { caller, log });
}

/** @throws Error for a request that no gate has let pass */
export function callerOf(request: FastifyRequest): Principal {
  const known = callers.get(request);
  if (!known) throw new Error('Nobody has let this request pass: its route is public.');
  return known.caller;
}

/** Whether somebody was let in or refused by name, rather than that nobody asked who calls. */
export function isKnown(request: FastifyRequest): boolean {
  return callers.has(request);
}

/** Where it is logged what the caller sees. */
export function logOf(request: FastifyRequest): AccessLog | undefined {
  return callers.get(request)?.log;
}

/** The `Principal` of the request, as a parameter of a handler that declares `@Allow`. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
