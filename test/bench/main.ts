/** `npm run bench`: measures one part after the other in a temporary folder (docs/benchmarks.md). */
import { rmSync } from 'node:fs';
import { readFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freshness } from './parts/freshness.js';
import { ingest } from './parts/ingest.js';
import { queries } from './parts/queries.js';
import { rebuild } from './parts/rebuild.js';
import { replay } from './parts/replay.js';
import { scale } from './parts/scale.js';
import { singles } from './parts/singles.js';
import { installPeers, type PeerFolders } from './peers/install.js';
import type { Context, Part } from './support/context.js';
import { Ledgers } from './support/ledgers.js';
import { commitOf, load, machine } from './support/machine.js';
import type { Measurement } from './support/measure.js';
import { benchOptions, USAGE, type PartName } from './support/options.js';
import { writePage } from './support/page.js';
import { region, type Region } from './support/region.js';
import { sections, writeResults, type PartResult, type Results, type Section } from './support/report.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const RESULTS = join(ROOT, 'dist/bench/bench-results.json');
const PAGE = join(ROOT, 'docs/benchmarks.md');

const PARTS: Readonly<Record<PartName, readonly [string, Part]>> = {
  ingest: ['Ingest', ingest],
  singles: ['Single events', singles],
  rebuild: ['Rebuild', rebuild],
  queries: ['Figures', queries],
  freshness: ['Freshness and latency', freshness],
  replay: ['Replay', replay],
  scale: ['Scale', scale],
};

const began = performance.now();
const seconds = (since: number) => (performance.now() - since) / 1_000;
const say = (text: string) => void process.stderr.write(`${seconds(began).toFixed(0).padStart(5)} s  ${text}\n`);

/** Measures a part; one that fails is told of and does not keep the others from being measured. */
async function take(name: PartName, context: Context): Promise<PartResult> {
  const [title, measure] = PARTS[name];
  const loadBefore = load();
  if (seconds(began) > context.options.minutes * 60) {
    say(`${title}: left out, as the time was over before it began`);
    return { name: title, seconds: 0, loads: [loadBefore, loadBefore], measurements: [] };
  }
  say(title);
  const since = performance.now();
  let measurements: readonly Measurement[] = [];
  let failure: string | undefined;
  try {
    measurements = await measure(context);
  } catch (error) {
    process.stderr.write(`${(error as Error).stack}\n`);
    failure = (error as Error).message.split('\n')[0]!;
  }
  return { name: title, seconds: seconds(since), loads: [loadBefore, load()], measurements, failure };
}

function orExplain<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

function describePeers(peers: PeerFolders): string {
  return Object.entries(peers)
    .map(([name, peer]) => ('missing' in peer ? `${name} ${peer.missing}` : `${name} ${peer.version}`))
    .join(', ');
}

const options = orExplain(() => benchOptions(process.argv.slice(2)));
if (options.help) {
  console.log(USAGE);
  process.exit(0);
}
const folder = await mkdtemp(join(tmpdir(), 'care-ledger-bench-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
const commit = await commitOf(ROOT);
const regions = new Map<number, Promise<Region>>();
const regionOf = (events: number): Promise<Region> => {
  const made = regions.get(events) ?? region(events, options.cache, say);
  regions.set(events, made);
  return made;
};
const parts: PartResult[] = [];
const peers = await installPeers(options.peers, say);
const ledgers = new Ledgers(folder, regionOf, say);
const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };

/** Keeps what has been measured so far: a run takes long, and may be ended before its last part. */
async function keep(): Promise<readonly Section[]> {
  const results: Results = {
    command: ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' '),
    at: `${new Date().toISOString().slice(0, 16)}Z`,
    version,
    commit,
    peers: describePeers(peers),
    machine: machine(),
    seconds: seconds(began),
    parts,
  };
  const measured = sections(results);
  await writeResults(RESULTS, results);
  const titles = Object.values(PARTS).map(([title]) => title);
  if (options.write) await writePage(PAGE, measured, titles);
  return measured;
}

let measured: readonly Section[] = [];
for (const name of options.parts) {
  parts.push(await take(name, { options, folder, peers, ledgers, regionOf, say }));
  measured = await keep();
}
console.log(`${measured.map(({ text }) => text).join('\n\n')}\n\nAll values: ${relative(process.cwd(), RESULTS)}`);
if (parts.some(({ failure }) => failure !== undefined)) process.exit(1);
