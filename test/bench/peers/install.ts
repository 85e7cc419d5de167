/**
 * Other event stores that are measured beside this one. They are no dependency of the project: they are installed on request,
 * in a folder outside it, with npm. `sqlite3` is compiled or downloaded by its install script.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const PACKAGES = {
  'emmett-sqlite': {
    '@event-driven-io/emmett': '0.38.5',
    '@event-driven-io/emmett-sqlite': '0.38.5',
    sqlite3: '5.1.7',
  },
  'emmett-postgresql': { '@event-driven-io/emmett': '0.42.0', '@event-driven-io/emmett-postgresql': '0.42.0' },
} as const;

export type PeerName = keyof typeof PACKAGES;

/** Where a peer is installed, or why it is not there. */
export type PeerFolder = { readonly folder: string; readonly version: string } | { readonly missing: string };

export type PeerFolders = Readonly<Record<PeerName, PeerFolder>>;

const LONGEST_MS = 15 * 60_000;
const NOT_ASKED = { missing: 'not measured: no --peers' };

/** Without a folder: none. Those that are there are used as they are. */
export async function installPeers(folder: string | null, say: (text: string) => void): Promise<PeerFolders> {
  if (folder === null) return { 'emmett-sqlite': NOT_ASKED, 'emmett-postgresql': NOT_ASKED };
  const one = async (name: PeerName): Promise<PeerFolder> => {
    const place = join(folder, name);
    const versions = PACKAGES[name];
    try {
      if (!(await isThere(place, versions))) {
        say(`installing ${name} in ${place} (minutes when it must be compiled)`);
        await install(place, versions);
      }
      return { folder: place, version: versions['@event-driven-io/emmett'] };
    } catch (error) {
      say((error as Error).message);
      return { missing: 'not measured: could not be installed' };
    }
  };
  return { 'emmett-sqlite': await one('emmett-sqlite'), 'emmett-postgresql': await one('emmett-postgresql') };
}

type Versions = Readonly<Record<string, string>>;

async function isThere(place: string, versions: Versions): Promise<boolean> {
  for (const [name, version] of Object.entries(versions)) {
    const file = join(place, 'node_modules', name, 'package.json');
    if (!existsSync(file)) return false;
    if ((JSON.parse(await readFile(file, 'utf8')) as { version: string }).version !== version) return false;
  }
  return true;
}

async function install(place: string, versions: Versions): Promise<void> {
  await mkdir(place, { recursive: true });
  const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  const options = ['install', '--prefix', place, '--ignore-scripts=false', '--no-audit', '--no-fund'];
  const npm = spawn('npm', [...options, ...packages], {
    cwd: place,
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: LONGEST_MS,
  });
  const [code] = (await once(npm, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`npm install of ${packages.join(' ')} ended with ${code}`);
}
