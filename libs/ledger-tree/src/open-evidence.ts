import type { StoreChoice } from '#libs/store-choice';
import { CheckpointStore } from './checkpoint-store.js';
import { Evidence, type EvidenceOptions } from './evidence.js';
import { growerFor } from './growth/grower.js';
import { knownWitnesses, signingKey, type SigningKeySources } from './signing-key.js';
import { openTree } from './tree-store.js';

/** The files of a ledger's tree, and how its events are come by. */
export interface EvidenceSources
  extends Pick<EvidenceOptions, 'store' | 'onFailure'>, Pick<SigningKeySources, 'env' | 'notice'> {
  /** What a thread opens the store by. */
  readonly events: StoreChoice;
  readonly treeFile: string;
  /** Read when it exists; made when nothing else names a key, and nothing is signed yet. */
  readonly keyFile: string;
}

/**
 * Opens the tree of proofs with the key that signs it; the caller starts and stops it.
 * @throws KeySettingError for a key or a list of witnesses that cannot be used.
 */
export async function openEvidence(sources: EvidenceSources): Promise<Evidence> {
  const { store, events, treeFile, keyFile, env, notice, onFailure } = sources;
  const tree = openTree(treeFile);
  try {
    const unsigned = new CheckpointStore(tree.db).newest() === null;
    const key = await signingKey({ env, file: keyFile, unsigned, notice });
    const witnesses = knownWitnesses(env);
    return new Evidence({ store, tree, grower: growerFor(treeFile, events), key, witnesses, onFailure });
  } catch (error) {
    tree.close();
    throw error;
  }
}
