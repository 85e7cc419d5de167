/** `npm run bench`: measures one thing after the other on embedded stores in a temporary folder (docs/performance.md). */
import { rmSync } from 'node:fs';
import { readFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sealedCodec } from '#libs/codec';
import type { StoredEvent } from '#libs/event-store';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openKeyVault, readMasterKey } from '#libs/key-vault';
import { freshness } from './parts/freshness.js';
import { ingestRegion, ingestSingles } from './parts/ingest.js';
import { queryBesideLoop } from './parts/loop.js';
import { projectAnew } from './parts/projection.js';
import { queriesAtHead, queriesInThePast } from './parts/queries.js';
import { append, replay } from './parts/store.js';
import { growTree } from './parts/tree.js';
import { writeRegion } from './support/events.js';
import { load, machine } from './support/machine.js';
import type { Measurement } from './support/measure.js';
import { benchOptions, type BenchOptions } from './support/options.js';
import { table, writeResults, type Results, type Taken } from './support/report.js';
import { startBenchServer } from './support/server.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const RESULTS = join(ROOT, 'dist/bench/bench-results.json');
const PROJECTIONS = 3;

const taken: Taken[] = [];

/** Says what is being measured, measures it, and keeps it with the load. */
async function part(name: string, measure: () => Promise<readonly Measurement[]>): Promise<void> {
  process.stderr.write(`${name} ...\n`);
  taken.push(...(await measure()).map((one) => ({ ...one, load: load() })));
}

async function overHttp(folder: string, options: BenchOptions): Promise<void> {
  const file = join(folder, 'region.ndjson');
  process.stderr.write('making the events ...\n');
  const expected = await writeRegion(file, options.events);
  const server = await startBenchServer(join(folder, 'data'));
  try {
    await part('ingest, one request', () => ingestRegion(server, { file, expected }));
    await part('ingest, 1 connection', async () => [await ingestSingles(server, options.singles, 1)]);
    await part('ingest, 16 connections', async () => [await ingestSingles(server, options.singles, 16)]);
    await part('freshness', () => freshness(server, options.fresh));
    await part('figures, newest state', () => queriesAtHead(server, options.repeats));
    await part('figures, earlier states', () => queriesInThePast(server, expected.recorded));
  } finally {
    await server.stop();
  }
}

async function onTheStores(folder: string, options: BenchOptions): Promise<void> {
  const store = openSqliteEventStore(join(folder, 'data/events.sqlite'));
  const keys = join(folder, 'data/keys.sqlite');
  const vault = openKeyVault(keys, readMasterKey(process.env, keys));
  const codec = sealedCodec(vault);
  try {
    const events: StoredEvent[] = [];
    for await (const event of store.readAll()) events.push(event);
    await part('append', () => append(folder, events, options.singles));
    await part('tree of proofs', async () => [await growTree(folder, events)]);
    await part('replay', async () => [await replay(folder, store, codec, events, options.repeats)]);
    await part('fact tables from scratch', async () => [
      await projectAnew(join(folder, 'facts.duckdb'), store, codec, events.length, PROJECTIONS),
    ]);
    await part('a query beside a loop', async () => [
      await queryBesideLoop(join(folder, 'facts.duckdb'), codec, events, options.repeats),
    ]);
  } finally {
    await store.close();
    vault.close();
  }
}

function orExplain<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

const options = orExplain(() => benchOptions(process.argv.slice(2)));
const began = performance.now();
const loadBefore = load();
const folder = await mkdtemp(join(tmpdir(), 'care-ledger-bench-'));
process.once('SIGINT', () => {
  rmSync(folder, { recursive: true, force: true });
  process.exit(130);
});
try {
  await overHttp(folder, options);
  await onTheStores(folder, options);
} finally {
  await rm(folder, { recursive: true, force: true });
}
const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const results: Results = {
  command: ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' '),
  at: new Date().toISOString(),
  version,
  machine: machine(),
  loadBefore,
  loadAfter: load(),
  seconds: Math.round((performance.now() - began) / 1_000),
  measurements: taken,
};
await writeResults(RESULTS, results);
const { cores, processor, memoryMB, system, node } = results.machine;
console.log(`
${results.command}
${cores} cores (${processor}), ${memoryMB} MB, ${system}, Node ${node}; Care Ledger ${version}
load ${loadBefore} before, ${results.loadAfter} after; ${results.seconds} s

${table(taken)}

All values: ${relative(process.cwd(), RESULTS)}`);
