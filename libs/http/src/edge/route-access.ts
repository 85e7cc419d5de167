/** What a route declares about who may call it, and the gate that keeps to it. */
import type { DynamicModule } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** For everyone, or for who has one of these roles. */
export type RouteAccess = 'public' | readonly string[];

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess;
  }
}

/** Decides who passes; `libs/access` makes it. */
export interface Gate {
  /** Whether callers need not say who they are: everyone may do everything. */
  readonly open: boolean;
  /** What the application carries for it. */
  readonly module?: DynamicModule;
  /** Proxies whose word is taken for where a request came from: addresses or ranges. Default: none. */
  readonly trustedProxies?: readonly string[];
  /** Adds what is refused before it is asked who calls. */
  guard?(fastify: FastifyInstance): Promise<void> | void;
  /**
   * Lets a request pass to a route that is not public. Called before its body is read.
   * @throws ProblemException 401, 403 or 429
   */
  admit(request: FastifyRequest, roles: readonly string[]): Promise<void> | void;
}

/** On a handler: adds to what its route declares. */
export function declareRoute(part: Readonly<Record<string, unknown>>): MethodDecorator {
  return (target, name, descriptor) => {
    const known = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, descriptor.value as object) as object | undefined;
    RouteConfig({ ...known, ...part })(target, name, descriptor);
  };
}

/** On a handler: for everyone, without a token. Health, documentation; never care data. */
export const Public = (): MethodDecorator => declareRoute({ access: 'public' satisfies RouteAccess });

/** What a route that is registered without Nest puts in its options, to be for everyone. */
export const PUBLIC_ROUTE = { config: { access: 'public' } } as const;

/**
 * Puts the gate before every route.
 * @throws Error while routes are registered, for one that does not declare who may call it
 */
export function useGate(fastify: FastifyInstance, gate: Gate): void {
  fastify.addHook('onRoute', ({ method, url, config }) => {
    if (accessOf(config) === undefined) {
      throw new Error(
        `${String(method)} ${url} does not declare who may call it: put @Allow or @Public on its handler.`,
      );
    }
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const access = request.is404 ? 'public' : accessOf(request.routeOptions.config);
    if (access === 'public') done();
    else pass(() => gate.admit(request, access ?? []), done);
  });
}

/** Goes on once somebody was admitted: in the same turn where nothing is waited for. */
function pass(admit: () => Promise<void> | void, done: (error?: Error) => void): void {
  let admitted: Promise<void> | void;
  try {
    admitted = admit();
  } catch (error) {
    done(error as Error);
    return;
  }
  if (admitted) void admitted.then(() => done(), done);
  else done();
}

function accessOf(config: unknown): RouteAccess | undefined {
  return (config as { access?: RouteAccess } | undefined)?.access;
}
