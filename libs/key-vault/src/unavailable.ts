/** A file that cannot be written now: told to who asks for it, and to operators until it can. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { KeysUnavailableError } from '#libs/privacy';
import { sqliteFailure } from '#libs/sqlite';
import { changeNothing } from './schema.js';

/** The files, in words. */
export type VaultFile = 'key vault' | 'BSN vault';

/** Does work on a file. @throws KeysUnavailableError where the driver's error tells that it is of no use now */
export function translating<T>(file: VaultFile, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const failure = sqliteFailure(error, file);
    throw failure ? new KeysUnavailableError(`Nothing can be saved: ${failure.reason}.`, { cause: error }) : error;
  }
}

/** Whether a file can be written, as far as was tried. */
export class Writable {
  private failed = false;

  constructor(
    private readonly db: DatabaseSyncInstance,
    private readonly file: VaultFile,
  ) {}

  /** Notes whether something could be written. */
  note(wrote: boolean): void {
    this.failed = !wrote;
  }

  /** Why nothing can be written; null when it can. Only after a failure is it tried, and no lock of another is waited for. */
  fault(): string | null {
    if (!this.failed) return null;
    try {
      translating(this.file, () => changeNothing(this.db));
      this.failed = false;
      return null;
    } catch (error) {
      return error instanceof KeysUnavailableError ? error.message : `The ${this.file} cannot be written.`;
    }
  }
}
