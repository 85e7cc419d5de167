/**
 * What the memory of the server is made of while a region's events are uploaded in one request, and until they are in the
 * figures: a line for every second, in MB.
 *
 * `node dist/test/bench/profile-memory.js [--events N]`
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fill } from './support/ledgers.js';
import { region } from './support/region.js';

const { values } = parseArgs({ options: { events: { type: 'string', default: '100000' } } });
const folder = await mkdtemp(join(tmpdir(), 'care-ledger-memory-'));
try {
  const made = await region(Number(values.events), join(tmpdir(), 'care-ledger-bench-events'), console.error);
  const log = join(folder, 'memory.log');
  process.env['BENCH_MEMORY_LOG'] = log;
  const hook = new URL('./support/memory-hook.js', import.meta.url).href;
  const { sent, received, visible, memoryMB } = await fill(join(folder, 'serve/data'), made, 'serve', [hook]);
  process.stdout.write(readFileSync(log, 'utf8'));
  const each = (ms: number) => `${((ms * 1_000) / sent).toFixed(0)} us of processor time an event`;
  console.log(
    `to the last receipt ${each(received.processorMs)}, until all are in the figures ${each(visible.processorMs)}`,
  );
  console.log(`at most ${memoryMB.toFixed(0)} MB resident`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
