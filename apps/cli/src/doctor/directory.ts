/** The data directory: who can read it, and how much room there is. */
import { access, constants, stat, statfs } from 'node:fs/promises';
import { DATA_FILES, type DataFiles } from '../data/data-directory.js';
import { fault, look, warning, type Finding, type Found } from './finding.js';

const MIB = 1_048_576;
/** Under so much room on the disk a server soon stops recording. */
const LITTLE_MIB = 1_024;
const NEXT_TO_NOTHING_MIB = 64;

export async function lookAtDirectory(dataDir: string, files: DataFiles): Promise<Finding[]> {
  return [
    await lookInto(dataDir),
    await look('key files', () => keysReadableBy(files)),
    await look('disk', async () => {
      const { bavail, bsize } = await statfs(dataDir);
      return room((bavail * bsize) / MIB);
    }),
  ];
}

/** Who can read a directory that is there. */
export function lookInto(dataDir: string): Promise<Finding> {
  return look('data directory', () => readableBy(dataDir));
}

async function readableBy(dataDir: string): Promise<Found> {
  const mayUse = await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!mayUse) return fault(`This user cannot read and write ${dataDir}: run care-ledger as the user it belongs to.`);
  if (!(await isForOthers(dataDir))) return dataDir;
  return warning(`Others on this machine can look into ${dataDir}: chmod 700 ${dataDir}`);
}

async function keysReadableBy(files: DataFiles): Promise<Found> {
  const keys = DATA_FILES.filter(({ inBackup }) => inBackup === 'key').map(({ id }) => files[id]);
  const open: string[] = [];
  let here = 0;
  for (const key of keys) {
    const forOthers = await isForOthers(key).catch(() => null);
    if (forOthers !== null) here += 1;
    if (forOthers) open.push(key);
  }
  if (open.length > 0) return fault(`Others on this machine can read ${open.join(', ')}: chmod 600 ${open.join(' ')}`);
  return here === 0 ? 'none in the data directory' : 'for their owner only';
}

/** Where files have no such rights, nothing is said of them. */
async function isForOthers(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  return process.platform !== 'win32' && (mode & 0o077) !== 0;
}

/** @param mib room that is left, in MiB */
export function room(mib: number): Found {
  const left = `${Math.floor(mib).toLocaleString('en')} MiB are free.`;
  if (mib < NEXT_TO_NOTHING_MIB) return fault(`Only ${left} Make room, or nothing can be recorded.`);
  return mib < LITTLE_MIB ? warning(`Only ${left} Make room before it is full.`) : left;
}
