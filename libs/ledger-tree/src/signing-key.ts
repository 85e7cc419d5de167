/** The key that checkpoints are signed with: where it comes from. */
import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { formatSigningKey, formatVerifierKey, parseSigningKey, parseVerifierKey, signingKeyOf } from '#libs/integrity';
import type { SigningKey, VerifierKey } from '#libs/integrity';

/** Name of the environment variable that holds the key, as `care-ledger signing-key` writes it. */
export const SIGNING_KEY_VARIABLE = 'CARE_LEDGER_SIGNING_KEY';

/** Name of the environment variable that lists the verifier keys of witnesses, with spaces or commas between. */
export const WITNESSES_VARIABLE = 'CARE_LEDGER_WITNESSES';

type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that cannot be used; the message names it and says what to do, and holds no secret. */
export class KeySettingError extends Error {
  override readonly name = 'KeySettingError';
  /** @param variable the one that sets it */
  constructor(
    readonly variable: string,
    message: string,
  ) {
    super(message);
  }
}

export interface SigningKeySources {
  readonly env: Environment;
  /** Read when it exists; made when nothing else names a key. */
  readonly file: string;
  /** Whether no checkpoint was signed yet: only then is a key made, as one log has one key. */
  readonly unsigned: boolean;
  /** Told once, when the key file is made. */
  readonly notice?: (text: string) => void;
}

/**
 * The key in use: the environment's, else the key file's, else, for a ledger that signed nothing yet, a new key file (mode 0600).
 * @throws KeySettingError when a key cannot be read, or that of a ledger with checkpoints is gone.
 */
export async function signingKey({ env, file, unsigned, notice }: SigningKeySources): Promise<SigningKey> {
  const given = env[SIGNING_KEY_VARIABLE];
  if (given !== undefined && given !== '') return read(given, SIGNING_KEY_VARIABLE);
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept !== null) return read(kept, file);
  if (!unsigned) {
    throw new KeySettingError(
      SIGNING_KEY_VARIABLE,
      `The ledger has signed checkpoints, but the key is gone that signed them: put ${file} back, or set ` +
        `${SIGNING_KEY_VARIABLE}. Under another key it would be another log to everyone who checks it.`,
    );
  }
  const key = newSigningKey(`care-ledger/${randomBytes(8).toString('hex')}`);
  if (!(await writeSigningKey(key, file))) return read(await readFile(file, 'utf8'), file);
  notice?.(
    `Made ${file}: the secret key that checkpoints of the ledger are signed with, under a name drawn at random. ` +
      `Whoever checks them needs its public half: ${formatVerifierKey(key)}. For use in earnest make one with a name of ` +
      `your own (care-ledger signing-key --origin ledger.example.nl/2026) and keep it apart from the data.`,
  );
  return key;
}

/** A new key with random bytes. */
export function newSigningKey(origin: string): SigningKey {
  return signingKeyOf(origin, randomBytes(32));
}

/** Writes a key into a new file that only its owner may read; false when there is a file already. */
export async function writeSigningKey(key: SigningKey, path: string): Promise<boolean> {
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (!file) return false;
  try {
    await file.writeFile(`${formatSigningKey(key)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return true;
}

/** The witnesses that the environment names. @throws KeySettingError */
export function knownWitnesses(env: Environment): VerifierKey[] {
  const texts = (env[WITNESSES_VARIABLE] ?? '').split(/[\s,]+/).filter((text) => text !== '');
  return texts.map((text) => {
    const key = parseVerifierKey(text);
    if (key?.type === 'cosignature/v1') return key;
    const what = key ? 'is the key of a log, not of a witness' : 'is no verifier key (name+id+key)';
    throw new KeySettingError(WITNESSES_VARIABLE, `${WITNESSES_VARIABLE}: ${text} ${what}.`);
  });
}

function read(text: string, from: string): SigningKey {
  const key = parseSigningKey(text.trim());
  if (key?.type === 'ed25519') return key;
  throw new KeySettingError(
    SIGNING_KEY_VARIABLE,
    `${from} does not hold a signing key (PRIVATE+KEY+name+id+key): care-ledger signing-key makes one.`,
  );
}
