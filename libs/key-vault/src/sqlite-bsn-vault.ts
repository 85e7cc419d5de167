import { createHmac } from 'node:crypto';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { LRUCache } from 'lru-cache';
import { ERASED, type BsnVault, type KeyVault, type StreamKey } from '#libs/privacy';
import { KeyVaultError } from './errors.js';
import { closeConnection, openConnection, prepareFile } from './schema.js';
import { inTransaction } from './statements.js';
import { translating, Writable } from './unavailable.js';
import { unwrap, wrap } from './wrapping.js';

/** Marks the file as ours: the letters `CLbv`. */
const APPLICATION_ID = 0x434c6276;

/** `client` is the opaque name of a client's own stream; the pseudonym is not in the file. */
const SCHEMA = `
  CREATE TABLE bsn (client TEXT PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID;
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = 1;
`;

/** Clients that are known to stand in the file. */
const KEPT_AT_HAND = 100_000;

interface Row {
  readonly client: string;
  readonly sealed: Uint8Array;
}

/**
 * The BSN vault in a file. A BSN is sealed under a key made of that of its client's own stream, which is locked under the
 * master key: whoever has only this file, or a copy of it from before an erasure, can read nothing.
 */
export class SqliteBsnVault implements BsnVault {
  private readonly db: DatabaseSyncInstance;
  private readonly writable: Writable;
  private readonly kept = new LRUCache<string, true>({ max: KEPT_AT_HAND });

  constructor(
    path: string,
    private readonly keys: Pick<KeyVault, 'find' | 'byStream'>,
  ) {
    this.db = openConnection(path);
    this.writable = new Writable(this.db, 'BSN vault');
    try {
      prepareFile(this.db, APPLICATION_ID, SCHEMA, 'BSN vault');
    } catch (error) {
      this.db.close();
      throw error;
    }
  }

  keep(named: Iterable<readonly [pseudonym: string, bsn: string]>): void {
    const missing: Row[] = [];
    for (const [pseudonym, bsn] of named) {
      const key = this.keys.find('client', pseudonym);
      if (key === null || this.kept.has(key.stream)) continue;
      missing.push({ client: key.stream, sealed: wrap(secretOf(key), purposeOf(key.stream), Buffer.from(bsn)) });
    }
    if (missing.length === 0) return;
    const insert = this.db.prepare('INSERT INTO bsn (client, sealed) VALUES (?, ?) ON CONFLICT DO NOTHING');
    this.writable.note(false);
    translating('BSN vault', () =>
      inTransaction(this.db, () => missing.forEach(({ client, sealed }) => insert.run(client, sealed))),
    );
    this.writable.note(true);
    for (const { client } of missing) this.kept.set(client, true);
  }

  /** Why nothing can be kept, for operators; null when it can. */
  fault(): string | null {
    return this.writable.fault();
  }

  /** @throws KeyVaultError for a row that cannot be opened; what is erased is left out. */
  *entries(): Iterable<{ readonly pseudonym: string; readonly bsn: string }> {
    const rows = this.db.prepare('SELECT client, sealed FROM bsn ORDER BY client').all() as unknown as Row[];
    for (const { client, sealed } of rows) {
      const key = this.keys.byStream(client);
      if (key === ERASED) continue;
      const bsn = key && unwrap(secretOf(key), purposeOf(client), sealed);
      if (!key || !bsn) {
        throw new KeyVaultError('A row of the BSN vault cannot be opened: it is damaged, or that of another ledger.');
      }
      yield { pseudonym: key.subject, bsn: bsn.toString('utf8') };
    }
  }

  /** Removes what is kept of clients, by the names of their own streams, so that no byte of it stays in the file. */
  destroy(clients: Iterable<string>): void {
    const remove = this.db.prepare('DELETE FROM bsn WHERE client = ?');
    inTransaction(this.db, () => {
      for (const client of clients) {
        remove.run(client);
        this.kept.delete(client);
      }
    });
    this.db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  close(): void {
    closeConnection(this.db);
  }
}

/** Not the key of the events itself: one key is used in one way. */
function secretOf({ secret }: StreamKey): Buffer {
  return createHmac('sha256', secret).update('care-ledger bsn key 1').digest();
}

function purposeOf(client: string): string {
  return `care-ledger bsn 1\n${client}`;
}
