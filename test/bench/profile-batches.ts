/**
 * What it costs to bring facts up to date by a batch of events, in a ledger of a size: a region's history is recorded, all
 * but its last events are filled, and these are applied in batches, as a server does with what comes in.
 *
 * `node dist/test/bench/profile-batches.js [--events N] [--sizes N,N,...]`
 */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { recordLines } from '#apps/ledger';
import type { EventStore, StoredEvent } from '#libs/event-store';
import { ledgerPlace, openFactStore } from '#libs/facts';
import { costOf, quantile } from './support/measure.js';
import { region } from './support/region.js';
import { openLedgerIn } from './support/recording.js';

/** The first batches meet cold tables and are not counted. */
const WARM_UP = [40, 40, 500];

/** How often a size is measured: small batches cost little, and vary more. */
const timesOf = (size: number): number => Math.min(5, Math.max(1, Math.floor(4_000 / size)));

async function read(store: EventStore, after: string, count: number): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of store.readAll({ after, limit: count })) events.push(event);
  return events;
}

const { values } = parseArgs({
  options: { events: { type: 'string', default: '100000' }, sizes: { type: 'string', default: '40,500,2000' } },
});
const sizes = values.sizes.split(',').map(Number);
/** Events that are left to be applied. */
const later = [...WARM_UP, ...sizes.map((size) => size * timesOf(size))].reduce((sum, events) => sum + events, 0);
const folder = await mkdtemp(join(tmpdir(), 'care-ledger-batches-'));
try {
  const { file } = await region(Number(values.events), join(tmpdir(), 'care-ledger-bench-events'), console.error);
  const { store, vault, codec, path, recording, ...ledger } = openLedgerIn(folder);
  for await (const _ of recordLines(recording, createReadStream(file)));
  await ledger.endRecording();
  const all = Number((await store.head())!.position);
  const [last] = await read(store, String(all - later - 1), 1);
  const { position, recordedAt } = last!;
  const facts = await openFactStore(join(folder, 'facts.duckdb'), { codec });
  const place = ledgerPlace({ kind: 'sqlite', path }, vault)!;
  await facts.fill({ ledger: place, until: { position, recordedAt } });

  const apply = async (size: number): Promise<number> => {
    const batch = await read(store, (await facts.head())!.position, size);
    return (await costOf(() => facts.apply(batch))).processorMs;
  };
  for (const size of WARM_UP) await apply(size);
  for (const size of sizes) {
    const costs: number[] = [];
    for (let i = 0; i < timesOf(size); i += 1) costs.push(await apply(size));
    console.log(
      `${size} events: ${quantile(costs, 0.5).toFixed(0)} ms of processor time, in a ledger of ${all} events`,
    );
  }
  await facts.close();
  await ledger.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}
