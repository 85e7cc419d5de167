import { describe, expect, it } from '@jest/globals';
import { readConfiguration } from './configuration.js';
import type { SettingsError } from './settings/read-settings.js';
import { ServiceSettings } from './settings/service-settings.js';

class TestSettings extends ServiceSettings {}

const faultsOf = (env: Record<string, string>): Promise<string[]> =>
  readConfiguration(TestSettings, env).then(
    () => [],
    ({ faults }: SettingsError) => faults.map(({ variable }) => variable),
  );

describe('the configuration of a service', () => {
  it('is its own settings and those of access', async () => {
    const { settings, access } = await readConfiguration(TestSettings, { HOST: '::1' });
    expect([settings.host, access.open]).toEqual(['::1', false]);
  });

  it('names the faults of both at once', async () => {
    const env = { HOST: '-', CARE_LEDGER_ACCESS: 'closed', CARE_LEDGER_OIDC_AUDIENCE: 'care-ledger' };
    expect((await faultsOf(env)).sort()).toEqual(['CARE_LEDGER_ACCESS', 'CARE_LEDGER_OIDC_ISSUER', 'HOST']);
  });

  it('lets nobody but this machine in who is not asked for a token', async () => {
    expect(await faultsOf({ HOST: '0.0.0.0' })).toEqual(['HOST']);
    const issuer = { CARE_LEDGER_OIDC_ISSUER: 'https://issuer.example', CARE_LEDGER_OIDC_AUDIENCE: 'care-ledger' };
    expect(await faultsOf({ HOST: '0.0.0.0', ...issuer })).toEqual([]);
  });

  it('says so in the same round as whatever else is wrong', async () => {
    const host = { HOST: '0.0.0.0' };
    const of = async (env: Record<string, string>) => (await faultsOf({ ...host, ...env })).sort();
    expect(await of({ CARE_LEDGER_STORE: 'mysql://x' })).toEqual(['CARE_LEDGER_STORE', 'HOST']);
    const limit = { CARE_LEDGER_REQUESTS_PER_MINUTE: '0' };
    expect(await of(limit)).toEqual(['CARE_LEDGER_REQUESTS_PER_MINUTE', 'HOST']);
    const unsure = { CARE_LEDGER_OIDC_AUDIENCE: 'care-ledger' };
    expect(await of(unsure)).toEqual(['CARE_LEDGER_OIDC_ISSUER']); // mended, it asks for tokens
  });
});
