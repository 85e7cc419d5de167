import { describe, expect, it } from '@jest/globals';
import { readSettings, type SettingsError } from '#libs/service';
import { InsightsSettings } from './settings.js';

const read = (env: Record<string, string>) => readSettings(InsightsSettings, env);

describe('the settings of insights on its own', () => {
  it('have defaults, also for variables that are empty', async () => {
    const defaults = { host: '127.0.0.1', port: 3001, dataDir: './data', storePrefix: 'care' };
    expect(await read({})).toEqual(defaults);
    expect(await read({ CARE_LEDGER_STORE: '', CARE_LEDGER_FACTS: '', PORT: '' })).toEqual(defaults);
  });

  it('are what the environment says', async () => {
    const env = { CARE_LEDGER_STORE: '/srv/events.sqlite', CARE_LEDGER_FACTS: ':memory:', PORT: '0' };
    expect(await read(env)).toMatchObject({ store: '/srv/events.sqlite', factsFile: ':memory:', port: 0 });
  });

  it.each(['http', '-1', '65536', '80.5', '0x50'])('refuse the port %s', async (PORT) => {
    await expect(read({ PORT })).rejects.toThrow(/PORT must be a whole number/);
  });

  it('name every fault at once, and never a password', async () => {
    const env = {
      PORT: 'http',
      HOST: 'not a host',
      CARE_LEDGER_STORE: 'esdb://admin:s3cret@localhost:2113?throwOnAppendFailure=false',
      CARE_LEDGER_STORE_PREFIX: '1-2',
      CARE_LEDGER_STORE_MAX_APPEND: '12',
      CARE_LEDGER_MASTER_KEY: Buffer.alloc(33).toString('base64'),
    };
    const error = await read(env).catch((thrown: SettingsError) => thrown);
    const faults = (error as SettingsError).faults.map(({ variable }) => variable).sort();
    expect(faults).toEqual(Object.keys(env).sort());
    expect((error as SettingsError).message).not.toContain('s3cret');
    expect((error as SettingsError).message).toContain('throwOnAppendFailure');
  });
});
