/** What the program stands on: Node, the parts that arrive prebuilt, the calendar. */
import { dayInAmsterdam } from '#libs/trajectory';
import { NODE_NEEDED } from '../version.js';
import { fault, look, type Finding, type Found } from './finding.js';

/** An instant that is in Amsterdam the day after the one it is in UTC. */
const BEFORE_MIDNIGHT = '2024-06-30T22:30:00Z';

export async function lookAtProgram(): Promise<Finding[]> {
  return [
    await look('Node', () => nodeVersion(process.versions.node, NODE_NEEDED)),
    await look('SQLite', async () => {
      const { DatabaseSync } = await import('@photostructure/sqlite');
      const db = new DatabaseSync(':memory:');
      const { version } = db.prepare('SELECT sqlite_version() AS version').get() as { version: string };
      db.close();
      return version;
    }),
    await look('DuckDB', async () => (await import('#libs/facts')).duckdbVersion()),
    await look('calendar', () =>
      dayInAmsterdam(BEFORE_MIDNIGHT) === '2024-07-01'
        ? `today is ${dayInAmsterdam(new Date())} in Amsterdam`
        : fault('This Node does not know the time zone Europe/Amsterdam: install one with full ICU data.'),
    ),
  ];
}

/** @param needed the lowest version, as two or three numbers */
export function nodeVersion(version: string, needed: string): Found {
  const [have, least] = [version, needed].map((text) => text.split('.').map(Number));
  const differing = least!.findIndex((part, i) => have![i] !== part);
  return differing < 0 || have![differing]! > least![differing]!
    ? version
    : fault(`This is Node ${version}; at least ${needed} is needed.`);
}
