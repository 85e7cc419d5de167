/** One process at a time has a directory: the lock is the operating system's and ends with the process, however that ends. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { isBusy } from '#libs/sqlite';

/** The directory is another process's. */
export class DirectoryInUseError extends Error {
  override readonly name = 'DirectoryInUseError';
}

/**
 * Makes the directory (readable by its owner only) where it is not there, and takes it for this process.
 * @param file name of the lock in it.
 * @returns how to let go of it.
 * @throws DirectoryInUseError
 */
export function lockDirectory(directory: string, file: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const db = new DatabaseSync(join(directory, file), { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (!isBusy(error)) throw error;
    throw new DirectoryInUseError(`Another service works in ${directory}: give each a directory of its own.`);
  }
  return () => {
    db.exec('ROLLBACK');
    db.close();
  };
}
