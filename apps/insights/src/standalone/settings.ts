import { readMasterKey } from '#libs/key-vault';

/** What the service needs to know to run on its own. */
export interface Settings {
  /** The ledger's event store (SQLite file). Definitions and notes are recorded in it, nothing else. */
  readonly eventsFile: string;
  /** The key vault of the ledger (SQLite file), with which events are read. */
  readonly keysFile: string;
  /** The key that the vault is locked with. */
  readonly masterKey: Uint8Array;
  /** This service's own fact tables; made when absent, and can be thrown away. */
  readonly factsFile: string;
  /** 0 = any free port. */
  readonly port: number;
}

/**
 * Reads settings from the environment: `CARE_LEDGER_EVENTS` (default `./data/events.sqlite`), `CARE_LEDGER_KEYS` (the
 * ledger's key vault, default `./data/keys.sqlite`), `CARE_LEDGER_MASTER_KEY` (default: `master.key` beside it), `CARE_LEDGER_FACTS`
 * (default `./data/insights-facts.duckdb`), `PORT` (default 3001).
 *
 * @throws KeyVaultError when there is no master key; RangeError that names the variable and what it should be
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const keysFile = env['CARE_LEDGER_KEYS'] || './data/keys.sqlite';
  return {
    keysFile,
    masterKey: readMasterKey(env, keysFile),
    eventsFile: env['CARE_LEDGER_EVENTS'] || './data/events.sqlite',
    factsFile: env['CARE_LEDGER_FACTS'] || './data/insights-facts.duckdb',
    port: readPort(env['PORT'] || '3001'),
  };
}

function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new RangeError('PORT must be a whole number from 0 to 65535.');
}
