import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.js';

describe('readSettings', () => {
  it('has defaults, also for variables that are empty', () => {
    const defaults = { eventsFile: './data/events.sqlite', factsFile: './data/insights-facts.duckdb', port: 3001 };
    expect(readSettings({})).toEqual(defaults);
    expect(readSettings({ CARE_LEDGER_EVENTS: '', CARE_LEDGER_FACTS: '', PORT: '' })).toEqual(defaults);
  });

  it('takes what the environment says', () => {
    const env = { CARE_LEDGER_EVENTS: '/srv/events.sqlite', CARE_LEDGER_FACTS: ':memory:', PORT: '0' };
    expect(readSettings(env)).toEqual({ eventsFile: '/srv/events.sqlite', factsFile: ':memory:', port: 0 });
  });

  it.each(['http', '-1', '65536', '80.5', '0x50'])('refuses the port %s', (PORT) => {
    expect(() => readSettings({ PORT })).toThrow(/PORT/);
  });
});
