/** A secret key of this ledger: where it comes from, and that it can be one. */
import { randomBytes } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { PSEUDONYM_KEY_BYTES, readPseudonymKey } from '#libs/privacy';
import { UsageError } from '../errors.js';

/** Length of a key that is made, and least of one that is given, in bytes. */
const KEY_BYTES = PSEUDONYM_KEY_BYTES;

export interface SecretKeySources {
  /** What it is, for messages: `The pseudonym key`. */
  readonly what: string;
  /** Goes before everything else. */
  readonly option?: Uint8Array;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Name of the environment variable that holds the key, base64 or hex. */
  readonly variable: string;
  /** Read when it exists; made when nothing else names a key and one may be made. */
  readonly file: string;
  /** Why no key can be made, as nothing fits one made anew; null when one can. */
  readonly needed: string | null;
  /** What to tell when the key file is made. */
  readonly made: string;
  /** Told once, when the key file is made. */
  readonly notice?: (text: string) => void;
}

/**
 * The key in use: the option, else the environment, else the key file, else a new key file (mode 0600). In production
 * (`NODE_ENV=production`) none is made: it would lie beside the data that it protects.
 * @throws UsageError when a given key cannot be read or is too short, or there is none; the key itself is never shown.
 */
export async function secretKey(sources: SecretKeySources): Promise<Uint8Array> {
  const { what, option, env = {}, variable, file, needed } = sources;
  if (option) return longEnough(option, what);
  const given = env[variable];
  if (given !== undefined && given !== '') return longEnough(decodeKey(given, variable), variable);
  const kept = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (kept !== null) return longEnough(decodeKey(kept, file), file);
  if (needed !== null) throw new UsageError(`${needed} Put ${file} back, or set ${variable}.`);
  if (env['NODE_ENV'] !== 'production') return makeKeyFile(sources);
  throw new UsageError(
    `${what} is missing: set ${variable} (openssl rand -base64 32 makes one), or put it into ${file}. ` +
      'In production no key is made beside the data.',
  );
}

async function makeKeyFile({ file: path, made, variable, notice }: SecretKeySources): Promise<Uint8Array> {
  const key = randomBytes(KEY_BYTES);
  // 'wx': two first starts at once must not end up with two keys.
  const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  if (!file) return longEnough(decodeKey(await readFile(path, 'utf8'), path), path);
  try {
    await file.writeFile(`${key.toString('base64')}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  notice?.(`Made ${path}: ${made} ${variable} (base64 or hex) takes its place when set.`);
  return key;
}

function decodeKey(text: string, from: string): Uint8Array {
  const key = readPseudonymKey(text);
  if (key) return key;
  throw new UsageError(`${from} does not hold a key: give at least ${KEY_BYTES} random bytes as base64 or hex.`);
}

function longEnough(key: Uint8Array, from: string): Uint8Array {
  if (key.length >= KEY_BYTES) return key;
  throw new UsageError(
    `${from} is too short: ${key.length} bytes, at least ${KEY_BYTES} are needed (openssl rand -base64 32 makes one).`,
  );
}
