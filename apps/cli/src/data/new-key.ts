import { readFile } from 'node:fs/promises';
import { readPseudonymKey } from '#libs/privacy';
import { UsageError } from '../errors.js';

/**
 * Reads the key in the file of `--new-key-file`.
 * @throws UsageError when it is none of the length asked for; it is never shown
 */
export async function newKeyFrom(path: string, least: number, most = Infinity): Promise<Uint8Array> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`The file of --new-key-file cannot be read: ${error.code ?? 'unknown'}.`);
  });
  const key = readPseudonymKey(text);
  if (key && key.byteLength >= least && key.byteLength <= most) return key;
  const length = most === least ? `${least}` : `at least ${least}`;
  throw new UsageError(`The file of --new-key-file does not hold ${length} bytes in base64 or hex.`);
}
