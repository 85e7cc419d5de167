/** A copy of a ledger while it runs. */
import { DatabaseSync } from '@photostructure/sqlite';
import { chmodSync } from 'node:fs';
import { access, copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatVerifierKey, parseSigningKey, toBase64 } from '#libs/integrity';
import { SIGNING_KEY_VARIABLE } from '#libs/ledger-tree';
import { DATA_FILES, filesOf } from '../data/data-directory.js';
import { logCopy } from '../data/with-access-log.js';
import { CommandError, UsageError } from '../errors.js';
import { measure } from '../export/files.js';
import { verifyData } from '../verify/verify-data.js';
import { VERSION } from '../version.js';
import { MANIFEST, SEALED, type BackupManifest } from './manifest.js';
import { sealFile } from './sealed-file.js';

export interface BackupOptions {
  readonly dataDir: string;
  /** A directory that is not there yet. */
  readonly to: string;
  /** Encrypts every file. */
  readonly passphrase?: string;
  /** Takes the key files along; only into an encrypted backup. */
  readonly withKeys?: boolean;
  /** Told what is done. */
  readonly step?: (what: string) => void;
}

/** Why keys are left out. */
const KEYS_APART = 'keys are kept apart';

/**
 * Makes a backup, verifies it and puts it in place. `DATA_FILES` says what goes into it, and what is left out.
 * @throws UsageError for a directory without an embedded ledger or one that is taken; CommandError when the ledger is not
 *   what it was
 */
export async function makeBackup({ dataDir, to, passphrase, withKeys, step }: BackupOptions): Promise<BackupManifest> {
  const files = filesOf(dataDir);
  if (!(await exists(files.events))) {
    throw new UsageError(
      `There is no embedded ledger in ${dataDir}; a server of events is backed up by its own means.`,
    );
  }
  if (withKeys && passphrase === undefined)
    throw new UsageError('Keys go only into an encrypted backup: add --encrypt.');
  if (await exists(to)) throw new UsageError(`${to} is there already: name a new directory.`);
  await mkdir(join(to, '..'), { recursive: true });
  await logCopy(files, 'backup');
  const work = await mkdtemp(`${to}.unfinished-`);
  try {
    step?.('Copying');
    const leftOut: { path: string; why: string }[] = [];
    for (const { id, name, inBackup } of DATA_FILES) {
      if (!(await exists(files[id]))) continue;
      if (inBackup === 'database') copyDatabase(files[id], join(work, name));
      else if (inBackup === 'copied' || (inBackup === 'key' && withKeys)) await copyFile(files[id], join(work, name));
      else leftOut.push({ path: name, why: inBackup === 'key' ? KEYS_APART : inBackup.leftOut });
    }
    const verifierKey = await verifierKeyOf(files.signingKey);
    step?.('Verifying');
    const verified = await verifyData({ dataDir: work }, { key: verifierKey ?? undefined, witnesses: [] });
    if (verified.difference) {
      throw new CommandError(
        `Not backed up: the ledger is not what it was. ${verified.difference.what} (care-ledger verify)`,
      );
    }
    const names = await filesIn(work);
    const manifest: BackupManifest = {
      program: 'care-ledger',
      kind: 'backup',
      version: VERSION,
      madeAt: new Date().toISOString(),
      events: verified.events,
      position: verified.position,
      root: toBase64(verified.root),
      verifierKey: verifierKey && formatVerifierKey(verifierKey),
      files: await Promise.all(names.map((name) => measure(work, name))),
      leftOut,
    };
    if (passphrase !== undefined) {
      step?.('Encrypting');
      for (const name of names) {
        await sealFile(join(work, name), join(work, name + SEALED), name, passphrase);
        await rm(join(work, name));
      }
    }
    await writeFile(join(work, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    await rename(work, to);
    return manifest;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A consistent copy of a database that others may be writing to, as it is at this moment. */
function copyDatabase(from: string, to: string): void {
  const db = new DatabaseSync(from, { readOnly: true, timeout: 10_000 });
  try {
    db.prepare('VACUUM INTO ?').run(to);
    chmodSync(to, 0o600);
  } finally {
    db.close();
  }
}

/** The files of a ledger that are in a folder; what verifying left beside them is removed. */
async function filesIn(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const { name } of DATA_FILES) {
    if (await exists(join(folder, name))) found.push(name);
    for (const log of ['-wal', '-shm']) await rm(join(folder, name + log), { force: true });
  }
  return found;
}

async function verifierKeyOf(file: string) {
  return parseSigningKey((process.env[SIGNING_KEY_VARIABLE] || (await readFile(file, 'utf8').catch(() => ''))).trim());
}

export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
