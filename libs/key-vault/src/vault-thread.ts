/** The thread of a `ThreadVaultWriter`. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { KeysUnavailableError } from '#libs/privacy';
import { answerRequests } from '#libs/thread';
import { KeyVaultError } from './errors.js';
import { openConnection } from './schema.js';
import { unpackKeys, type VaultAnswer, type VaultRequest } from './thread-vault-writer.js';
import { LocalVaultWriter } from './vault-writer.js';

answerRequests((path: string) => {
  let opened: { readonly db: DatabaseSyncInstance; readonly writer: LocalVaultWriter } | null = null;
  const open = () => {
    const db = openConnection(path);
    return { db, writer: new LocalVaultWriter(db) };
  };
  const answer = async (request: VaultRequest): Promise<VaultAnswer> => {
    if (request === 'close') {
      opened?.db.close();
      return { saved: false };
    }
    opened ??= open();
    try {
      return { saved: await opened.writer.save(unpackKeys(request)) };
    } catch (error) {
      if (error instanceof KeysUnavailableError) return { unavailable: error.message };
      if (error instanceof KeyVaultError) return { fault: error.message };
      throw error;
    }
  };
  return async (request: VaultRequest) => ({ answer: await answer(request) });
});
