import { join } from 'node:path';
import type { Logger } from 'pino';
import type { EventStore } from '#libs/event-store';
import { errorForLog } from '#libs/http';
import {
  CheckpointStore,
  Evidence,
  growerFor,
  KeySettingError,
  knownWitnesses,
  openTree,
  SIGNING_KEY_VARIABLE,
  signingKey,
  WITNESSES_VARIABLE,
} from '#libs/ledger-tree';
import { SettingsError, storeChoiceOf } from '#libs/service';
import type { LedgerSettings } from './settings.js';

/**
 * Opens the tree of proofs of a ledger service; the caller starts and stops it. Every ledger service builds its own from the
 * same events, so all come to the same tree; they sign with the same key.
 * @throws SettingsError for a key or a list of witnesses that cannot be used.
 */
export async function openEvidence(store: EventStore, settings: LedgerSettings, log: Logger): Promise<Evidence> {
  const env = { [SIGNING_KEY_VARIABLE]: settings.signingKey, [WITNESSES_VARIABLE]: settings.witnesses };
  const path = join(settings.dataDir, 'tree.sqlite');
  const tree = openTree(path);
  try {
    const unsigned = new CheckpointStore(tree.db).newest() === null;
    const file = join(settings.dataDir, 'signing.key');
    return new Evidence({
      store,
      tree,
      grower: growerFor(path, storeChoiceOf(settings)),
      key: await signingKey({ env, file, unsigned, notice: (text) => log.warn(text) }),
      witnesses: knownWitnesses(env),
      onFailure: (error, retryInMs) =>
        log.warn({ error: errorForLog(error), retryInMs }, 'the tree of proofs stands still'),
    });
  } catch (error) {
    tree.close();
    if (!(error instanceof KeySettingError)) throw error;
    throw new SettingsError([{ variable: SIGNING_KEY_VARIABLE, message: `is of no use. ${error.message}` }], {
      cause: error,
    });
  }
}
