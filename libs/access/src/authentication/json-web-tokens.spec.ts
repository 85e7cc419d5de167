import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { AUDIENCE, startIssuer, type TestIssuer } from '../../testing/issuer.js';
import { DEFAULT_CLAIMS } from './claims.js';
import { JsonWebTokens, type IssuerSettings } from './json-web-tokens.js';
import { IssuerUnavailable, RefusedToken } from './refused-token.js';

const MINUTE = 60;
const now = () => Math.floor(Date.now() / 1000);

describe('a JSON web token', () => {
  let issuer: TestIssuer;

  beforeAll(async () => {
    issuer = await startIssuer();
  });
  afterAll(() => issuer.close());

  const verifier = (settings: Partial<IssuerSettings> = {}) =>
    new JsonWebTokens({
      issuer: issuer.url,
      audience: AUDIENCE,
      algorithms: ['ES256', 'RS256'],
      clockSkewSeconds: 30,
      claims: DEFAULT_CLAIMS,
      cooldownMs: 0,
      ...settings,
    });
  const refusal = async (token: string, settings: Partial<IssuerSettings> = {}): Promise<string> => {
    const error: unknown = await verifier(settings)
      .verify(token)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RefusedToken);
    return (error as Error).message;
  };

  it('says who calls, in which roles, and for whom', async () => {
    const token = await issuer.sign({
      sub: 'bob',
      roles: ['provider', 'analyst', 'landlord'],
      provider: 'p1',
      region: 'Regio Noord',
      sources: ['urn:a'],
      sid: 's-1',
    });
    expect(await verifier().verify(token)).toEqual({
      id: 'bob',
      roles: ['provider', 'analyst'],
      provider: 'p1',
      regions: ['Regio Noord'],
      sources: ['urn:a'],
      session: 's-1',
      open: false,
    });
  });

  it('is read where the issuer puts things, and sources come from the registration too', async () => {
    const token = await issuer.sign({
      realm_access: { roles: 'provider admin' },
      'https://x/p': 'p1',
      area: ['A', 'B'],
    });
    const claims = { roles: 'realm_access.roles', provider: 'https://x/p', region: 'area', sources: 'none' };
    expect(await verifier({ claims, sourcesOfProviders: { p1: ['urn:a', 'urn:b'] } }).verify(token)).toEqual({
      id: 'ann',
      roles: ['provider', 'admin'],
      provider: 'p1',
      regions: ['A', 'B'],
      sources: ['urn:a', 'urn:b'],
      open: false,
    });
    expect(await verifier({ claims: { ...claims, roles: 'constructor.name' } }).verify(token)).toMatchObject({
      roles: [],
    });
  });

  it.each([
    ['has expired', () => ({ exp: now() - MINUTE }), 'expired'],
    ['has no end', () => ({ exp: undefined }), 'exp'],
    ['does not hold yet', () => ({ nbf: now() + MINUTE }), 'nbf'],
    ['is meant for another service', () => ({ aud: 'other' }), 'aud'],
    ['is meant for nobody', () => ({ aud: undefined }), 'aud'],
    ['comes from another issuer', () => ({ iss: 'https://else.example' }), 'iss'],
    ['names nobody', () => ({ sub: undefined }), 'sub'],
    ['names an empty sub', () => ({ sub: '' }), 'sub'],
  ])('that %s is refused', async (_what, claims, word) => {
    expect(await refusal(await issuer.sign(claims()))).toContain(word);
  });

  it('may be off by the clock skew, and no more', async () => {
    const late = await issuer.sign({ exp: now() - MINUTE, nbf: now() + MINUTE });
    expect(await verifier({ clockSkewSeconds: 90 }).verify(late)).toMatchObject({ id: 'ann' });
  });

  it('is not taken with a changed payload or without a signature', async () => {
    const [header, , signature] = (await issuer.sign({})).split('.');
    const payload = Buffer.from(
      JSON.stringify({ iss: issuer.url, aud: AUDIENCE, sub: 'ann', exp: now() + MINUTE, roles: ['admin'] }),
    ).toString('base64url');
    expect(await refusal(`${header}.${payload}.${signature}`)).toContain('signature');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    for (const token of [
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      `${header}.${payload}.`,
      'x',
      'a.b.c',
    ]) {
      await refusal(token);
    }
  });

  it('signed with the public key as a shared secret is refused', async () => {
    const key = issuer.publicKey();
    const [header, payload] = [
      { alg: 'HS256', kid: key.kid },
      { iss: issuer.url, aud: AUDIENCE, sub: 'ann', exp: now() + MINUTE },
    ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const mac = createHmac('sha256', JSON.stringify(key)).update(`${header}.${payload}`).digest('base64url');
    expect(await refusal(`${header}.${payload}.${mac}`)).toContain('algorithm');
  });

  it('signed with an algorithm that is not on the list is refused', async () => {
    expect(await refusal(await issuer.sign({}), { algorithms: ['RS256'] })).toContain('algorithm');
  });

  it('is taken after the issuer signs with a new key, and no more with the old one', async () => {
    const rotating = await startIssuer();
    try {
      const tokens = verifier({ issuer: rotating.url });
      const old = await rotating.sign({});
      await tokens.verify(old);
      await tokens.verify(old);
      expect(rotating.fetches).toBe(1);
      await rotating.rotate('RS256');
      expect(await tokens.verify(await rotating.sign({ sub: 'bob' }))).toMatchObject({ id: 'bob' });
      expect(rotating.fetches).toBe(2);
      await expect(tokens.verify(old)).rejects.toBeInstanceOf(RefusedToken);
    } finally {
      await rotating.close();
    }
  });

  it('with an unknown key does not make the issuer be asked time and again', async () => {
    const tokens = verifier({ cooldownMs: 60_000 });
    await tokens.verify(await issuer.sign({}));
    const before = issuer.fetches;
    const unknown = await issuer.sign({}, { kid: 'other' });
    for (let turn = 0; turn < 3; turn++) await expect(tokens.verify(unknown)).rejects.toBeInstanceOf(RefusedToken);
    expect(issuer.fetches).toBe(before);
  });

  it('can be judged by keys at a named address, without discovery', async () => {
    const elsewhere = { issuer: 'https://issuer.example', jwksUrl: `${issuer.url}/keys` };
    const token = await issuer.sign({ iss: 'https://issuer.example' });
    expect(await verifier(elsewhere).verify(token)).toMatchObject({ id: 'ann' });
  });
});

