/** Records lines in the ledger on disk, through the same service as HTTP does. */
import { recordLines } from '#apps/ledger';
import type { DataPlace } from '../data/data-directory.js';
import { openLedgerFiles } from '../data/open-ledger.js';
import type { SendLines } from './line-result.js';

export interface OpenLedger {
  readonly send: SendLines;
  readonly close: () => Promise<void>;
}

/**
 * Opens the ledger of a data directory for writing.
 * @throws CommandError when a server holds it.
 */
export async function openLedger(place: string | DataPlace, notice: (text: string) => void): Promise<OpenLedger> {
  const { recording, close } = await openLedgerFiles(place, notice);
  return { send: (input) => recordLines(recording, input), close };
}
