import { describe, expect, it } from '@jest/globals';
import { readSettings } from '#libs/service';
import { LedgerSettings } from './settings.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const read = (env: Record<string, string>) => readSettings(LedgerSettings, env);

describe('the settings of the ledger on its own', () => {
  it('have defaults for all but the key', async () => {
    expect(await read({ CARE_LEDGER_PSEUDONYM_KEY: KEY })).toEqual({
      host: '127.0.0.1',
      port: 3000,
      dataDir: './data',
      storePrefix: 'care',
      pseudonymKey: new Uint8Array(32).fill(7),
    });
    await expect(read({})).rejects.toThrow(/CARE_LEDGER_PSEUDONYM_KEY is not set\./);
  });

  it.each(['short', Buffer.alloc(31).toString('base64')])('refuse a key that is none: %s', async (key) => {
    const refusal = read({ CARE_LEDGER_PSEUDONYM_KEY: key });
    await expect(refusal).rejects.toThrow(/CARE_LEDGER_PSEUDONYM_KEY must be at least 32 random bytes/);
    await expect(refusal).rejects.not.toThrow(key);
  });
});