describe('an issuer', () => {
  const claims = DEFAULT_CLAIMS;
  const settings = { audience: AUDIENCE, algorithms: ['ES256'], clockSkewSeconds: 0, claims } as const;

  it.each([
    ['names another issuer', { issuer: 'https://else.example' }],
    ['has its keys where anyone could change them on the way', { jwks_uri: 'http://keys.example/keys' }],
    ['does not say where its keys are', { jwks_uri: undefined }],
  ])('that %s is not believed', async (_what, discovery) => {
    const issuer = await startIssuer(discovery);
    try {
      const tokens = new JsonWebTokens({ ...settings, issuer: issuer.url });
      await expect(tokens.verify(await issuer.sign({}))).rejects.toBeInstanceOf(IssuerUnavailable);
      expect(issuer.fetches).toBe(0);
    } finally {
      await issuer.close();
    }
  });

  it('that was away is asked again', async () => {
    const issuer = await startIssuer();
    const { port } = new URL(issuer.url);
    const token = await issuer.sign({});
    const tokens = new JsonWebTokens({ ...settings, issuer: `http://localhost:${port}` });
    try {
      await expect(tokens.verify(token)).rejects.toBeInstanceOf(IssuerUnavailable);
      await expect(tokens.verify(token)).rejects.toThrow('names another issuer');
    } finally {
      await issuer.close();
    }
    await expect(tokens.verify(token)).rejects.toThrow('does not answer');
  });
});
