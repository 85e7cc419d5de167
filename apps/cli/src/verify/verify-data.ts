/** `verify` on a data directory: its events against its tree, what was signed, and what was kept elsewhere. */
import { access, readFile } from 'node:fs/promises';
import {
  cosignaturesOf,
  fromBase64,
  isNoteSignedBy,
  isSameHash,
  parseCheckpoint,
  parseSigningKey,
  type Checkpoint,
  type VerifierKey,
} from '#libs/integrity';
import {
  CheckpointStore,
  openTree,
  SIGNING_KEY_VARIABLE,
  verifyLedger,
  type Difference,
  type LedgerVerification,
  type TreeStore,
} from '#libs/ledger-tree';
import { filesOf, storeChoice, type DataPlace } from '../data/data-directory.js';
import { openEventStore } from '../data/open-event-store.js';
import { UsageError } from '../errors.js';
import { eventFault } from './event-fault.js';
import type { Receipt } from './read-proofs.js';

export interface VerifyDataOptions {
  /** The key of the ledger; default: the public half of the environment's, or of the directory's own. */
  readonly key?: VerifierKey;
  readonly witnesses: readonly VerifierKey[];
  /** A checkpoint that was kept elsewhere. */
  readonly checkpoint?: Checkpoint;
  readonly receipt?: Receipt;
  /** Told how many events were read, of how many. */
  readonly progress?: (events: number, of: number) => void;
}

export interface DataVerification extends LedgerVerification {
  /** Cosignatures of known witnesses under the checkpoints that hold. */
  readonly cosignatures: number;
}

/** @throws UsageError when there is no ledger, or no key to check what it signed. */
export async function verifyData(place: DataPlace, options: VerifyDataOptions): Promise<DataVerification> {
  const { dataDir, storePrefix } = place;
  const files = filesOf(dataDir);
  const choice = await storeChoice(place.store ?? files.events);
  if (choice.kind === 'sqlite' && !(await exists(choice.path))) {
    throw new UsageError(`There is no ledger in ${dataDir}: name its directory with --data.`);
  }
  const tree = (await exists(files.tree)) ? openTree(files.tree) : null;
  const store = await openEventStore({ ...files, store: choice, storePrefix });
  try {
    const signed = tree ? [...new CheckpointStore(tree.db).all()] : [];
    const read = signed.map(({ note, size }) => parseCheckpoint(note) ?? size);
    const checkpoints = [...read, ...(options.checkpoint ? [options.checkpoint] : [])];
    const key = options.key ?? (await ownKey(files.signingKey));
    if (!key && checkpoints.length > 0) {
      throw new UsageError('The ledger has signed checkpoints: give its verifier key with --key.');
    }
    const broken = key ? unsignedOf(checkpoints, key) : null;
    const sound = broken ? [] : (checkpoints as Checkpoint[]);
    const total = tree?.progress().size ?? 0;
    const verified = await verifyLedger({
      store,
      tree,
      checkpoints: sound,
      fault: eventFault,
      progress: (events) => options.progress?.(events, Math.max(events, total)),
    });
    const difference = verified.difference ?? broken ?? differenceOf(options.receipt, tree);
    const cosignatures = sound.reduce((sum, { note }) => sum + cosignaturesOf(note, options.witnesses).length, 0);
    return { ...verified, difference, cosignatures };
  } finally {
    await store.close();
    tree?.close();
  }
}

/** A checkpoint that is kept or was given, and whose signature does not hold. */
function unsignedOf(checkpoints: readonly (Checkpoint | number)[], key: VerifierKey): Difference | null {
  const wrong = checkpoints.find(
    (each) => typeof each === 'number' || each.origin !== key.name || !isNoteSignedBy(each.note, key),
  );
  if (wrong === undefined) return null;
  const size = typeof wrong === 'number' ? wrong : wrong.size;
  return { position: null, what: `The checkpoint over ${size} events is not signed by the key of ${key.name}.` };
}

/** Whether the tree has the leaf that a receipt names. */
function differenceOf(receipt: Receipt | undefined, tree: TreeStore | null): Difference | null {
  if (!receipt) return null;
  const leaf = tree?.leafAt(receipt.position) ?? null;
  const { position } = receipt;
  if (!leaf) return { position, what: 'The event of the receipt is not in the tree.' };
  const named = fromBase64(receipt.leafHash);
  if (named && isSameHash(leaf.hash, named)) return null;
  return { position, what: 'The event that stands here is not the one of the receipt.' };
}

async function ownKey(file: string): Promise<VerifierKey | null> {
  const text = process.env[SIGNING_KEY_VARIABLE] || (await readFile(file, 'utf8').catch(() => ''));
  return parseSigningKey(text.trim());
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
