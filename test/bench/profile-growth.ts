/**
 * What an event costs on its way in as the ledger grows: the events of a region through the ledger in this process, without HTTP
 * and projection. After each so many events: processor time of all threads and of this one, bytes written and read.
 *
 * `node dist/test/bench/profile-growth.js [--events N] [--every N] [--cache DIR]`
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { recordLines } from '#apps/ledger';
import { openLedgerIn } from './support/recording.js';
import { region } from './support/region.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    every: { type: 'string', default: '100000' },
    cache: { type: 'string', default: join(tmpdir(), 'care-ledger-bench-events') },
  },
});

/** What this process used so far, in microseconds and bytes; where the system does not tell (not Linux), zero. */
function used(): readonly number[] {
  const { user, system } = process.cpuUsage();
  const told = (file: string) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
  const bytes = (name: string) => Number(new RegExp(`^${name}: (\\d+)`, 'm').exec(told('/proc/self/io'))?.[1] ?? 0);
  const own = Number(told(`/proc/self/task/${process.pid}/schedstat`).split(' ')[0]) / 1_000;
  return [user + system, own, bytes('wchar'), bytes('rchar')];
}

const row = (texts: readonly string[]) => console.log(texts.map((text) => text.padStart(15)).join(''));

const folder = await mkdtemp(join(tmpdir(), 'care-ledger-profile-'));
try {
  const { file } = await region(Number(values.events), values.cache, (text) => console.log(text));
  const ledger = openLedgerIn(folder);
  row(['events', 'microseconds', 'main thread', 'bytes written', 'bytes read']);
  let [events, shown, before] = [0, 0, used()];
  const show = () => {
    const now = used();
    row([events, ...now.map((value, i) => (value - before[i]!) / (events - shown))].map((value) => value.toFixed(0)));
    [shown, before] = [events, now];
  };
  for await (const results of recordLines(ledger.recording, createReadStream(file))) {
    events += results.length;
    if (events - shown >= Number(values.every)) show();
  }
  if (events > shown) show();
  await ledger.endRecording();
  await ledger.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
