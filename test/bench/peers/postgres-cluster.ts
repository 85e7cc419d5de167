/** A PostgreSQL server of its own for the time of a measurement, from the binaries that are installed. */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Where Debian puts them, by version. */
const DEBIAN = '/usr/lib/postgresql';
/** Users without rights that a server may run as: PostgreSQL refuses to run as root. */
const USERS = ['postgres', 'nobody'];
/** As PostgreSQL's documentation recommends for a machine of its own; commits wait for the disk, which is its default. */
const SETTINGS = ['shared_buffers=1GB', 'max_wal_size=4GB', 'listen_addresses='];

const run = promisify(execFile);

export interface Cluster {
  readonly connectionString: string;
  readonly version: string;
  /** Stops it and takes its files away. */
  stop(): Promise<void>;
}

/** Why there can be none here; null when there can. */
export function clusterProblem(): string | null {
  if (newestBinaries() === null) return 'not measured: no PostgreSQL server installed';
  return process.getuid?.() === 0 && unprivileged() === null ? 'not measured: no user to run PostgreSQL as' : null;
}

/** Starts a new, empty server that listens on a socket in its own folder only. @throws Error with what it said. */
export async function startCluster(): Promise<Cluster> {
  const binaries = newestBinaries()!;
  const user = process.getuid?.() === 0 ? unprivileged() : null;
  const folder = await mkdtemp(join(tmpdir(), 'bench-pg-'));
  if (user) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const tool = (name: string, args: readonly string[]) => run(join(binaries, name), args, { ...user, cwd: folder });
  try {
    await tool('initdb', ['-D', data, '-U', 'bench', '--auth=trust', '--encoding=UTF8', '--locale=C']);
    const settings = [...SETTINGS, `unix_socket_directories=${folder}`].map((setting) => `-c ${setting}`).join(' ');
    await tool('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'log'), '-o', settings, 'start']);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const { stdout } = await tool('postgres', ['--version']);
  const abandon = () => {
    execFileSync(join(binaries, 'pg_ctl'), ['-D', data, '-m', 'immediate', 'stop'], { ...user, stdio: 'ignore' });
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', abandon); // when the program is interrupted
  return {
    connectionString: `postgresql://bench@localhost/postgres?host=${encodeURIComponent(folder)}`,
    version: /\d+(\.\d+)?/.exec(stdout)![0],
    async stop() {
      process.off('exit', abandon);
      await tool('pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop']);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function newestBinaries(): string | null {
  if (!existsSync(DEBIAN)) return null;
  const versions = readdirSync(DEBIAN).filter((name) => existsSync(join(DEBIAN, name, 'bin/initdb')));
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? null : join(DEBIAN, newest, 'bin');
}

function unprivileged(): { uid: number; gid: number } | null {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const user of USERS) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${user}:`))?.split(':') ?? [];
    if (uid !== undefined) return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}
