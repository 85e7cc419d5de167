/**
 * Where the processor time of recording goes: a region's history as NDJSON through the ledger in this process, without HTTP and
 * projection, under V8's sampling profiler.
 *
 * `node dist/test/bench/profile-ingest.js [--events N] [--file region.ndjson] [--memory] [--functions]`
 */
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { recordLines } from '#apps/ledger';
import { simulate } from '#libs/simulation';
import { selfTimes } from './support/self-times.js';
import { openLedgerIn } from './support/recording.js';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '50000' },
    file: { type: 'string' },
    memory: { type: 'boolean', default: false },
    functions: { type: 'boolean', default: false },
  },
});

const HISTORY = { from: '2014-01-01', to: '2025-12-31', seed: 'bench' };
const EVENTS_PER_CLIENT = 17.2;

function* lines(events: number): Generator<string> {
  for (const event of simulate({ ...HISTORY, clients: Math.round(events / EVENTS_PER_CLIENT) })) {
    yield `${JSON.stringify(event)}\n`;
  }
}

/** Processor time of this thread, and its time waiting for a core, in microseconds, where the system tells it (Linux). */
function ownTime(): { readonly run: number; readonly queued: number } | null {
  const file = `/proc/self/task/${process.pid}/schedstat`;
  if (!existsSync(file)) return null;
  const [run, queued] = readFileSync(file, 'utf8').split(' ').map(Number) as [number, number];
  return { run: run / 1_000, queued: queued / 1_000 };
}

const folder = await mkdtemp(join(tmpdir(), 'care-ledger-profile-'));
try {
  const file = values.file ?? join(folder, 'region.ndjson');
  if (values.file === undefined) await writeFile(file, lines(Number(values.events)));
  const ledger = openLedgerIn(values.memory ? null : folder);
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  const [before, ownBefore] = [process.cpuUsage(), ownTime()];
  const began = performance.now();
  const counts = { recorded: 0, duplicate: 0, rejected: 0 };
  for await (const results of recordLines(ledger.recording, createReadStream(file))) {
    for (const { status } of results) counts[status] += 1;
  }
  const seconds = (performance.now() - began) / 1_000;
  const { user, system } = process.cpuUsage(before);
  const all = user + system;
  const ownAfter = ownTime();
  const own = ownBefore === null ? all : ownAfter!.run - ownBefore.run;
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  await ledger.endRecording();
  await ledger.close();
  const events = counts.recorded + counts.duplicate + counts.rejected;
  const each = own / events;
  console.log(JSON.stringify(counts));
  console.log(
    `${(all / events).toFixed(1)} microseconds of processor time for each of ${events} events, ${each.toFixed(1)} of them in ` +
      `the main thread, by part below; ${Math.round(events / seconds)} events/s`,
  );
  if (ownBefore !== null) {
    const asleep = 1 - (own + ownAfter!.queued - ownBefore.queued) / (seconds * 1_000_000);
    console.log(`${(asleep * 100).toFixed(0)} % of the time the main thread had nothing to do`);
  }
  for (const { name, share } of selfTimes(profile, values.functions).slice(0, values.functions ? 60 : 25)) {
    console.log(`${(share * 100).toFixed(1).padStart(5)} %  ${(share * each).toFixed(1).padStart(6)}  ${name}`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
