import { describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccess, isAuthenticated, requireAuthentication } from '../gate/create-access.js';
import { AccessSettingsError, readAccessSettings } from './access-settings.js';
import { isLoopback } from './loopback.js';

const ISSUER = { CARE_LEDGER_OIDC_ISSUER: 'https://issuer.example/realm', CARE_LEDGER_OIDC_AUDIENCE: 'care-ledger' };

const faultsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readAccessSettings(env);
  } catch (error) {
    if (error instanceof AccessSettingsError) return error.faults;
  }
  return [];
};

describe('settings of access', () => {
  it('ask for nothing unless something is set', () => {
    const settings = readAccessSettings({ CARE_LEDGER_OIDC_ISSUER: ' ' });
    expect(settings).toEqual({
      open: false,
      hosts: [],
      trustedProxies: [],
      requestsPerMinute: 1200,
      accessLogYears: 5,
    });
    expect(isAuthenticated(settings)).toBe(false);
  });

  it('name an issuer, with what is safe as default', () => {
    const { issuer } = readAccessSettings(ISSUER);
    expect(issuer).toMatchObject({
      issuer: 'https://issuer.example/realm',
      audience: 'care-ledger',
      algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
      clockSkewSeconds: 30,
      claims: { roles: 'roles', provider: 'provider', region: 'region', sources: 'sources' },
    });
  });

  it('take what the environment says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'care-ledger-settings-'));
    try {
      const file = join(folder, 'sources.json');
      writeFileSync(file, '{"p1": ["urn:a"]}');
      const settings = readAccessSettings({
        ...ISSUER,
        CARE_LEDGER_OIDC_ALGORITHMS: 'ES256, EdDSA',
        CARE_LEDGER_OIDC_CLOCK_SKEW: '0',
        CARE_LEDGER_OIDC_ROLES_CLAIM: 'realm_access.roles',
        CARE_LEDGER_SOURCES: file,
        CARE_LEDGER_TOKENS: join(folder, 'tokens.sqlite'),
        CARE_LEDGER_HOSTS: 'ledger.localhost, Box.lan',
        CARE_LEDGER_TRUSTED_PROXIES: '10.0.0.0/8, ::1',
        CARE_LEDGER_REQUESTS_PER_MINUTE: '60',
        CARE_LEDGER_ACCESS_LOG_YEARS: '20',
      });
      expect(settings).toMatchObject({
        issuer: { algorithms: ['ES256', 'EdDSA'], clockSkewSeconds: 0, sourcesOfProviders: { p1: ['urn:a'] } },
        hosts: ['ledger.localhost', 'box.lan'],
        trustedProxies: ['10.0.0.0/8', '::1'],
        requestsPerMinute: 60,
        accessLogYears: 20,
      });
      expect(settings.issuer!.claims.roles).toBe('realm_access.roles');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('tell everything that is wrong at once', () => {
    const faults = faultsOf({
      CARE_LEDGER_OIDC_ISSUER: 'http://issuer.example',
      CARE_LEDGER_OIDC_JWKS_URL: 'ftp://keys.example',
      CARE_LEDGER_OIDC_ALGORITHMS: 'RS256,HS256',
      CARE_LEDGER_OIDC_CLOCK_SKEW: '-1',
      CARE_LEDGER_SOURCES: '/nowhere/sources.json',
      CARE_LEDGER_ACCESS: 'closed',
      CARE_LEDGER_HOSTS: 'example.org:3000',
      CARE_LEDGER_TRUSTED_PROXIES: 'example.org',
      CARE_LEDGER_REQUESTS_PER_MINUTE: '0',
      CARE_LEDGER_ACCESS_LOG_YEARS: '4',
    });
    for (const name of [
      'OIDC_ISSUER',
      'OIDC_JWKS_URL',
      'OIDC_ALGORITHMS',
      'OIDC_CLOCK_SKEW',
      'OIDC_AUDIENCE',
      'SOURCES',
      'ACCESS',
      'HOSTS',
      'TRUSTED_PROXIES',
      'REQUESTS_PER_MINUTE',
      'ACCESS_LOG_YEARS',
    ]) {
      expect(faults.filter((fault) => fault.startsWith(`CARE_LEDGER_${name} `))).toHaveLength(1);
    }
  });

  it.each(['none', 'HS256', '', 'RS256,none'])('take no signature that anyone can make: %j', (algorithms) => {
    expect(faultsOf({ ...ISSUER, CARE_LEDGER_OIDC_ALGORITHMS: `${algorithms},` })).toHaveLength(1);
  });

  it('with an audience need an issuer', () => {
    expect(faultsOf({ CARE_LEDGER_OIDC_AUDIENCE: 'care-ledger' })).toEqual([expect.stringContaining('OIDC_ISSUER')]);
  });
});

describe('open access', () => {
  const nothing = readAccessSettings({});

  it.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('is for this machine: %s', (host) => {
    expect(isLoopback(host)).toBe(true);
    expect(createAccess({ host, settings: nothing }).gate.open).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.1.5', 'example.org', '', '127.0.0.1.example.org', '2001:db8::1'])(
    'and for no other address: %j',
    (host) => {
      expect(() => requireAuthentication(host, nothing)).toThrow(AccessSettingsError);
      expect(() => requireAuthentication(host, nothing)).toThrow('authentication');
      expect(() => requireAuthentication(host, readAccessSettings({ ...ISSUER, CARE_LEDGER_ACCESS: 'open' }))).toThrow(
        'CARE_LEDGER_ACCESS=open',
      );
      expect(() => requireAuthentication(host, readAccessSettings(ISSUER))).not.toThrow();
    },
  );
});
