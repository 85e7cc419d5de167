import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../program.js';
import { startServer, type RunningServer } from '../server/start-server.js';

const CLIENTS = ['999900006', '999990019'];
const PASSPHRASE = 'a passphrase for tests';

let folder: string;
let data: string;
let safe: string;
let server: RunningServer;
let sent = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
  [data, safe] = [join(folder, 'data'), join(folder, 'safe')];
  writeFileSync(join(folder, 'passphrase'), `${PASSPHRASE}\n`);
  server = await start(data);
  await load(40);
  mkdirSync(safe);
  for (const key of ['master.key', 'pseudonym.key', 'signing.key']) {
    writeFileSync(join(safe, key), readFileSync(join(data, key)));
  }
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const start = (dataDir: string) => startServer({ dataDir, port: 0, log: false });

/** Trajectories of the two clients, in turns: intake, start, end. */
async function load(trajectories: number): Promise<void> {
  const lines = Array.from({ length: trajectories }, () => {
    const n = ++sent;
    const opening = { provider: 'a', municipality: 'GM0243', careForm: '02', referrer: '01', born: '2012', sex: 'V' };
    const event = (name: string, effectiveOn: string, rest: object) => ({
      specversion: '1.0',
      id: `${n}-${name}`,
      source: 'urn:test',
      type: `nl.jeugdhulptrajecten.${name}`,
      subject: `T${n}`,
      data: { effectiveOn, ...rest },
    });
    return [
      event('intake-registered', '2023-01-02', { client: { bsn: CLIENTS[n % 2] }, ...opening }),
      event('care-started', '2023-01-10', { careForm: '02', crisis: false }),
      event('trajectory-ended', '2023-05-01', { endReason: n % 3 === 0 ? '02' : '01' }),
    ];
  });
  const body = lines.flat().map((event) => JSON.stringify(event));
  const headers = { 'content-type': 'application/x-ndjson' };
  const answer = await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: body.join('\n') });
  expect((await answer.text()).match(/"recorded"/g)).toHaveLength(3 * trajectories);
}

async function figure(of: RunningServer, position: string): Promise<unknown> {
  const query = `from=2023-01-01&to=2023-12-31&asOf=${position}&observedUntil=2024-12-31`;
  const ask = () => fetch(`${of.url}/v1/indicators/regular-ending/values?${query}`);
  let answer = await ask();
  while (answer.status === 503) answer = await ask(); // the figures are not that far yet; each ask waits itself
  const { rows } = (await answer.json()) as { rows: object[] };
  return rows;
}

async function command(...args: string[]) {
  const said: string[] = [];
  const status = await run(args, { out: (text) => said.push(text), err: (text) => said.push(text) });
  return { status, said: said.join('\n') };
}

const backup = (name: string, ...more: string[]) =>
  command('backup', '--data', data, '--to', join(folder, name), ...more);
const restore = (name: string, to: string, ...more: string[]) =>
  command('restore', '--from', join(folder, name), '--data', join(folder, to), '--keys', safe, ...more);

/** What was done with the whole ledger, by the access log. */
async function looks(): Promise<string[]> {
  const { said } = await command('access-log', '--data', data, '--json');
  return (JSON.parse(said) as { action: string }[]).map(({ action }) => action);
}

