/** The numbers of inhabitants of `--population`. */
import type { PopulationRow } from '#libs/fact-schema';
import { PopulationFileError, readPopulationFile as read } from '#libs/interchange';
import { UsageError } from '../errors.js';

/** @throws UsageError naming the line and what is wrong with it. */
export async function readPopulationFile(path: string): Promise<PopulationRow[]> {
  try {
    return await read(path);
  } catch (error) {
    if (error instanceof PopulationFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
