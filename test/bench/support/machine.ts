/** What a figure means nothing without: the machine it was taken on. */
import { execFile } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { promisify } from 'node:util';

export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryMB: number;
  readonly system: string;
  readonly node: string;
}

export function machine(): Machine {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryMB: Math.round(totalmem() / 2 ** 20),
    system: `${type()} ${release()}`,
    node: process.version,
  };
}

/** Processes that ran or waited to, over the last minute; always 0 where the system does not count them. */
export const load = (): number => Number(loadavg()[0]!.toFixed(2));

/** The commit of a working copy, with a plus sign when files have changed since; null where there is no git. */
export async function commitOf(folder: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['describe', '--always', '--dirty=+', '--exclude=*'], {
      cwd: folder,
    });
    return stdout.trim();
  } catch {
    return null;
  }
}
