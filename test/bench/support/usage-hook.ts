/**
 * What a process has used. Loaded into a server with `--import`, it answers the process that started it, and ends the
 * server when that one is gone.
 */
import { existsSync, readFileSync } from 'node:fs';

/** What a process has used so far. */
export interface Usage {
  /** Most memory that was resident, in MB. */
  readonly memoryMB: number;
  /** Processor time of all threads. */
  readonly processorMs: number;
}

/** Of this process. On Linux `maxRSS` can be that of the process that started this one. */
export function usage(): Usage {
  const status = '/proc/self/status';
  const own = existsSync(status) ? /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  const { user, system } = process.cpuUsage();
  return {
    memoryMB: (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024,
    processorMs: (user + system) / 1_000,
  };
}

process.on('message', (message) => {
  if (message === 'usage') process.send!(usage());
});
process.on('disconnect', () => process.exit(1));
process.channel?.unref(); // being ready to answer keeps nobody alive
