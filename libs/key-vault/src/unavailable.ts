import { KeysUnavailableError } from '#libs/privacy';
import { sqliteFailure } from '#libs/sqlite';

/** Does work on the vault's file. @throws KeysUnavailableError where the driver's error tells that the file is of no use now */
export function translating<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const failure = sqliteFailure(error, 'key vault');
    throw failure ? new KeysUnavailableError(`No key can be saved: ${failure.reason}.`, { cause: error }) : error;
  }
}
