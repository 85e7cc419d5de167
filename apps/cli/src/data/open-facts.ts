/** Opens the fact tables, which also takes the data directory for this process: DuckDB locks its file. */
import type { Codec } from '#libs/codec';
import { openFactStore, type FactStore } from '#libs/facts';
import { CommandError } from '../errors.js';
import type { DataFiles } from './data-directory.js';
import { announcedUrl } from './server-file.js';

/** @throws CommandError naming the server's address when another process holds the data directory. */
export async function openFacts(files: DataFiles, codec: Codec): Promise<FactStore> {
  try {
    return await openFactStore(files.facts, { codec });
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

/** DuckDB says so in words only, as the cause of the error. */
function isLocked(error: unknown): boolean {
  return error instanceof Error && (/\block\b/i.test(error.message) || isLocked(error.cause));
}
