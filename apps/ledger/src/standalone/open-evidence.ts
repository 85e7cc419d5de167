import { join } from 'node:path';
import type { Logger } from 'pino';
import type { EventStore } from '#libs/event-store';
import { errorForLog } from '#libs/http';
import {
  KeySettingError,
  openEvidence as openTreeOfProofs,
  SIGNING_KEY_VARIABLE,
  WITNESSES_VARIABLE,
  type Evidence,
} from '#libs/ledger-tree';
import { SettingsError, storeChoiceOf } from '#libs/service';
import type { LedgerSettings } from './settings.js';

/**
 * Opens the tree of proofs of a ledger service; the caller starts and stops it. Every ledger service builds its own from the
 * same events, so all come to the same tree; they sign with the same key.
 * @throws SettingsError for a key or a list of witnesses that cannot be used.
 */
export async function openEvidence(store: EventStore, settings: LedgerSettings, log: Logger): Promise<Evidence> {
  try {
    return await openTreeOfProofs({
      store,
      events: storeChoiceOf(settings),
      treeFile: join(settings.dataDir, 'tree.sqlite'),
      keyFile: join(settings.dataDir, 'signing.key'),
      env: { [SIGNING_KEY_VARIABLE]: settings.signingKey, [WITNESSES_VARIABLE]: settings.witnesses },
      notice: (text) => log.warn(text),
      onFailure: (error, retryInMs) =>
        log.warn({ error: errorForLog(error), retryInMs }, 'the tree of proofs stands still'),
    });
  } catch (error) {
    if (!(error instanceof KeySettingError)) throw error;
    const { variable, message } = error;
    throw new SettingsError([{ variable, message: `is of no use. ${message}` }], { cause: error });
  }
}
