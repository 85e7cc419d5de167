/** The secret that pseudonyms are made with: where it comes from, and that it is long enough. */
import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { PSEUDONYM_KEY_BYTES, readPseudonymKey } from '#libs/privacy';
import { UsageError } from '../errors.js';

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
 * The key in use: the option, else the environment, else the key file, else, for an empty ledger, a new key file (mode
 * 0600).
 * @throws UsageError when a given key cannot be read or is shorter than 32 bytes, or the key of a ledger with events is
 *   gone; the key itself is never shown.
 */
export async function pseudonymKey(sources: PseudonymKeySources): Promise<Uint8Array> {
  if (sources.option) return longEnough(sources.option, 'The pseudonym key');
  const given = sources.env?.[KEY_VARIABLE];
  if (given !== undefined && given !== '') return longEnough(decodeKey(given, KEY_VARIABLE), KEY_VARIABLE);
  const kept = await readFile(sources.file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept !== null) return longEnough(decodeKey(kept, sources.file), sources.file);
  if (sources.empty) return makeKeyFile(sources);
  throw new UsageError(
    `The ledger holds events, but not the key that their pseudonyms were made with: put ${sources.file} back, or set ` +
      `${KEY_VARIABLE}. With a new key the same child would become another.`,
  );
}

async function makeKeyFile(sources: PseudonymKeySources): Promise<Uint8Array> {
  const key = randomBytes(PSEUDONYM_KEY_BYTES);
  // 'wx': two first starts at once must not end up with two keys.
  const file = await open(sources.file, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (!file) return longEnough(decodeKey(await readFile(sources.file, 'utf8'), sources.file), sources.file);
  try {
    await file.writeFile(`${key.toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  sources.notice?.(
    `Made ${sources.file}: the secret key that turns a BSN into a pseudonym. Keep a copy in a safe place, apart from ` +
      `the data: without it the same child gets another pseudonym, and who has it can recompute pseudonyms. ` +
      `${KEY_VARIABLE} (base64 or hex) takes its place when set.`,
  );
  return key;
}

function decodeKey(text: string, from: string): Uint8Array {
  const key = readPseudonymKey(text);
  if (key) return key;
  throw new UsageError(
    `${from} does not hold a key: give at least ${PSEUDONYM_KEY_BYTES} random bytes as base64 or hex.`,
  );
}

function longEnough(key: Uint8Array, from: string): Uint8Array {
  if (key.length >= PSEUDONYM_KEY_BYTES) return key;
  throw new UsageError(
    `${from} is too short: ${key.length} bytes, at least ${PSEUDONYM_KEY_BYTES} are needed ` +
      `(openssl rand -base64 32 makes one).`,
  );
}
