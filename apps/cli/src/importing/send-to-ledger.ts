/** Records lines in the ledger on disk, through the same service as HTTP does. */
import { openRecording, recordLines } from '#apps/ledger';
import { sealedCodec } from '#libs/codec';
import { createPseudonymiser } from '#libs/privacy';
import { openDataDirectory, type DataPlace } from '../data/data-directory.js';
import { openEventStore } from '../data/open-event-store.js';
import { openEvidence } from '../data/open-evidence.js';
import { openFacts } from '../data/open-facts.js';
import { openVault } from '../data/open-vault.js';
import { checkPseudonymKey, pseudonymKey } from '../data/pseudonym-key.js';
import type { SendLines } from './line-result.js';

export interface OpenLedger {
  readonly send: SendLines;
  readonly close: () => Promise<void>;
}

/** How long the end of an import waits for the tree of proofs, in ms; the server takes in the rest. */
const TREE_MS = 60_000;

/**
 * Opens the ledger of a data directory for writing.
 * @throws CommandError when a server holds it.
 */
export async function openLedger(place: string | DataPlace, notice: (text: string) => void): Promise<OpenLedger> {
  const files = await openDataDirectory(place);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const vault = await openVault(files, { notice });
    closing.push(() => Promise.resolve(vault.close()));
    const codec = sealedCodec(vault);
    // Opened for its lock only: one process at a time writes to a data directory.
    const facts = await openFacts(files, codec);
    closing.push(() => facts.close());
    const store = await openEventStore(files);
    closing.push(() => store.close());
    const empty = (await store.head()) === null;
    const key = await pseudonymKey({ env: process.env, file: files.pseudonymKey, empty, notice });
    checkPseudonymKey(vault, key);
    const pseudonymiser = createPseudonymiser(key);
    const evidence = await openEvidence({ store, files, env: process.env, notice });
    closing.push(() => evidence.stop(TREE_MS));
    evidence.start();
    const ledger = openRecording({ store, codec, vault, pseudonymiser, rejectionsPath: files.rejections });
    closing.push(() => Promise.resolve(ledger.close()));
    return { send: (input) => recordLines(ledger.recording, input), close };
  } catch (error) {
    await close();
    throw error;
  }
}