describe('the drill', () => {
  it('brings back what was there, after a backup under load and the loss of everything', async () => {
    const loading = load(60);
    const made = await backup('first', '--json');
    await loading;
    expect(made.status).toBe(0);
    const manifest = JSON.parse(made.said);
    expect(await looks()).toContain('backup');
    expect(manifest.events).toBeGreaterThanOrEqual(120);
    expect(manifest.files.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining(['events.sqlite', 'tree.sqlite', 'keys.sqlite', 'rejections.sqlite']),
    );
    expect(await server.projection.waitFor(manifest.position, 60_000)).toBe(true);
    const before = await figure(server, manifest.position);
    expect(before).toMatchObject([{ denominator: expect.any(Number) }]);
    await server.stop();
    rmSync(data, { recursive: true });

    const restored = await restore('first', 'data', '--no-erasures');
    expect(restored.said).toContain(`${manifest.events.toLocaleString('en-US')} events as of`);
    expect(restored.status).toBe(0);
    expect((await command('verify', '--data', data)).status).toBe(0);
    expect((await looks()).at(-1)).toBe('restore');
    server = await start(data);
    expect(await server.projection.waitFor(manifest.position, 60_000)).toBe(true);
    expect(await figure(server, manifest.position)).toEqual(before);
    await load(1); // and it goes on
  });

  it('does not bring back who was erased since', async () => {
    const headers = { 'content-type': 'application/cloudevents+json' };
    const event = { specversion: '1.0', id: 'refused', source: 'urn:test', subject: 'T-none' };
    const body = JSON.stringify({ ...event, type: 'nl.jeugdhulptrajecten.care-started', data: {} });
    expect((await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body })).ok).toBe(false);
    for (const subject of ['T1', 'T2']) {
      const early = {
        ...event,
        id: `early-${subject}`,
        subject,
        data: { effectiveOn: '2020-01-01', careForm: '02', crisis: false },
      };
      const refused = JSON.stringify({ ...early, type: 'nl.jeugdhulptrajecten.care-started' });
      expect((await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: refused })).status).toBe(409);
    }
    await server.stop();
    expect((await backup('whole', '--encrypt', '--passphrase-file', join(folder, 'passphrase'))).status).toBe(0);
    server = await start(data);
    const { head } = await server.projection.status();
    expect(await server.projection.waitFor(head!.position, 60_000)).toBe(true);
    const before = (await figure(server, head!.position)) as { denominator: number }[];
    const erased = await fetch(`${server.url}/v1/erasures`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ client: { bsn: CLIENTS[0] }, decision: 'erase', ground: 'destruction-request' }),
    });
    expect(erased.status).toBeLessThan(300);
    const register = join(folder, 'register.ndjson');
    writeFileSync(register, readFileSync(join(data, 'erasures.ndjson')));
    await server.stop();
    rmSync(data, { recursive: true });

    const passphrase = ['--passphrase-file', join(folder, 'passphrase')];
    expect((await restore('whole', 'data', ...passphrase)).said).toMatch(/Give the register of erasures/);
    const restored = await restore('whole', 'data', ...passphrase, '--erasures', register);
    expect(restored.said).toMatch(/Erased again: \d+ keys; 1 decisions recorded again\./);
    // That of the person, and the one that names somebody unknown; what is about somebody else stays.
    expect(restored.said).toContain('Refused events left out: 2,');
    expect((await command('verify', '--data', data)).status).toBe(0);
    server = await start(data);
    const { rejections } = (await (await fetch(`${server.url}/v1/rejections`)).json()) as { rejections: object[] };
    expect(rejections).toMatchObject([{ eventId: 'early-T1' }]);
    const now = (await server.projection.status()).head!.position;
    expect(await server.projection.waitFor(now, 60_000)).toBe(true);
    const after = (await figure(server, now)) as { denominator: number }[];
    expect(after[0]!.denominator).toBeLessThan(before[0]!.denominator);
    expect(after[0]!.denominator).toBeGreaterThan(0);
  });
});

describe('a backup made while somebody was being erased', () => {
  const passphrase = () => ['--passphrase-file', join(folder, 'passphrase'), '--no-erasures'];

  it('erases again by its own register what its ledger does not know yet', async () => {
    expect((await restore('whole', 'decided', ...passphrase())).status).toBe(0);
    writeFileSync(join(folder, 'decided', 'erasures.ndjson'), readFileSync(join(folder, 'register.ndjson')));
    expect((await command('backup', '--data', join(folder, 'decided'), '--to', join(folder, 'half'))).status).toBe(0);
    const restored = await restore('half', 'undecided', '--no-erasures');
    expect(restored.said).toMatch(/Erased again: \d+ keys; 1 decisions recorded again\./);
    expect(restored.said).toContain('Refused events left out: 2,');
    expect(
      readFileSync(join(folder, 'undecided', 'erasures.ndjson'), 'utf8')
        .trim()
        .split('\n'),
    ).toHaveLength(1);
  });

  it('leaves out what was refused when only that was still there', async () => {
    expect((await restore('whole', 'before', ...passphrase())).status).toBe(0);
    const after = join(folder, 'after');
    expect((await restore('half', 'after', '--no-erasures')).status).toBe(0);
    for (const beside of ['-wal', '-shm']) rmSync(join(after, `rejections.sqlite${beside}`), { force: true });
    writeFileSync(join(after, 'rejections.sqlite'), readFileSync(join(folder, 'before', 'rejections.sqlite')));
    expect((await command('backup', '--data', after, '--to', join(folder, 'window'))).status).toBe(0);
    const restored = await restore('window', 'closed', '--no-erasures');
    expect(restored.said).not.toContain('Erased again');
    expect(restored.said).toContain('Refused events left out: 2,');
  });
});

