/** The caller of the request under way. */
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';

const callers = new WeakMap<FastifyRequest, Principal>();

/** Remembers who calls, once they have shown it. */
export function setCaller(request: FastifyRequest, caller: Principal): void {
  callers.set(request, caller);
}

/** @throws Error for a request that no gate has let pass */
export function callerOf(request: FastifyRequest): Principal {
  const caller = callers.get(request);
  if (!caller) throw new Error('Nobody has let this request pass: its route is public.');
  return caller;
}

/** The `Principal` of the request, as a parameter of a handler that declares `@Allow`. */
export const Caller = createParamDecorator((_data: unknown, context: ExecutionContext) =>
  callerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
