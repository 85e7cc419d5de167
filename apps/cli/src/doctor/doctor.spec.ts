import { randomBytes } from 'node:crypto';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { run } from '../program.js';
import { startServer } from '../server/start-server.js';
import { room } from './directory.js';
import type { Finding } from './finding.js';
import { newest } from './ledger.js';
import { nodeVersion } from './program.js';

let folder: string;
let data: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'care-ledger-doctor-'));
  data = join(folder, 'data');
  const server = await startServer({ dataDir: data, port: 0, log: false });
  const event = {
    specversion: '1.0',
    id: 'e1',
    source: 'urn:test',
    type: 'nl.jeugdhulptrajecten.client-moved',
    subject: 'c1',
    data: { effectiveOn: '2024-01-02', municipality: 'GM0243' },
  };
  const answer = await fetch(`${server.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify(event),
  });
  expect(answer.status).toBe(201);
  const { position } = (await answer.json()) as { position: string };
  expect(await server.projection.waitFor(position, 60_000)).toBe(true);
  await server.stop();
});
afterAll(() => rm(folder, { recursive: true }));

async function doctor(...args: string[]) {
  const lines = { out: [] as string[], err: [] as string[] };
  const status = await run(['doctor', '--data', data, ...args], {
    out: (text) => lines.out.push(text),
    err: (text) => lines.err.push(text),
  });
  return { status, out: lines.out.join('\n'), err: lines.err.join('\n') };
}

/** What is said of one thing, and the exit status. */
async function about(check: string) {
  const { status, out } = await doctor('--json');
  const { healthy, findings } = JSON.parse(out) as { healthy: boolean; findings: Finding[] };
  const found = findings.find((finding) => finding.check === check)!;
  return { exit: status, healthy, ...found };
}

describe('care-ledger doctor', () => {
  it('finds nothing to mend where all is right', async () => {
    const { status, out } = await doctor();
    expect([status, out]).toEqual([0, expect.stringMatching(/event store +ok +position 1, recorded at 20/)]);
    expect(out).toMatch(/facts +ok +up to position 1 of 1/);
    expect(out).toMatch(/pseudonym key +ok/);
    expect(out).toMatch(/signing key +ok/);
    expect(out).not.toMatch(/warning|fault/);
  });

  it.each([
    ['key vault', 'master.key'],
    ['pseudonym key', 'pseudonym.key'],
    ['key vault', 'keys.sqlite'],
  ])('says that the %s lacks %s, and makes none', async (check, file) => {
    await rename(join(data, file), join(folder, file));
    const before = await readdir(data);
    expect(await about(check)).toMatchObject({ exit: 1, healthy: false, status: 'fault' });
    expect((await readdir(data)).filter((name) => !before.includes(name))).toEqual([]);
    await rename(join(folder, file), join(data, file));
    expect((await doctor()).status).toBe(0);
  });

  it('says that a pseudonym key is another, and does not show it', async () => {
    const another = randomBytes(32).toString('base64');
    process.env['CARE_LEDGER_PSEUDONYM_KEY'] = another;
    try {
      const { detail, ...found } = await about('pseudonym key');
      expect(found).toMatchObject({ exit: 1, status: 'fault' });
      expect(detail).toContain('not the one that this ledger was begun with');
      expect(detail).not.toContain(another);
    } finally {
      delete process.env['CARE_LEDGER_PSEUDONYM_KEY'];
    }
  });

  it('says that others can read a key or the directory', async () => {
    await chmod(join(data, 'master.key'), 0o644);
    expect(await about('key files')).toMatchObject({
      exit: 1,
      status: 'fault',
      detail: expect.stringContaining('chmod 600'),
    });
    await chmod(join(data, 'master.key'), 0o600);
    await chmod(data, 0o755);
    expect(await about('data directory')).toMatchObject({
      exit: 0,
      status: 'warning',
      detail: expect.stringContaining('chmod 700'),
    });
    await chmod(data, 0o700);
  });

  it('asks the server that runs whether it is ready, and knows one that was cut off', async () => {
    expect(await about('server')).toMatchObject({ status: 'ok', detail: 'none runs on this directory' });
    const server = await startServer({ dataDir: data, port: 0, log: false });
    try {
      expect(await about('server')).toMatchObject({ exit: 0, status: 'ok', detail: `ready at ${server.url}` });
    } finally {
      await server.stop();
    }
    await writeFile(join(data, 'server.json'), JSON.stringify({ url: server.url, pid: 1 }));
    expect(await about('server')).toMatchObject({ exit: 0, status: 'warning' });
    await rm(join(data, 'server.json'));
  });

  describe('looks into the facts, and changes nothing in them', () => {
    const path = () => join(data, 'facts.duckdb');

    async function changed(sql: string): Promise<void> {
      const instance = await DuckDBInstance.create(path());
      const connection = await instance.connect();
      await connection.run(sql);
      connection.disconnectSync();
      instance.closeSync();
    }

    beforeEach(() => copyFile(path(), join(folder, 'facts.duckdb')));
    afterEach(() => rename(join(folder, 'facts.duckdb'), path()));

    it.each([
      [`UPDATE "projection" SET "position" = '7', "order" = 7`, 1, 'fault', 'of another ledger'],
      [`DELETE FROM "event"`, 1, 'fault', 'do not belong together'],
      [`UPDATE "projection" SET "version" = 'x'`, 0, 'warning', 'made anew'],
      [`DROP TABLE "projection"`, 1, 'fault', 'cannot be read as facts'],
      [`DELETE FROM "projection"`, 1, 'fault', 'cannot be read as facts'],
    ])('%s', async (sql, exit, status, said) => {
      await changed(sql);
      const before = await readFile(path());
      expect(await about('facts')).toMatchObject({ exit, status, detail: expect.stringContaining(said) });
      expect((await readFile(path())).equals(before)).toBe(true);
    });

    it('that are damaged, or not there yet', async () => {
      await writeFile(path(), 'no database');
      expect(await about('facts')).toMatchObject({ exit: 1, detail: expect.stringContaining('cannot be read') });
      await rm(path());
      expect(await about('facts')).toMatchObject({ exit: 0, detail: expect.stringContaining('none yet') });
      expect(await readdir(data)).not.toContain('facts.duckdb');
    });
  });

  it('says that the keys of an event store elsewhere are missing, and makes none', async () => {
    const lone = join(folder, 'lone');
    await mkdir(lone, { mode: 0o755 });
    const elsewhere = ['--data', lone, '--store', join(data, 'events.sqlite')];
    const { status, out } = await doctor(...elsewhere);
    expect([status, out]).toEqual([1, expect.stringMatching(/key vault +fault +The key vault .* is missing/)]);
    expect(await readdir(lone)).toEqual([]);
    // Without it nothing is found there, but who can look into the directory.
    expect((await doctor('--data', lone)).out).toMatch(
      /data directory +warning[^]+ledger +warning +There is no ledger/,
    );
    await rm(lone, { recursive: true });
  });

  it('does not take a ledger that it cannot open for one without events', async () => {
    const [events, key] = [join(data, 'events.sqlite'), join(data, 'pseudonym.key')];
    for (const file of [events, key]) await rename(file, join(folder, basename(file)));
    await writeFile(events, 'no database');
    expect(await about('event store')).toMatchObject({ exit: 1, status: 'fault' });
    expect(await about('pseudonym key')).toMatchObject({ status: 'fault' });
    for (const file of [events, key]) await rename(join(folder, basename(file)), file);
    expect((await doctor()).status).toBe(0);
  });

  it.each([
    ['none', () => []],
    ['none but its events', () => ['--store', join(data, 'events.sqlite')]],
  ])('makes no ledger where there is %s', async (_, elsewhere) => {
    const { status, out } = await doctor('--data', join(folder, 'none'), ...elsewhere());
    expect([status, out]).toEqual([0, expect.stringMatching(/ledger +warning +There is no ledger/)]);
    expect(await readdir(folder)).toEqual(['data']);
  });

  it.each([
    ['a file', () => ['--data', join(data, 'events.sqlite')]],
    ['no event store', () => ['--store', 'postgres://x']],
  ])('is used wrongly with %s', async (_, args) => {
    expect((await doctor(...args())).status).toBe(2);
  });
});

describe('what is told from', () => {
  it.each([
    ['20.19.0', 'ok'],
    ['20.20.2', 'ok'],
    ['22.1.0', 'ok'],
    ['20.18.9', 'fault'],
    ['18.20.0', 'fault'],
  ])('Node %s: %s', (version, status) => {
    const found = nodeVersion(version, '20.19');
    expect(typeof found === 'string' ? 'ok' : found.status).toBe(status);
  });

  it('the room on the disk', () => {
    expect([2_000, 1_000, 10].map((mib) => room(mib))).toEqual([
      '2,000 MiB are free.',
      expect.objectContaining({ status: 'warning' }),
      expect.objectContaining({ status: 'fault' }),
    ]);
  });

  it('the instant of the newest event', () => {
    const head = { position: '7', recordedAt: '2024-06-30T12:00:00.000Z' };
    const at = Date.parse(head.recordedAt);
    expect(newest(null, at)).toBe('no event yet');
    expect(newest(head, at - 59_000)).toContain('position 7');
    expect(newest(head, at - 61_000)).toMatchObject({ status: 'fault' });
  });
});
