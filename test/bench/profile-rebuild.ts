/**
 * Where the processor time of making all facts anew goes: a region's history is recorded, then its facts are filled, and
 * with `--apply` also made by applying every event, as a server does with what comes in.
 *
 * `node dist/test/bench/profile-rebuild.js [--events N] [--apply]`; with `node --cpu-prof`, a profile of every thread.
 */
import { once } from 'node:events';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { recordLines } from '#apps/ledger';
import { ledgerPlace, openFactStore, type FillStage } from '#libs/facts';
import { simulate } from '#libs/simulation';
import { openLedgerIn } from './support/recording.js';

const { values } = parseArgs({
  options: { events: { type: 'string', default: '100000' }, apply: { type: 'boolean', default: false } },
});

const HISTORY = { from: '2014-01-01', to: '2025-12-31', seed: 'bench' };
const EVENTS_PER_CLIENT = 17.2;

const WHAT: Readonly<Record<FillStage, string>> = {
  read: 'read, put together by whom they concern (threads)',
  fold: 'unseal, fold, rows (threads)',
  load: 'rows loaded, indexes, checkpoint (DuckDB)',
};

async function writeRegion(file: string): Promise<void> {
  const out = createWriteStream(file);
  for (const event of simulate({ ...HISTORY, clients: Math.round(Number(values.events) / EVENTS_PER_CLIENT) })) {
    if (!out.write(`${JSON.stringify(event)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

/** Processor time of this process since the last time it was asked, in microseconds. */
function lap(): number {
  const used = process.cpuUsage(before);
  before = process.cpuUsage();
  return used.user + used.system;
}
let before = process.cpuUsage();

function report(events: number, microseconds: number, what: string): void {
  console.log(`${(microseconds / events).toFixed(1).padStart(7)} us an event: ${what}`);
}

const folder = await mkdtemp(join(tmpdir(), 'care-ledger-profile-'));
try {
  await writeRegion(join(folder, 'region.ndjson'));
  const { store, vault, codec, path, recording, ...ledger } = openLedgerIn(folder);
  for await (const _ of recordLines(recording, createReadStream(join(folder, 'region.ndjson'))));
  await ledger.endRecording();
  const until = (await store.head())!;
  const events = Number(until.position);

  const filled = await openFactStore(join(folder, 'filled.duckdb'), { codec });
  const spent = new Map<FillStage, number>();
  let current: FillStage | null = null;
  const enter = (stage: FillStage | null) => {
    const time = lap();
    if (current !== null) spent.set(current, time);
    current = stage;
  };
  const began = performance.now();
  const place = ledgerPlace({ kind: 'sqlite', path }, vault)!;
  await filled.fill({ ledger: place, until, onStage: enter });
  enter(null);
  const seconds = (performance.now() - began) / 1000;
  for (const [stage, time] of spent) report(events, time, WHAT[stage]);
  const sum = [...spent.values()].reduce((a, b) => a + b, 0);
  report(events, sum, `filled, all together; ${Math.round(events / seconds)} events/s by the clock`);
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  console.log(`${Math.round(Number(peak) / 1024)} MB at most, recording before it included`);
  await filled.close();

  if (values.apply) {
    const applied = await openFactStore(join(folder, 'applied.duckdb'), { codec });
    lap();
    for await (const batch of store.subscribe({ batchSize: 20_000 })) {
      await applied.apply(batch);
      if (batch.at(-1)!.position === until.position) break;
    }
    await applied.close();
    report(events, lap(), 'applied in batches of 20,000');
  }
  await ledger.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
