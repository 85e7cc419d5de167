/** Where an export goes: written beside it first, and put in place when it is whole. */
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../errors.js';

/** A place to write to, and how it becomes the export. */
export interface Target {
  /** Folder for everything that is written; goes away afterwards. */
  readonly work: string;
  /** Name of the export's main file inside `work`; null when the export is a folder. */
  readonly file: string | null;
  /** Puts the export in place. @param names the files in `work` that belong to it. @returns where it now stands. */
  commit(names: readonly string[]): Promise<string>;
  /** Takes away what is left of the work. */
  clean(): Promise<void>;
}

/** The file by which a folder is known as an export. */
const MARK = 'manifest.json';

/**
 * Prepares a folder as the target.
 * @throws UsageError when it exists with something in it, unless that is an export to be overwritten.
 */
export async function folderTarget(out: string, overwrite: boolean): Promise<Target> {
  const path = resolve(out);
  const there = await readdir(path).catch(absent);
  if (there !== null && there.length > 0 && !(overwrite && there.includes(MARK))) {
    throw new UsageError(
      overwrite
        ? `${out} is not an export, so it is not overwritten: name another folder.`
        : `${out} is not empty: name another folder, or give --overwrite to replace an earlier export.`,
    );
  }
  const work = await workBeside(path);
  return {
    work,
    file: null,
    commit: async () => {
      await rm(path, { recursive: true, force: true });
      await rename(work, path);
      return path;
    },
    clean: () => rm(work, { recursive: true, force: true }),
  };
}

/**
 * Prepares a file as the target; in a folder that exists it gets the given name.
 * @throws UsageError when it exists and is not to be overwritten.
 */
export async function fileTarget(out: string, name: string, overwrite: boolean): Promise<Target> {
  const found = await stat(out).catch(absent);
  const path = found?.isDirectory() ? join(resolve(out), name) : resolve(out);
  const taken = found?.isDirectory() ? await stat(path).catch(absent) : found;
  if (taken && !(overwrite && taken.isFile())) {
    throw new UsageError(`${path} exists: name another file, or give --overwrite to replace it.`);
  }
  const work = await workBeside(path);
  return {
    work,
    file: basename(path),
    commit: async (names) => {
      for (const one of names) {
        await chmod(join(work, one), 0o600);
        await rename(join(work, one), join(dirname(path), one));
      }
      return path;
    },
    clean: () => rm(work, { recursive: true, force: true }),
  };
}

/** A place for what is only to be measured: it goes away with the rest of the work. */
export async function scratchTarget(): Promise<Target> {
  const work = await mkdtemp(join(tmpdir(), 'care-ledger-'));
  return {
    work,
    file: 'result.json',
    commit: () => Promise.resolve(work),
    clean: () => rm(work, { recursive: true, force: true }),
  };
}

/** A folder on the same disk, readable by its owner only. */
async function workBeside(path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  return mkdtemp(`${path}.partial-`);
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw new UsageError(`The export cannot be written there: ${error.code ?? error.message}.`);
}
