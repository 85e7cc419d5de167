/**
 * What the memory of a process is made of, once a second. Loaded into a server with `--import`; the lines go to the file
 * named in `BENCH_MEMORY_LOG`. Linux only.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { appendFileSync, readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const EVERY_MS = 1_000;
const MEGABYTE = 1024 * 1024;
const opened: DuckDBInstance[] = [];

/** Bytes as a whole number of MB. */
const mb = (bytes: number): number => Math.round(bytes / MEGABYTE);

/** Memory of the databases by what it is for, in MB; those that were closed meanwhile are left out. */
async function ofDatabases(): Promise<string> {
  const texts: string[] = [];
  for (const instance of [...opened]) {
    try {
      const connection = await instance.connect();
      const result = await connection.run(
        'SELECT tag, CAST(memory_usage_bytes AS DOUBLE) FROM duckdb_memory() WHERE memory_usage_bytes > 1000000',
      );
      const rows = (await result.getRows()) as [string, number][];
      connection.disconnectSync();
      texts.push(rows.map(([tag, bytes]) => `${tag.toLowerCase()} ${mb(bytes)}`).join(', '));
    } catch {
      opened.splice(opened.indexOf(instance), 1);
    }
  }
  return texts.map((text) => `{${text}}`).join(' ');
}

async function line(): Promise<string> {
  const rollup = readFileSync('/proc/self/smaps_rollup', 'utf8');
  const ofKernel = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(rollup)![1]) * 1024;
  const { heapUsed, heapTotal, arrayBuffers } = process.memoryUsage();
  const [resident, anonymous] = [ofKernel('Rss'), ofKernel('Anonymous')];
  return [
    `${process.uptime().toFixed(0).padStart(4)} s`,
    `resident ${mb(resident)}`,
    `of files ${mb(resident - anonymous)}`,
    `heap ${mb(heapUsed)} of ${mb(heapTotal)}`,
    `buffers ${mb(arrayBuffers)}`,
    `DuckDB ${await ofDatabases()}`,
  ].join(' | ');
}

if (isMainThread) {
  const create = DuckDBInstance.create.bind(DuckDBInstance);
  DuckDBInstance.create = async (...args) => {
    const instance = await create(...args);
    opened.push(instance);
    return instance;
  };
  const log = process.env['BENCH_MEMORY_LOG']!;
  setInterval(() => void line().then((text) => appendFileSync(log, `${text}\n`)), EVERY_MS).unref();
}
