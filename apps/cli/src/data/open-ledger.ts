/** Opens the whole ledger of a data directory for work without a server. */
import { openRecording, type OpenRecording } from '#apps/ledger';
import { sealedCodec, type Codec } from '#libs/codec';
import type { EventStore } from '#libs/event-store';
import type { FactStore } from '#libs/facts';
import type { SqliteKeyVault } from '#libs/key-vault';
import { createPseudonymiser, type Pseudonymiser } from '#libs/privacy';
import { openDataDirectory, openLedgerDirectory, type DataPlace, type OpenedDirectory } from './data-directory.js';
import { openEventStore } from './open-event-store.js';
import { openEvidence } from './open-evidence.js';
import { openFacts } from './open-facts.js';
import { openVault } from './open-vault.js';
import { checkPseudonymKey, pseudonymKey } from './pseudonym-key.js';

/** Everything of one ledger, and the lock on its directory. */
export interface OpenLedgerFiles extends Pick<OpenRecording, 'recording' | 'erasures'> {
  readonly files: OpenedDirectory;
  readonly store: EventStore;
  readonly codec: Codec;
  readonly vault: SqliteKeyVault;
  readonly facts: FactStore;
  readonly pseudonymiser: Pseudonymiser;
  readonly close: () => Promise<void>;
}

/** How long the end of the work waits for the tree of proofs, in ms; the server takes in the rest. */
const TREE_MS = 60_000;

/** @throws as `openLedgerFiles`, and UsageError when there is no ledger. */
export async function openExistingLedger(
  place: string | DataPlace,
  notice: (text: string) => void,
): Promise<OpenLedgerFiles> {
  await openLedgerDirectory(place);
  return openLedgerFiles(place, notice);
}

/**
 * Opens the ledger; makes one where there is none.
 * @throws CommandError when a server holds the directory; UsageError when a key is missing or does not fit.
 */
export async function openLedgerFiles(
  place: string | DataPlace,
  notice: (text: string) => void,
): Promise<OpenLedgerFiles> {
  const files = await openDataDirectory(place);
  const closing: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const vault = await openVault(files, { notice });
    closing.push(() => Promise.resolve(vault.close()));
    const codec = sealedCodec(vault);
    // Opening the facts takes the lock: one process at a time writes to a data directory.
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
    const opened = openRecording({
      store,
      codec,
      vault,
      pseudonymiser,
      rejectionsPath: files.rejections,
      erasureRegisterPath: files.erasures,
    });
    closing.push(() => opened.close());
    const { recording, erasures } = opened;
    await erasures.settle();
    erasures.follow();
    return { files, store, codec, vault, facts, pseudonymiser, recording, erasures, close };
  } catch (error) {
    await close();
    throw error;
  }
}
