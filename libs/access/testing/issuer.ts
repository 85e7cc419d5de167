/** An OpenID Connect issuer in the test's own process: discovery, keys that rotate, and tokens signed with them. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';

export interface TestIssuer {
  readonly url: string;
  /** How often the keys were fetched. */
  readonly fetches: number;
  /** Signs with a new key from now on; the old one is published no more. */
  rotate(alg?: string): Promise<void>;
  /** A token with these claims; one that holds for an hour unless they say otherwise. */
  sign(claims: Record<string, unknown>, header?: { kid?: string; typ?: string }): Promise<string>;
  /** The published key, as anyone can have it. */
  publicKey(): JWK;
  close(): Promise<void>;
}

export const AUDIENCE = 'care-ledger';

/** @param discovery what discovery says beside or instead of what is right */
export async function startIssuer(discovery: Record<string, unknown> = {}): Promise<TestIssuer> {
  let [fetches, kid, alg] = [0, 0, 'ES256'];
  let current: { privateKey: CryptoKey; jwk: JWK };
  const server = createServer((request, response) => {
    const answers: Record<string, () => object> = {
      '/.well-known/openid-configuration': () => ({ issuer: url, jwks_uri: `${url}/keys`, ...discovery }),
      '/keys': () => {
        fetches += 1;
        return { keys: [current.jwk] };
      },
    };
    const answer = answers[request.url!];
    response
      .writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer?.() ?? {}));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rotate = async (next = alg) => {
    alg = next;
    kid += 1;
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    current = { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: String(kid), alg, use: 'sig' } };
  };
  await rotate();
  return {
    url,
    get fetches() {
      return fetches;
    },
    rotate,
    sign: (claims, header = {}) => {
      const now = Math.floor(Date.now() / 1000);
      const usual = { iss: url, aud: AUDIENCE, sub: 'ann', iat: now, exp: now + 3600, ...claims };
      const given = Object.fromEntries(Object.entries(usual).filter(([, value]) => value !== undefined));
      return new SignJWT(given).setProtectedHeader({ alg, kid: String(kid), ...header }).sign(current.privateKey);
    },
    publicKey: () => current.jwk,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
