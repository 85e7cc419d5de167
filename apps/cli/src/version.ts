/** What package.json says of the program: the nearest one above this file (sources and `dist` alike). */
import { readFileSync } from 'node:fs';

interface Package {
  readonly name?: string;
  readonly version?: string;
  readonly engines?: { readonly node?: string };
}

function readPackage(): Package {
  for (let up = '../'; up.length < 30; up += '../') {
    try {
      const text = readFileSync(new URL(`${up}package.json`, import.meta.url), 'utf8');
      const found = JSON.parse(text) as Package;
      if (found.name === 'care-ledger') return found;
    } catch {
      // not here: look one folder up
    }
  }
  return {};
}

const { version, engines } = readPackage();

/** The version of the program. */
export const VERSION = version ?? 'unknown';

/** The lowest version of Node that it runs on, such as `20.19`. */
export const NODE_NEEDED = (engines?.node ?? '').replace(/^>=\s*/, '');
