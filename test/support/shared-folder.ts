import { describe } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const { skip } = describe;

/** Root of the checkout. */
export const PROJECT_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where the reference data and standards lie: beside the checkout, or where `CARE_LEDGER_SHARED` says. */
export const SHARED_FOLDER = process.env['CARE_LEDGER_SHARED'] ?? resolve(PROJECT_ROOT, '../shared');

/** A path inside the shared folder. */
export function sharedPath(...parts: string[]): string {
  return join(SHARED_FOLDER, ...parts);
}

/**
 * Describes tests that read from the shared folder. Without that folder they are skipped, and the output says so.
 * @param needed path inside the folder that the tests read.
 */
export function describeWithShared(needed: string, title: string, tests: () => void): void {
  if (existsSync(sharedPath(needed))) return describe(title, tests);
  process.stderr.write(`skipped: ../shared is missing (${sharedPath(needed)}): ${title}\n`);
  skip(`${title} (skipped: ../shared is missing)`, tests);
}