describe('a backup', () => {
  it('is for its owner, holds no key, and nothing that can be read when it is encrypted', async () => {
    const names = readdirSync(join(folder, 'first'));
    expect(names).not.toContain('master.key');
    expect(names).not.toContain('facts.duckdb');
    for (const name of names) expect(statSync(join(folder, 'first', name)).mode & 0o077).toBe(0);
    const sealed = readdirSync(join(folder, 'whole'));
    expect(sealed.filter((name) => !name.endsWith('.sealed'))).toEqual(['manifest.json']);
    const bytes = readFileSync(join(folder, 'whole', 'events.sqlite.sealed'));
    expect(bytes.includes('SQLite format 3')).toBe(false);
    const withKeys = await backup('keys', '--encrypt', '--with-keys', '--passphrase-file', join(folder, 'passphrase'));
    expect(withKeys.status).toBe(0);
    expect(readdirSync(join(folder, 'keys'))).toContain('master.key.sealed');
  });

  it('is not restored when a byte of it was changed, it lacks a file, or the passphrase is another', async () => {
    const passphrase = join(folder, 'passphrase');
    const events = join(folder, 'whole', 'events.sqlite.sealed');
    const whole = readFileSync(events);
    const tries: [Buffer, string][] = [
      [flipped(whole, whole.length - 1), 'cannot be decrypted'],
      [flipped(whole, 30), 'cannot be decrypted'],
      [whole.subarray(0, -70_000), 'cannot be decrypted'],
      [flipped(whole, 3), 'cannot be decrypted'],
    ];
    for (const [bytes, said] of tries) {
      writeFileSync(events, bytes);
      const failed = await restore('whole', 'again', '--no-erasures', '--passphrase-file', passphrase);
      expect(failed).toMatchObject({ status: 1, said: expect.stringContaining(said) });
    }
    writeFileSync(events, whole);
    writeFileSync(join(folder, 'other'), 'another passphrase');
    const other = await restore('whole', 'again', '--no-erasures', '--passphrase-file', join(folder, 'other'));
    expect(other).toMatchObject({ status: 1, said: expect.stringContaining('the passphrase is another one') });

    const plain = join(folder, 'first', 'events.sqlite');
    const bytes = readFileSync(plain);
    writeFileSync(plain, flipped(bytes, bytes.length - 100));
    const changed = await restore('first', 'again', '--no-erasures');
    expect(changed).toMatchObject({ status: 1, said: expect.stringContaining('not what was backed up') });
    rmSync(plain);
    const lacking = await restore('first', 'again', '--no-erasures');
    expect(lacking).toMatchObject({ status: 1, said: expect.stringContaining('lacks events.sqlite') });
    writeFileSync(plain, bytes);
    expect(existsSync(join(folder, 'again'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  it('is refused where it would overwrite, or has nothing to copy', async () => {
    expect(await backup('first')).toMatchObject({ status: 2 });
    expect(await restore('first', 'data', '--no-erasures')).toMatchObject({ status: 2 });
    expect(await backup('x', '--with-keys')).toMatchObject({ status: 2 });
    expect(await backup('x', '--encrypt')).toMatchObject({ status: 2 });
    writeFileSync(join(folder, 'short'), 'short');
    expect(await backup('x', '--encrypt', '--passphrase-file', join(folder, 'short'))).toMatchObject({ status: 2 });
    const nowhere = await command('backup', '--data', join(folder, 'no'), '--to', join(folder, 'x'));
    expect(nowhere).toMatchObject({ status: 2 });
    expect(await restore('safe', 'x', '--no-erasures')).toMatchObject({ status: 2 });
  });
});

function flipped(bytes: Buffer, place: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[place]! ^= 1;
  return copy;
}
