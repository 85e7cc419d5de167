import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.js';

const KEY = Buffer.alloc(32, 9);
const SECRET = { CARE_LEDGER_MASTER_KEY: KEY.toString('base64') };

describe('readSettings', () => {
  it('has defaults, also for variables that are empty', () => {
    const defaults = {
      eventsFile: './data/events.sqlite',
      keysFile: './data/keys.sqlite',
      masterKey: KEY,
      factsFile: './data/insights-facts.duckdb',
      port: 3001,
    };
    expect(readSettings(SECRET)).toEqual(defaults);
    const empty = { CARE_LEDGER_EVENTS: '', CARE_LEDGER_KEYS: '', CARE_LEDGER_FACTS: '', PORT: '' };
    expect(readSettings({ ...SECRET, ...empty })).toEqual(defaults);
  });

  it('takes what the environment says', () => {
    const [eventsFile, keysFile] = ['/srv/events.sqlite', '/srv/keys.sqlite'];
    const files = { CARE_LEDGER_EVENTS: eventsFile, CARE_LEDGER_KEYS: keysFile, CARE_LEDGER_FACTS: ':memory:' };
    const settings = { eventsFile, keysFile, masterKey: KEY, factsFile: ':memory:', port: 0 };
    expect(readSettings({ ...SECRET, ...files, PORT: '0' })).toEqual(settings);
  });

  it.each(['http', '-1', '65536', '80.5', '0x50'])('refuses the port %s', (PORT) => {
    expect(() => readSettings({ ...SECRET, PORT })).toThrow(/PORT/);
  });

  it('needs the master key', () => {
    const nowhere = { CARE_LEDGER_KEYS: '/nowhere/keys.sqlite' };
    expect(() => readSettings(nowhere)).toThrow(/CARE_LEDGER_MASTER_KEY/);
    expect(() => readSettings({ ...nowhere, CARE_LEDGER_MASTER_KEY: 'c2hvcnQ=' })).toThrow(/32 bytes/);
  });
});
