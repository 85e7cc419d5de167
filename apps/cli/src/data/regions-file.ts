/** The municipality-to-region table of `--regions`. */
import type { RegionRow } from '#libs/fact-schema';
import { readRegionsFile as read, RegionsFileError } from '#libs/interchange';
import { UsageError } from '../errors.js';

/** @throws UsageError naming the line and what is wrong with it. */
export async function readRegionsFile(path: string): Promise<RegionRow[]> {
  try {
    return await read(path);
  } catch (error) {
    if (error instanceof RegionsFileError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}
