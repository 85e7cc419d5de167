/** An empty ledger in this process, without HTTP and projection. */
import { join } from 'node:path';
import { openRecording, type OpenRecording } from '#apps/ledger';
import { sealedCodec } from '#libs/codec';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openKeyVault } from '#libs/key-vault';
import { createPseudonymiser } from '#libs/privacy';
import { inlineLess } from '#libs/thread';

/**
 * Opens it in a process that compiles as the commands do.
 * @param folder where its files come; null: they are in memory only.
 */
export function openLedgerIn(folder: string | null) {
  inlineLess();
  const at = (name: string) => (folder === null ? ':memory:' : join(folder, name));
  const path = at('events.sqlite');
  const store = openSqliteEventStore(path);
  const vault = openKeyVault(at('keys.sqlite'), Buffer.alloc(32, 1));
  const codec = sealedCodec(vault);
  const opened: OpenRecording = openRecording({
    store,
    codec,
    vault,
    pseudonymiser: createPseudonymiser(Buffer.alloc(32, 2)),
    rejectionsPath: at('rejections.sqlite'),
  });
  return {
    path,
    store,
    vault,
    codec,
    recording: opened.recording,
    /** To be called when all that was sent has its answer; then it can only be read. */
    endRecording: () => opened.close(),
    /** After `endRecording`. */
    async close(): Promise<void> {
      await store.close();
      vault.close();
    },
  };
}
