/** Records lines in the ledger on disk, through the same service as HTTP does. */
import { openRecording, recordLines } from '#apps/ledger';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { createPseudonymiser } from '#libs/privacy';
import { openDataDirectory } from '../data/data-directory.js';
import { openFacts } from '../data/open-facts.js';
import { pseudonymKey } from '../data/pseudonym-key.js';
import type { SendLines } from './line-result.js';

export interface OpenLedger {
  readonly send: SendLines;
  readonly close: () => Promise<void>;
}

/**
 * Opens the ledger of a data directory for writing.
 * @throws CommandError when a server holds it.
 */
export async function openLedger(dataDir: string, notice: (text: string) => void): Promise<OpenLedger> {
  const files = await openDataDirectory(dataDir);
  // Opened for its lock only: one process at a time writes to a data directory.
  const facts = await openFacts(files);
  try {
    const store = openSqliteEventStore(files.events);
    try {
      const empty = (await store.head()) === null;
      const key = await pseudonymKey({ env: process.env, file: files.pseudonymKey, empty, notice });
      const pseudonymiser = createPseudonymiser(key);
      const ledger = openRecording({ store, pseudonymiser, rejectionsPath: files.rejections });
      return {
        send: (input) => recordLines(ledger.recording, input),
        close: async () => {
          ledger.close();
          await store.close();
          await facts.close();
        },
      };
    } catch (error) {
      await store.close();
      throw error;
    }
  } catch (error) {
    await facts.close();
    throw error;
  }
}
