/** Tokens that an operator makes, in a SQLite file of their own; of each only the hash is kept. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Principal, Role } from '../caller/principal.js';
import { RefusedToken } from './refused-token.js';

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = 5000;
  CREATE TABLE IF NOT EXISTS token (
    id TEXT PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    grants TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT
  ) STRICT;
`;

/** What the text of a local token begins with, so that one that leaked is recognised. */
export const TOKEN_PREFIX = 'clt_';
const TOKEN_BYTES = 32;

/** What a token is for. */
export interface TokenGrant {
  /** For whom or what; shown in lists and logs. */
  readonly name: string;
  readonly roles: readonly Role[];
  readonly provider?: string;
  readonly sources?: readonly string[];
  readonly regions?: readonly string[];
}

/** A token as it is listed: everything but itself. */
export interface ListedToken extends TokenGrant {
  readonly id: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

interface Row {
  readonly id: string;
  readonly name: string;
  readonly grants: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt: string | null;
}

const COLUMNS = 'id, name, grants, created_at AS createdAt, expires_at AS expiresAt, revoked_at AS revokedAt';

/** The tokens of one file. Other processes may use it at the same time; what they change holds at once. */
export class LocalTokens {
  private readonly db: DatabaseSyncInstance;
  /** Run for every request. */
  private readonly byHash: ReturnType<DatabaseSyncInstance['prepare']>;

  /** @param path made when it does not exist; `:memory:` for none */
  constructor(
    path: string,
    private readonly now: () => Date = () => new Date(),
  ) {
    if (path !== ':memory:') closeSync(openSync(path, 'a', 0o600)); // for its owner only
    this.db = new DatabaseSync(path);
    this.db.exec(SCHEMA);
    this.byHash = this.db.prepare(`SELECT ${COLUMNS} FROM token WHERE hash = ?`);
  }

  /** Makes a token. Its text is given this once and cannot be had again. */
  create({ name, ...grants }: TokenGrant, expiresAt: Date): { readonly token: string; readonly listed: ListedToken } {
    const token = TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
    const id = randomUUID();
    this.db
      .prepare('INSERT INTO token (id, hash, name, grants, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)')
      .run(id, hashOf(token), name, JSON.stringify(grants), this.now().toISOString(), expiresAt.toISOString());
    return { token, listed: this.list().find((listed) => listed.id === id)! };
  }

  /** All of them, oldest first, also those that hold no more. */
  list(): ListedToken[] {
    const rows = this.db.prepare(`SELECT ${COLUMNS} FROM token ORDER BY created_at, id`).all() as unknown as Row[];
    return rows.map(({ id, name, grants, ...times }) => ({
      id,
      name,
      ...(JSON.parse(grants) as Omit<TokenGrant, 'name'>),
      ...times,
    }));
  }

  /** Takes a token back; false when there is none of this id. One taken back before stays so. */
  revoke(id: string): boolean {
    const sql = 'UPDATE token SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?';
    return Number(this.db.prepare(sql).run(this.now().toISOString(), id).changes) > 0;
  }

  /** @throws RefusedToken */
  verify(token: string): Principal {
    const row = this.byHash.get(hashOf(token)) as Row | undefined;
    if (!row) throw new RefusedToken('Nobody is known by this access token.');
    if (row.revokedAt !== null) throw new RefusedToken('The access token was revoked.');
    if (row.expiresAt <= this.now().toISOString())
      throw new RefusedToken('The access token has expired. Get a new one.');
    const { roles, provider, sources, regions } = JSON.parse(row.grants) as TokenGrant;
    return {
      id: `token:${row.id}`,
      roles,
      ...(provider !== undefined && { provider }),
      ...(sources !== undefined && { sources }),
      ...(regions !== undefined && { regions }),
      open: false,
    };
  }

  close(): void {
    this.db.close();
  }
}

/** A token has 256 random bits: one round of a hash cannot be turned back. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
