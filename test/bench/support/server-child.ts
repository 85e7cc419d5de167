/** The server in a process of its own, so that its memory is its own and its client does not slow it down. */
import { existsSync, readFileSync } from 'node:fs';
import { startServer } from '#apps/cli';

const [dataDir] = process.argv.slice(2);
const server = await startServer({ dataDir: dataDir!, port: 0, log: false });

/** Most resident memory so far, in MB. On Linux `maxRSS` can be that of the process that started this one. */
function peakMemory(): number {
  const status = '/proc/self/status';
  const own = existsSync(status) ? /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1024;
}

/** Processor time of all threads so far. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

process.on('message', (message) => {
  if (message === 'usage') process.send!({ memoryMB: peakMemory(), seconds: processorSeconds() });
  if (message === 'stop') void server.stop().then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(1));
process.send!({ url: server.url });
