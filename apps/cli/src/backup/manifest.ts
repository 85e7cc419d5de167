/** What a backup says of itself. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DATA_FILES } from '../data/data-directory.js';
import type { MeasuredFile } from '../export/files.js';
import { CommandError, UsageError } from '../errors.js';

export const MANIFEST = 'manifest.json';
/** What may be in a backup: no other name is unpacked. */
const NAMES: ReadonlySet<string> = new Set(DATA_FILES.map(({ name }) => name));

/** What is added to the names of encrypted files. */
export const SEALED = '.sealed';

export interface BackupManifest {
  readonly program: 'care-ledger';
  readonly kind: 'backup';
  readonly version: string;
  /** RFC 3339 instant in UTC. */
  readonly madeAt: string;
  /** The ledger in it: how many events, the last one, and the root of the tree over them (base 64). */
  readonly events: number;
  readonly position: string | null;
  readonly root: string;
  /** Public key of what it signed; null when it signed nothing yet. */
  readonly verifierKey: string | null;
  /** The files as they are when decrypted. */
  readonly files: readonly MeasuredFile[];
  /** Files of the data directory that are not in it, and why. */
  readonly leftOut: readonly { readonly path: string; readonly why: string }[];
}

/** Reads a manifest. @throws UsageError when it is none. */
export async function readBackupManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new UsageError(`There is no backup in ${folder}.`);
  });
  try {
    const manifest = JSON.parse(text) as BackupManifest;
    const names = manifest.files.map(({ path }) => path);
    if (manifest.kind === 'backup' && names.every((name) => NAMES.has(name))) return manifest;
  } catch {
    // said below
  }
  throw new CommandError(
    `The manifest of the backup in ${folder} cannot be read: it was changed, or is of a newer version.`,
  );
}
