/** Opens the fact tables, which also takes the data directory for this process: DuckDB locks its file. */
import { existsSync } from 'node:fs';
import type { Codec } from '#libs/codec';
import { openFactStore, type FactStore, type InstrumentDefinition } from '#libs/facts';
import { InstrumentsFileError, readInstrumentsFile } from '#libs/interchange';
import { CommandError, UsageError } from '../errors.js';
import type { DataFiles } from './data-directory.js';
import { announcedUrl } from './server-file.js';

/**
 * Opens the facts with the instruments of the directory: with others than before they are made anew.
 * @throws UsageError naming what is wrong with the instruments; CommandError naming the server's address when another process holds the data directory.
 */
export async function openFacts(files: DataFiles, codec: Codec): Promise<FactStore> {
  const instruments = await instrumentsOf(files);
  try {
    return await openFactStore(files.facts, { codec, instruments });
  } catch (error) {
    if (!isLocked(error)) throw error;
    const url = await announcedUrl(files);
    throw new CommandError(
      `Another process holds this data directory${url ? `: a server at ${url}` : ''}. ` +
        `import and indicator can go through a server with --url ${url ?? '<its address>'}; ` +
        'export, replay and all else that reads whole histories need the directory to themselves: stop the server, run the command, start it again.',
      { cause: error },
    );
  }
}

/**
 * The instruments of a data directory.
 * @throws UsageError naming what is wrong with them
 */
export async function instrumentsOf({ instruments: path }: DataFiles): Promise<InstrumentDefinition[]> {
  if (!existsSync(path)) return [];
  return readInstrumentsFile(path).catch((error: unknown) => {
    if (error instanceof InstrumentsFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  });
}

/** Whether another process has the file open. DuckDB says so in words only, as the cause of the error. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && (/\block\b/i.test(error.message) || isLocked(error.cause));
}
