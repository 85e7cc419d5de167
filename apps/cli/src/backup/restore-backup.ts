/** A ledger put back from a backup. */
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eraseFromRejections } from '#apps/ledger';
import { parseDecision, replayErasures, type Decision } from '#libs/erasure';
import { toBase64, type VerifierKey } from '#libs/integrity';
import { DATA_FILES, filesOf, storeChoice } from '../data/data-directory.js';
import { openEventStore } from '../data/open-event-store.js';
import { openVault } from '../data/open-vault.js';
import { logCopy } from '../data/with-access-log.js';
import { CommandError, UsageError } from '../errors.js';
import { measure } from '../export/files.js';
import { readVerifierKey } from '../verify/read-proofs.js';
import { verifyData } from '../verify/verify-data.js';
import { exists } from './make-backup.js';
import { readBackupManifest, SEALED, type BackupManifest } from './manifest.js';
import { unsealFile } from './sealed-file.js';

export interface RestoreOptions {
  readonly from: string;
  /** Empty, or not there yet. */
  readonly dataDir: string;
  /** Asked for when the backup is encrypted. */
  readonly passphrase: () => Promise<string>;
  /** The register of decisions about erasures as it is now; null when none was made since the backup. */
  readonly erasures: string | null;
  /** A directory with the key files, where the backup has none. */
  readonly keys?: string;
  /** The key of the ledger; default: the one that the backup names. */
  readonly key?: VerifierKey;
  /** Told what is done. */
  readonly step?: (what: string) => void;
}

export interface Restored {
  readonly manifest: BackupManifest;
  /** Keys destroyed again, and decisions recorded again, that were made after the backup. */
  readonly erased: { readonly keys: number; readonly decisions: number };
  /** Refused events that were left out, as they are or may be of persons who are erased. */
  readonly rejectionsLeftOut: number;
  /** Whether it has tokens, which are as they were at the backup. */
  readonly tokens: boolean;
}

const NOBODY = { keys: 0, decisions: 0, rejectionsLeftOut: 0 };

/**
 * Checks a backup and puts it in place, whole or not at all: digests, the tree, what was signed, then every erasure that was
 * decided after it.
 * @throws UsageError for a directory that is taken; CommandError when the backup is not what it was
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { from, dataDir, step } = options;
  const manifest = await readBackupManifest(from);
  if ((await readdir(dataDir).catch(() => [])).length > 0) {
    throw new UsageError(`${dataDir} is not empty: restore into a new directory.`);
  }
  const given = options.erasures === null ? [] : await readRegister(options.erasures);
  await mkdir(join(dataDir, '..'), { recursive: true });
  const work = await mkdtemp(`${dataDir}.unfinished-`);
  try {
    step?.('Copying');
    await unpack(manifest, options, work);
    step?.('Verifying');
    await check(manifest, options.key, work);
    const files = filesOf(work);
    for (const { id, name, inBackup } of DATA_FILES) {
      const own = inBackup === 'key' && options.keys && join(options.keys, name);
      if (own && !(await exists(files[id])) && (await exists(own))) await copyFile(own, files[id]);
    }
    // The backup's own register was copied last: it may tell of an erasure that was under way.
    const own = (await exists(files.erasures)) ? await readRegister(files.erasures) : [];
    const decisions = [...new Map([...given, ...own].map((decision) => [decision.id, decision])).values()];
    await writeRegister(files.erasures, decisions);
    const { rejectionsLeftOut, ...erased } = decisions.length > 0 ? await eraseAgain(work, decisions) : NOBODY;
    await logCopy(files, 'restore');
    await rmdir(dataDir).catch(() => undefined); // an empty one may be there
    await rename(work, dataDir);
    return { manifest, erased, rejectionsLeftOut, tokens: await exists(filesOf(dataDir).tokens) };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function unpack(manifest: BackupManifest, { from, passphrase }: RestoreOptions, work: string): Promise<void> {
  for (const { path, bytes, sha256 } of manifest.files) {
    const sealed = join(from, path + SEALED);
    if (await exists(sealed)) await unsealFile(sealed, join(work, path), path, await passphrase());
    else {
      await copyFile(join(from, path), join(work, path)).catch(() => {
        throw new CommandError(`The backup lacks ${path}.`);
      });
    }
    await chmod(join(work, path), 0o600);
    const found = await measure(work, path);
    if (found.sha256 !== sha256 || found.bytes !== bytes) {
      throw new CommandError(`${path} is not what was backed up: its SHA-256 is another one.`);
    }
  }
}

async function check(manifest: BackupManifest, given: VerifierKey | undefined, work: string): Promise<void> {
  const key = given ?? (manifest.verifierKey === null ? undefined : readVerifierKey(manifest.verifierKey));
  const { events, root, difference } = await verifyData({ dataDir: work }, { key, witnesses: [] });
  if (difference) throw new CommandError(`The ledger in the backup is not what it was. ${difference.what}`);
  if (events === manifest.events && toBase64(root) === manifest.root) return;
  throw new CommandError('The backup holds another ledger than its manifest names.');
}

/** Destroys again what was erased after the backup, records the decisions that it lacks, and removes what was refused. */
async function eraseAgain(work: string, register: readonly Decision[]) {
  const files = filesOf(work);
  const vault = await openVault(files);
  try {
    const choice = await storeChoice(files.events);
    const store = await openEventStore({ ...files, store: choice, storePrefix: undefined });
    try {
      const erased = await replayErasures({ store, vault, now: () => new Date() }, register);
      const rejectionsLeftOut = (await exists(files.rejections))
        ? await eraseFromRejections(store, files.rejections)
        : 0;
      return { ...erased, rejectionsLeftOut };
    } finally {
      await store.close();
    }
  } finally {
    vault.close();
  }
}

async function writeRegister(path: string, decisions: readonly Decision[]): Promise<void> {
  if (decisions.length === 0) return;
  const lines = decisions.map((decision) => `${JSON.stringify(decision)}\n`);
  await writeFile(path, lines.join(''), { mode: 0o600 });
}

async function readRegister(path: string): Promise<Decision[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${path}: ${error.code ?? error.message}.`);
  });
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line, n) => {
    const decision = parseDecision(line);
    if (decision) return decision;
    throw new UsageError(`${path}, line ${n + 1}: this is no decision about an erasure.`);
  });
}
