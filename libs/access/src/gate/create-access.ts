/** From settings to the gate before a server. */
import { existsSync } from 'node:fs';
import type { Gate } from '#libs/http';
import { JsonWebTokens } from '../authentication/json-web-tokens.js';
import { LocalTokens } from '../authentication/local-tokens.js';
import type { AccessLog } from '../log/access-log.js';
import { AccessLogModule } from '../log/access-log.module.js';
import { AccessSettingsError, type AccessSettings } from '../settings/access-settings.js';
import { isLoopback } from '../settings/loopback.js';
import { bearerGate } from './bearer-gate.js';
import { openAccess } from './open-access.js';

export interface AccessOptions {
  /** Address that the server will listen on. */
  readonly host: string;
  readonly settings: AccessSettings;
  /** Where it is logged who looks at personal data; opened and closed by the caller. */
  readonly log?: AccessLog;
  readonly now?: () => Date;
}

/** The gate, and what is closed with the server. */
export interface Access {
  readonly gate: Gate;
  close(): Promise<void>;
}

/** Whether callers are asked who they are. */
export function isAuthenticated({ open, issuer, tokensFile }: AccessSettings): boolean {
  return !open && (issuer !== undefined || (tokensFile !== undefined && existsSync(tokensFile)));
}

/** @throws AccessSettingsError when everyone who reaches `host` would get in */
export function requireAuthentication(host: string, settings: AccessSettings): void {
  if (isLoopback(host) || isAuthenticated(settings)) return;
  throw new AccessSettingsError([
    `Refused to listen on ${host}: everyone who can reach it could read and write personal data, because ` +
      (settings.open
        ? 'CARE_LEDGER_ACCESS=open says that nobody is asked who they are. Leave it out, '
        : 'no authentication is configured. Set CARE_LEDGER_OIDC_ISSUER and CARE_LEDGER_OIDC_AUDIENCE, or make a ' +
          'token with care-ledger token create, ') +
      'or listen on 127.0.0.1.',
  ]);
}

/**
 * The gate that settings ask for: callers show a token where any can be had, else access is open.
 * @throws AccessSettingsError when access would be open on an address that others can reach
 */
export function createAccess({ host, settings, log, now }: AccessOptions): Access {
  requireAuthentication(host, settings);
  const { issuer, tokensFile, trustedProxies, requestsPerMinute } = settings;
  const around = { trustedProxies, ...(log && { module: AccessLogModule.forRoot(log) }) };
  if (!isAuthenticated(settings)) {
    return { gate: { ...openAccess(log, settings.hosts), ...around }, close: () => Promise.resolve() };
  }
  const tokens = tokensFile !== undefined && existsSync(tokensFile) ? new LocalTokens(tokensFile, now) : undefined;
  const gate = bearerGate({ issuer: issuer && new JsonWebTokens(issuer, now), tokens, log, requestsPerMinute });
  return {
    gate: { ...gate, ...around },
    close: () => {
      tokens?.close();
      return Promise.resolve();
    },
  };
}
