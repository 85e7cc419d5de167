/** Whether a replay came to the result that its manifest speaks of, and what may explain it when not. */
import { readFile } from 'node:fs/promises';
import { sameFigure } from '#libs/replay';
import { sha256, type ReplayManifest } from './manifest.js';

export interface Comparison {
  readonly identical: boolean;
  /** What was not the same as in the first run. */
  readonly differences: readonly string[];
}

/** Compares the manifest of a first run with that of a second. */
export function compareReplays(first: ReplayManifest, second: ReplayManifest): Comparison {
  const before = first.tree?.rootHash;
  const parts = [
    ['program version', first.version, second.version],
    ['facts version', first.factsVersion, second.factsVersion],
    ['moment of the position (another ledger?)', first.recordedAt, second.recordedAt],
    ['region table', first.regionsSha256, second.regionsSha256],
    ['persons erased', first.erased, second.erased],
    ['population file', first.populationSha256, second.populationSha256],
    [
      'events up to the position (root of their tree)',
      before,
      first.tree && second.tree ? second.tree.rootHash : before,
    ],
  ] as const;
  return {
    identical: first.result.sha256 === second.result.sha256,
    differences: parts
      .filter(([, before, now]) => before !== now)
      .map(([name, before, now]) => `${name}: ${before ?? 'none'} then, ${now ?? 'none'} now`),
  };
}

/**
 * Whether two results differ by rounding alone: the database adds up on several cores, in an order of its own.
 * @param earlier file of the first result, which counts only when it is there and has the hash of the manifest.
 */
export async function sameButForRounding(earlier: string, earlierSha256: string, now: string): Promise<boolean> {
  const before = await readFile(earlier, 'utf8').catch(() => null);
  if (before === null || sha256(before) !== earlierSha256) return false;
  return sameFigure(JSON.parse(before), JSON.parse(await readFile(now, 'utf8')));
}
