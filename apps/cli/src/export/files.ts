/** Writing and measuring files of any size. */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A file of an export. */
export interface MeasuredFile {
  /** Relative to the manifest. */
  readonly path: string;
  readonly bytes: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

/** Writes text as UTF-8 as fast as the disk takes it, a piece at a time. */
export async function writeText(file: string, pieces: AsyncIterable<string>): Promise<void> {
  await pipeline(Readable.from(pieces), createWriteStream(file, { mode: 0o600 }));
}

/** Size and hash of a file in a folder. */
export async function measure(folder: string, path: string): Promise<MeasuredFile> {
  const file = join(folder, path);
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return { path, bytes: (await stat(file)).size, sha256: hash.digest('hex') };
}
