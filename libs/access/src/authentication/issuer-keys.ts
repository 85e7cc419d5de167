/** The keys of an OpenID Connect issuer: found by discovery, fetched again when it signs with a new one. */
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { IssuerUnavailable } from './refused-token.js';

export interface IssuerKeysOptions {
  readonly issuer: string;
  /** Where the keys are; default: what discovery says. */
  readonly jwksUrl?: string;
  /** How long after a fetch an unknown key does not lead to another, in ms; default 30 s. */
  readonly cooldownMs?: number;
}

const TIMEOUT_MS = 5_000;
const COOLDOWN_MS = 30_000;

/** Gives the key that a token says it is signed with. Discovery is done once, and again after it failed. */
export class IssuerKeys {
  private keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(private readonly options: IssuerKeysOptions) {}

  /** @throws IssuerUnavailable when discovery fails; what jose throws when there is no such key */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    this.keys ??= this.open();
    const keys = await this.keys.catch((error: unknown) => {
      this.keys = undefined;
      throw error;
    });
    return keys(header, token);
  };

  private async open(): Promise<JWTVerifyGetKey> {
    const { jwksUrl, cooldownMs = COOLDOWN_MS } = this.options;
    const url = new URL(jwksUrl ?? (await discover(this.options.issuer)));
    return createRemoteJWKSet(url, { cooldownDuration: cooldownMs, timeoutDuration: TIMEOUT_MS });
  }
}

async function discover(issuer: string): Promise<string> {
  const unavailable = (why: string) => new IssuerUnavailable(`Discovery at the issuer failed: ${why}.`);
  const address = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const answer = await fetch(address, { signal: AbortSignal.timeout(TIMEOUT_MS), redirect: 'error' }).catch(() => {
    throw unavailable('it does not answer');
  });
  if (!answer.ok) throw unavailable(`it answers with ${answer.status}`);
  const said = (await answer.json().catch(() => null)) as { issuer?: unknown; jwks_uri?: unknown } | null;
  if (said?.issuer !== issuer) throw unavailable('it names another issuer');
  if (typeof said.jwks_uri !== 'string' || !isSafeUrl(said.jwks_uri)) throw unavailable('it names no https jwks_uri');
  return said.jwks_uri;
}

/** Whether keys may be fetched from an address: over TLS, or on this machine. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}
