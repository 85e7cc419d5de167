/** The events of a simulated region in a file: made once on all cores, and kept for the next run. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DrawEvents } from '../tasks/draw-events.js';
import type { Counts } from './client.js';
import { mergeParts } from './merge.js';
import { inOwnProcess } from './task.js';

export interface Region {
  /** NDJSON in order of delivery. */
  readonly file: string;
  /** What the ledger must make of them. */
  readonly expected: Counts;
}

const EVENTS_PER_CLIENT = 16.5;
/** So many that a process draws each client once (`simulateDeliveries`). */
const CLIENTS_PER_PART = 6_000;
const SIMULATION = fileURLToPath(new URL('../../../libs/simulation/', import.meta.url));

/** @param events how many, about. @param cache the folder where they are kept. */
export async function region(events: number, cache: string, say: (text: string) => void): Promise<Region> {
  const folder = join(cache, await versionOfSimulation());
  const file = join(folder, `${events}.ndjson`);
  const counted = join(folder, `${events}.json`);
  if (existsSync(counted)) return { file, expected: JSON.parse(await readFile(counted, 'utf8')) as Counts };
  say(`making ${events} events`);
  const clients = Math.round(events / EVENTS_PER_CLIENT);
  const work = join(folder, `${events}-parts`);
  await mkdir(work, { recursive: true });
  const parts: DrawEvents[] = [];
  for (let from = 0; from < clients; from += CLIENTS_PER_PART) {
    const part = { from, until: Math.min(clients, from + CLIENTS_PER_PART) };
    parts.push({ clients, part, file: join(work, `${String(from).padStart(9, '0')}.tsv`) });
  }
  const waiting = [...parts];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await inOwnProcess('draw-events', next);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const expected = await mergeParts(
    parts.map((part) => part.file),
    `${file}.part`,
  );
  await rename(`${file}.part`, file);
  await writeFile(counted, JSON.stringify(expected));
  await rm(work, { recursive: true });
  return { file, expected };
}

/** Another simulation makes other events. */
async function versionOfSimulation(): Promise<string> {
  const hash = createHash('sha256');
  const names = await readdir(SIMULATION, { recursive: true });
  for (const name of names.filter((one) => one.endsWith('.js')).sort()) {
    hash.update(name).update(await readFile(join(SIMULATION, name)));
  }
  return hash.digest('hex').slice(0, 16);
}
