/** The version of the program, from the nearest package.json above this file (sources and `dist` alike). */
import { readFileSync } from 'node:fs';

function readVersion(): string {
  for (let up = '../'; up.length < 30; up += '../') {
    try {
      const text = readFileSync(new URL(`${up}package.json`, import.meta.url), 'utf8');
      const { name, version } = JSON.parse(text) as { name?: string; version?: string };
      if (name === 'care-ledger' && version) return version;
    } catch {
      // not here: look one folder up
    }
  }
  return 'unknown';
}

export const VERSION = readVersion();
