/** The secret that pseudonyms are made with. */
import type { SqliteKeyVault } from '#libs/key-vault';
import { UsageError } from '../errors.js';
import { secretKey } from './secret-key.js';

/** Name of the environment variable that holds the key, base64 or hex. */
export const KEY_VARIABLE = 'CARE_LEDGER_PSEUDONYM_KEY';

export interface PseudonymKeySources {
  /** Goes before everything else. */
  readonly option?: Uint8Array;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Read when it exists; made when nothing else names a key. */
  readonly file: string;
  /** Whether the ledger has no event yet: only then is a key made, as another would make every client another. */
  readonly empty: boolean;
  /** Told once, when the key file is made. */
  readonly notice?: (text: string) => void;
}

/**
 * The key in use: see `secretKey`; one is made only for an empty ledger.
 * @throws UsageError when there is none that can be used.
 */
export function pseudonymKey(sources: PseudonymKeySources): Promise<Uint8Array> {
  return secretKey({
    ...sources,
    what: 'The pseudonym key',
    variable: KEY_VARIABLE,
    needed: sources.empty
      ? null
      : 'The ledger holds events, but not the key that their pseudonyms were made with; with a new one the same child ' +
        'would become another.',
    made:
      'the secret key that turns a BSN into a pseudonym. Keep a copy in a safe place, apart from the data: without it ' +
      'the same child gets another pseudonym, and who has it can recompute pseudonyms.',
  });
}

/**
 * Makes sure that a pseudonym key is the one that the ledger was begun with.
 * @throws UsageError when it is another.
 */
export function checkPseudonymKey(vault: SqliteKeyVault, key: Uint8Array): void {
  if (vault.holdsKey('pseudonym', key)) return;
  throw new UsageError(
    `The pseudonym key is not the one that this ledger was begun with: with it every child would become another. Set ` +
      `${KEY_VARIABLE} to the former key, or put its key file back.`,
  );
}
