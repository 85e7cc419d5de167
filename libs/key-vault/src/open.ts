import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { builtModule } from '#libs/thread';
import { BySizeVaultWriter } from './by-size-vault-writer.js';
import { CACHE_KIB, IN_MEMORY } from './schema.js';
import { SqliteKeyVault, type AtHand } from './sqlite-key-vault.js';
import { KeyVaultError } from './errors.js';
import { ThreadVaultWriter } from './thread-vault-writer.js';
import { LocalVaultWriter, type VaultWriter } from './vault-writer.js';
import { MASTER_KEY_BYTES } from './wrapping.js';

export interface KeyVaultOptions {
  /** The clock by which keys at hand go stale, in ms since 1970; default: the system's. */
  readonly now?: () => number;
  /** File of the BSN vault, made where there is none; default: no BSN is kept. */
  readonly bsnVault?: string;
  /**
   * The module of a thread that saves all keys; null = they are saved in this thread. Default: for a file, a thread that saves
   * many at once; none in memory, nor where the sources are run as they are.
   */
  readonly thread?: URL | null;
  /**
   * Most unwrapped keys in memory, at about half a kilobyte each, and most of the file, in KiB; default: enough for everything
   * that is written to at one time. Who reads one stream after the other needs little of either.
   */
  readonly atHand?: AtHand;
}

const WRITING: AtHand = { keys: 100_000, pagesKiB: CACHE_KIB };

/** The thread that saves keys; none where sources are run as they are. */
const THREAD = builtModule('./vault-thread.js', import.meta.url);

/**
 * Opens the key vault, making the file (and its folder) where there is none. Several processes of one machine may have
 * one file open.
 * @param path a file, or `:memory:` for a vault that is gone when it is closed
 * @param masterKey 32 bytes from a random source, under which every key in the file is wrapped
 * @throws KeyVaultError when the file is no vault, or locked with another master key
 */
export function openKeyVault(path: string, masterKey: Uint8Array, options: KeyVaultOptions = {}): SqliteKeyVault {
  if (masterKey.byteLength !== MASTER_KEY_BYTES) {
    throw new KeyVaultError(`The master key needs ${MASTER_KEY_BYTES} bytes; it has ${masterKey.byteLength}.`);
  }
  const { now = Date.now, thread, bsnVault, atHand = WRITING } = options;
  const master = Buffer.from(masterKey);
  return new SqliteKeyVault(path, master, now, atHand, (db) => makeWriter(path, db, thread), bsnVault);
}

function makeWriter(path: string, db: DatabaseSyncInstance, thread: URL | null | undefined): VaultWriter {
  const module = path === IN_MEMORY ? null : thread === undefined ? THREAD : thread;
  const inThread = module && new ThreadVaultWriter(module, path);
  if (inThread && thread) return inThread;
  const here = new LocalVaultWriter(db);
  return inThread ? new BySizeVaultWriter(here, inThread) : here;
}

/** A vault with a made-up master key, for as long as it is open: where nothing is kept. */
export function temporaryKeyVault(): SqliteKeyVault {
  return openKeyVault(IN_MEMORY, Buffer.alloc(MASTER_KEY_BYTES, 1));
}
