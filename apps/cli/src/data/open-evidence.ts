import type { EventStore } from '#libs/event-store';
import { KeySettingError, openEvidence as openTreeOfProofs, type Evidence } from '#libs/ledger-tree';
import { UsageError } from '../errors.js';
import type { OpenedDirectory } from './data-directory.js';

export interface OpenEvidenceOptions {
  readonly store: EventStore;
  readonly files: OpenedDirectory;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told when a key was made, and when the events cannot be followed. */
  readonly notice?: (text: string) => void;
}

/**
 * Opens the tree of proofs of a data directory with the key that signs it; the caller starts and stops it.
 * @throws UsageError for a key or a list of witnesses that cannot be used.
 */
export async function openEvidence({ store, files, env, notice }: OpenEvidenceOptions): Promise<Evidence> {
  try {
    return await openTreeOfProofs({
      store,
      events: files.store,
      treeFile: files.tree,
      keyFile: files.signingKey,
      env,
      notice,
      onFailure: ({ message }, retryInMs) =>
        notice?.(`The tree of proofs stands still (${message}); tried again in ${Math.ceil(retryInMs / 1000)} s.`),
    });
  } catch (error) {
    throw error instanceof KeySettingError ? new UsageError(error.message) : error;
  }
}
