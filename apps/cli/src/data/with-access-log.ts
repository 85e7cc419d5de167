/** The access log of a data directory, without a server. */
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { openAccessLog, readAccessSettings, type AccessEntry, type AccessLog, type Look } from '#libs/access';
import { sealedCodec } from '#libs/codec';
import type { SqliteKeyVault } from '#libs/key-vault';
import { ERASED } from '#libs/privacy';
import { typeOf } from '#libs/trajectory';
import { CommandError, UsageError } from '../errors.js';
import { openLedgerDirectory, type DataFiles, type DataPlace, type OpenedDirectory } from './data-directory.js';
import { openEventStore } from './open-event-store.js';
import { openVault } from './open-vault.js';

/** Gives every pseudonym that a client has had, as far as the ledger links them; the one given too. */
export type FindLinked = (client: string) => Promise<readonly string[]>;

/** Runs a function with the log. @throws UsageError when there is no ledger */
export async function withAccessLog<T>(
  place: string | DataPlace,
  fn: (log: AccessLog, linked: FindLinked) => Promise<T>,
): Promise<T> {
  const files = await openLedgerDirectory(place);
  const vault = await openVault(files);
  try {
    const log = openLog(files, vault);
    try {
      return await fn(log, (client) => linkedTo(client, files, vault));
    } finally {
      log.close();
    }
  } finally {
    vault.close();
  }
}

/**
 * Logs what a command is about to show; it is the operating system's user who looks.
 * @throws CommandError when it cannot be logged: then nothing may be shown
 */
export function logCommand(files: Pick<OpenedDirectory, 'accessLog'>, vault: SqliteKeyVault, look: Look): void {
  const viewer = { roles: [], organisation: null, session: null, address: null, request: null };
  try {
    const log = openLog(files, vault);
    try {
      log.append({ ...viewer, who: `command:${userInfo().username}` }, look);
    } finally {
      log.close();
    }
  } catch (error) {
    throw new CommandError('Who looks at personal data is logged, and the access log cannot be written.', {
      cause: error,
    });
  }
}

/** Every look in which something of a client was shown, by all its pseudonyms; oldest first. */
export function looksAt(
  files: Pick<OpenedDirectory, 'accessLog'>,
  vault: SqliteKeyVault,
  clients: readonly string[],
): AccessEntry[] {
  const log = openLog(files, vault);
  try {
    return log.list({ clients });
  } finally {
    log.close();
  }
}

/**
 * Logs that a whole ledger was copied or put back, where the master key is at hand; without it nothing in the copy can be read,
 * nor can the log be written.
 * @throws CommandError when it cannot be logged
 */
export async function logCopy(
  files: Pick<DataFiles, 'events' | 'keys' | 'masterKey' | 'accessLog'>,
  action: 'backup' | 'restore',
): Promise<void> {
  if (!existsSync(files.keys)) return;
  const vault = await openVault(files).catch((error: unknown) => {
    if (error instanceof UsageError) return null;
    throw error;
  });
  if (vault === null) return;
  try {
    logCommand(files, vault, { action, object: 'ledger', clients: 'everyone' });
  } finally {
    vault.close();
  }
}

function openLog({ accessLog: path }: Pick<OpenedDirectory, 'accessLog'>, vault: SqliteKeyVault): AccessLog {
  return openAccessLog({ path, vault, years: readAccessSettings(process.env).accessLogYears });
}

async function linkedTo(client: string, files: OpenedDirectory, vault: SqliteKeyVault): Promise<readonly string[]> {
  const store = await openEventStore(files);
  try {
    const codec = sealedCodec(vault);
    const links: (readonly [string, string])[] = [];
    for await (const stored of store.readAll({ types: [typeOf('clients-linked')] })) {
      const event = codec.decode(stored);
      if (event === null || event === ERASED || event.name !== 'clients-linked') continue;
      links.push([event.subject, event.data.otherClient]);
    }
    const found = new Set([client]);
    for (let before = 0; before < found.size;) {
      before = found.size;
      for (const [one, other] of links) {
        if (found.has(one)) found.add(other);
        if (found.has(other)) found.add(one);
      }
    }
    return [...found];
  } finally {
    await store.close();
  }
}
