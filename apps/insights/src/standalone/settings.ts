/** What the service needs to know to run on its own. */
export interface Settings {
  /** The ledger's event store (SQLite file). Definitions and notes are recorded in it, nothing else. */
  readonly eventsFile: string;
  /** This service's own fact tables; made when absent, and can be thrown away. */
  readonly factsFile: string;
  /** 0 = any free port. */
  readonly port: number;
}

/**
 * Reads settings from the environment: `CARE_LEDGER_EVENTS` (default `./data/events.sqlite`), `CARE_LEDGER_FACTS`
 * (default `./data/insights-facts.duckdb`), `PORT` (default 3001).
 *
 * @throws RangeError that names the variable and what it should be
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  return {
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
