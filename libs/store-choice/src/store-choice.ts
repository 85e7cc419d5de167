import { statSync } from 'node:fs';
import { join } from 'node:path';

/** Which event store a ledger is kept in. */
export type StoreChoice =
  | {
      readonly kind: 'sqlite';
      /** The file, or `:memory:`. */
      readonly path: string;
    }
  | {
      readonly kind: 'kurrentdb';
      /** As the client takes it: `esdb://...`. May hold a password. */
      readonly connectionString: string;
    };

/** The file of an embedded store inside a data directory. */
export const STORE_FILE = 'events.sqlite';

/** What can be chosen, for help texts and messages. */
export const STORE_FORMS =
  'the path of an SQLite file or of a data directory (also as sqlite:<path>), or the connection string of ' +
  'EventStoreDB or KurrentDB (esdb://, esdb+discover://, kurrentdb://, kurrentdb+discover://)';

const SQLITE = /^sqlite:(\/\/(?=\/))?/;
const SERVER = /^(esdb|kurrentdb)(\+discover)?:\/\//i;
const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/**
 * Reads a choice of store from text. An existing directory stands for the file in it.
 * @throws RangeError when it is none; the message does not repeat the text, which may hold a password.
 */
export function parseStoreChoice(text: string): StoreChoice {
  const trimmed = text.trim();
  const server = SERVER.exec(trimmed);
  if (server) {
    // The client knows KurrentDB by the older name only.
    const connectionString = `esdb${server[2] ?? ''}://${trimmed.slice(server[0].length)}`;
    return { kind: 'kurrentdb', connectionString };
  }
  const path = trimmed.replace(SQLITE, '');
  if (path === '' || SCHEME.test(path)) throw new RangeError(`This is no event store: give ${STORE_FORMS}.`);
  return { kind: 'sqlite', path: isDirectory(path) ? join(path, STORE_FILE) : path };
}

/** The choice for people: never with user and password. */
export function describeStoreChoice(choice: StoreChoice): string {
  if (choice.kind === 'sqlite') return choice.path;
  const [scheme, rest] = choice.connectionString.split('://') as [string, string];
  const hosts = rest.split(/[/?]/)[0]!;
  return `${scheme}://${hosts.slice(hosts.lastIndexOf('@') + 1)}`;
}

function isDirectory(path: string): boolean {
  return path.endsWith('/') || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}
