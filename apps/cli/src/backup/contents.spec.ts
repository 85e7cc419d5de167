/** What a backup takes along beside the events: every file of a data directory, or a reason why not. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import type { AccessLogCheck } from '#libs/access';
import { DATA_FILES } from '../data/data-directory.js';
import { run } from '../program.js';
import { startServer } from '../server/start-server.js';
import { madeLedger } from '../testing/made-ledger.js';
import type { BackupManifest } from './manifest.js';

/** What a database or DuckDB keeps beside a file while it is open. */
const BESIDE = /(-wal|-shm|\.wal)$/;

let folder: string;
let data: string;
let token: string;
let manifest: BackupManifest;
let whileRunning: string[];
let log: AccessLogCheck;
let answers: unknown[];

async function command(...args: string[]) {
  const said: string[] = [];
  const status = await run(args, { out: (text) => said.push(text), err: () => undefined });
  return { status, said: said.join('\n') };
}

const logCheck = async (...more: string[]) =>
  JSON.parse((await command('access-log', 'verify', '--data', data, '--json', ...more)).said) as AccessLogCheck;

function keptAnswers(): unknown[] {
  const db = new DatabaseSync(join(data, 'answers.sqlite'), { readOnly: true });
  try {
    return db.prepare('SELECT principal, asked_at, question, cells FROM answer ORDER BY id').all();
  } finally {
    db.close();
  }
}

/** Statuses of a figure asked with the token and without one. */
async function ask(): Promise<number[]> {
  const server = await startServer({ dataDir: data, port: 0, log: false });
  try {
    const { head } = await server.projection.status();
    await server.projection.waitFor(head!.position, 60_000);
    const url = `${server.url}/v1/indicators/regular-ending/values?from=2021-01-01&to=2021-12-31`;
    const statuses = [{ authorization: `Bearer ${token}` }, undefined].map(
      async (headers) => (await fetch(url, { headers })).status,
    );
    whileRunning = readdirSync(data);
    return await Promise.all(statuses);
  } finally {
    await server.stop();
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backup-contents-'));
  data = join(folder, 'data');
  process.env['CARE_LEDGER_BSN_VAULT'] = join(folder, 'bsn.sqlite');
  await madeLedger(data, 30);
  writeFileSync(join(data, 'instruments.csv'), 'instrument,version,scale,item\nSTEP,1,FJ,1\n');
  const made = ['--name', 'desk', '--role', 'analyst', '--region', 'Regio Noord', '--data', data];
  token = (await command('token', 'create', ...made)).said;
  expect(await ask()).toEqual([200, 401]);
  const out = join(folder, 'export');
  expect((await command('export', '--format', 'csv', '--out', out, '--data', data, '--json')).status).toBe(0);
  writeFileSync(join(data, 'erasures.ndjson'), '');
  log = await logCheck();
  answers = keptAnswers();
  manifest = JSON.parse((await command('backup', '--data', data, '--to', join(folder, 'backup'), '--json')).said);
});
afterAll(() => {
  delete process.env['CARE_LEDGER_BSN_VAULT'];
  rmSync(folder, { recursive: true });
});

describe('a backup', () => {
  it('has every file of the data directory, or says why not', () => {
    const named = [...manifest.files, ...manifest.leftOut].map(({ path }) => path).sort();
    const there = readdirSync(data).filter((name) => !BESIDE.test(name));
    expect(named).toEqual(there.sort());
    expect(readdirSync(join(folder, 'backup')).sort()).toEqual(
      ['manifest.json', ...manifest.files.map(({ path }) => path)].sort(),
    );
    for (const { why } of manifest.leftOut) expect(why).not.toBe('');
  });

  it('has nothing of the BSN vault, which is a file apart', () => {
    expect(existsSync(join(folder, 'bsn.sqlite'))).toBe(true);
    expect(readdirSync(join(folder, 'backup')).filter((name) => name.includes('bsn'))).toEqual([]);
  });

  it('knows every file that a server makes, and a server makes every file it knows', () => {
    const made = new Set([...whileRunning.filter((name) => !BESIDE.test(name)), 'erasures.ndjson']);
    expect([...made].sort()).toEqual(DATA_FILES.map(({ name }) => name).sort());
  });

  it('brings back who looked, what analysts were told, and their tokens', async () => {
    expect([log.entries > 0, answers.length]).toEqual([true, 1]);
    const safe = join(folder, 'safe');
    mkdirSync(safe);
    for (const key of ['master.key', 'pseudonym.key', 'signing.key']) copyFileSync(join(data, key), join(safe, key));
    rmSync(data, { recursive: true });
    const from = ['--from', join(folder, 'backup'), '--keys', safe, '--no-erasures'];
    const restored = await command('restore', '--data', data, ...from);
    expect(restored).toMatchObject({ status: 0, said: expect.stringContaining('revoke again') });
    // what was there, the backup and the restore
    const found = await logCheck('--head', `${log.head.number}:${log.head.hash}`);
    expect(found).toMatchObject({ fault: null, entries: log.entries + 2 });
    expect(keptAnswers()).toEqual(answers);
    expect(await ask()).toEqual([200, 401]);
  });
});
