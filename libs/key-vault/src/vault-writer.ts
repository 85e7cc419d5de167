import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { KeyVaultError } from './errors.js';
import { blindingLock } from './schema.js';
import { inTransaction, prepareStatements } from './statements.js';
import { translating } from './unavailable.js';

/** A row of a new key. */
export interface NewKey {
  readonly stream: string;
  readonly lookup: Uint8Array;
  readonly wrapped: Uint8Array;
}

/** What is to be made lasting in one transaction, and what it rests on. */
export interface KeysToSave {
  readonly keys: readonly NewKey[];
  /** Which streams' events name which clients. */
  readonly notes: readonly (readonly [client: string, stream: string])[];
  /** Number of the last destroyed key that the caller knows. */
  readonly destructions: number;
  /** The blinding key as it is locked under the master key that locks the new keys. */
  readonly lock: Uint8Array;
}

/** Writes new keys: here, or in a thread of its own. */
export interface VaultWriter {
  /**
   * @returns false, with nothing saved, when a stream was made or a key destroyed by somebody else meanwhile
   * @throws KeyVaultError when the master key is another one now; KeysUnavailableError while the file cannot be written
   */
  save(request: KeysToSave): Promise<boolean>;
  close(): void;
}

/** Writes over a connection in this thread, which stays the caller's. */
export class LocalVaultWriter implements VaultWriter {
  private readonly statements: ReturnType<typeof prepareStatements>;

  constructor(private readonly db: DatabaseSyncInstance) {
    this.statements = prepareStatements(db);
  }

  // eslint-disable-next-line @typescript-eslint/require-await -- errors come by promise, as from a thread
  async save({ keys, notes, destructions, lock }: KeysToSave): Promise<boolean> {
    const { insert, note, countDestroyed } = this.statements;
    return translating('key vault', () =>
      inTransaction(this.db, () => {
        if (Buffer.compare(blindingLock(this.db), lock) !== 0) throw new KeyVaultError(LOCKED_ANEW);
        if (((countDestroyed.get() as { last: number | null }).last ?? 0) !== destructions) return false;
        for (const { stream, lookup, wrapped } of keys) {
          if (insert.run(stream, lookup, wrapped).changes === 0) return false;
        }
        for (const [client, stream] of notes) note.run(client, stream);
        return true;
      }),
    );
  }

  close(): void {
    // The connection is the caller's.
  }
}

const LOCKED_ANEW =
  'The key vault was locked with another master key meanwhile: restart with that one. Nothing was saved.';
