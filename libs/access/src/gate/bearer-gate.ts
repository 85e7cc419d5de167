/** The gate where callers show who they are: a bearer token of an issuer, or one made here. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { PROBLEM_MEDIA_TYPE, ProblemException, type Gate } from '#libs/http';
import type { JsonWebTokens } from '../authentication/json-web-tokens.js';
import { TOKEN_PREFIX, type LocalTokens } from '../authentication/local-tokens.js';
import { IssuerUnavailable, RefusedToken } from '../authentication/refused-token.js';
import { isKnown, setCaller } from '../caller/caller.js';
import { hasRole, type Principal, type Role } from '../caller/principal.js';
import type { AccessLog } from '../log/access-log.js';
import { journalOf } from '../log/journal.js';
import { roleNeeded, unauthenticated } from './refusals.js';
import { requestLimits, type RequestLimits } from './request-limits.js';

/** What tokens are taken; at least one of them. */
export interface Authentication {
  readonly issuer?: Pick<JsonWebTokens, 'verify'>;
  readonly tokens?: Pick<LocalTokens, 'verify'>;
  /** Where it is logged who looks at personal data, and who was refused. */
  readonly log?: AccessLog;
  /** Requests of one caller in a minute, uploads of events apart; default: as many as it likes. */
  readonly requestsPerMinute?: number;
}

/** Longest token that is looked at, in characters. */
const LONGEST_TOKEN = 8_192;
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;
const RETRY_AFTER_SECONDS = '10';
const FORBIDDEN = 403;

/** Lets callers pass by their token and roles. */
export function bearerGate(authentication: Authentication): Pick<Gate, 'open' | 'guard' | 'admit'> {
  const { log, requestsPerMinute } = authentication;
  let limits: RequestLimits | undefined;
  return {
    open: false,
    async guard(fastify) {
      if (log) logRefusals(fastify);
      if (requestsPerMinute !== undefined) limits = await requestLimits(fastify, requestsPerMinute);
    },
    async admit(request, roles) {
      const caller = await callerOfRequest(request);
      await limits?.known(request, caller.id);
      setCaller(request, caller, log);
      if (hasRole(caller, ...(roles as readonly Role[]))) return;
      throw roleNeeded(roles);
    },
  };

  async function callerOfRequest(request: FastifyRequest): Promise<Principal> {
    try {
      return await callerBy(authentication, tokenOf(request));
    } catch (error) {
      if (error instanceof ProblemException && error.getStatus() === 401) await limits?.refused(request);
      throw error;
    }
  }
}

/** Logs who was refused what is not theirs, by role or by scope; where that cannot be, the answer says so instead. */
function logRefusals(fastify: FastifyInstance): void {
  fastify.addHook('onSend', async (request, reply, payload) => {
    if (reply.statusCode !== FORBIDDEN || !isKnown(request)) return payload;
    const object = `${request.method} ${request.routeOptions.url}`;
    try {
      journalOf(request).write({ action: 'read', object, clients: [], outcome: 'refused' });
      return payload;
    } catch (error) {
      if (!(error instanceof ProblemException)) throw error;
      // Too late to throw: after this hook nobody makes a problem of it.
      const { problem, headers } = error;
      void reply.removeHeader('content-length').removeHeader('www-authenticate');
      void reply.status(problem.status).headers(headers).header('content-type', PROBLEM_MEDIA_TYPE);
      return JSON.stringify(problem);
    }
  });
}

function tokenOf({ headers }: FastifyRequest): string {
  const { authorization } = headers;
  if (authorization === undefined) {
    throw unauthenticated('This needs an access token, in the header Authorization: Bearer ...');
  }
  const token = authorization.length <= LONGEST_TOKEN ? BEARER.exec(authorization)?.[1] : undefined;
  if (token !== undefined) return token;
  throw unauthenticated('The header Authorization must be Bearer and an access token.', 'invalid_token');
}

async function callerBy({ issuer, tokens }: Authentication, token: string): Promise<Principal> {
  try {
    if (tokens && token.startsWith(TOKEN_PREFIX)) return tokens.verify(token);
    if (issuer) return await issuer.verify(token);
  } catch (error) {
    if (error instanceof RefusedToken) throw unauthenticated(error.message, 'invalid_token');
    if (!(error instanceof IssuerUnavailable)) throw error;
    throw new ProblemException({
      status: 503,
      code: 'issuer-unavailable',
      detail: 'The issuer of access tokens cannot be asked now. Try again later.',
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    });
  }
  throw unauthenticated('Nobody is known by this access token.', 'invalid_token');
}
