import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from '@photostructure/sqlite';
import type { AccessEntry, AccessLogCheck } from '#libs/access';
import { run } from '../program.js';
import { startServer } from '../server/start-server.js';

describe('care-ledger access-log', () => {
  let folder: string;
  let data: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'care-ledger-access-'));
    data = join(folder, 'data');
    const server = await startServer({ dataDir: data, port: 0, log: false });
    const send = async (name: string, fields: object, more: object) => {
      const event = { specversion: '1.0', id: `${name}-${JSON.stringify(more)}`, source: 'urn:test', ...more };
      const { status } = await fetch(`${server.url}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/cloudevents+json' },
        body: JSON.stringify({ ...event, type: `nl.jeugdhulptrajecten.${name}`, data: fields }),
      });
      expect(status).toBe(201);
    };
    const opening = { provider: 'a', municipality: 'GM0243', careForm: '02', referrer: '01', born: '2012', sex: 'V' };
    for (const client of ['c1', 'c2']) {
      const intake = { effectiveOn: '2024-01-02', ...opening, client: { pseudonym: client } };
      await send('intake-registered', intake, { subject: `T-${client}` });
    }
    await send('clients-linked', { effectiveOn: '2024-01-02', otherClient: 'c1' }, { subject: 'c1-new' });
    await fetch(`${server.url}/v1/trajectories/T-c1`);
    await fetch(`${server.url}/v1/trajectories/T-c2`);
    await server.stop();
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function command(...args: string[]) {
    const lines = { out: [] as string[], err: [] as string[] };
    const status = await run(args, { out: (text) => lines.out.push(text), err: (text) => lines.err.push(text) });
    return { status, out: lines.out.join('\n'), err: lines.err.join('\n') };
  }
  const entries = async (client: string) =>
    JSON.parse((await command('access-log', '--client', client, '--json', '--data', data)).out) as AccessEntry[];

  it('shows a client who looked, under whatever pseudonym, and what left as a whole', async () => {
    const out = join(folder, 'export');
    expect((await command('export', '--format', 'csv', '--out', out, '--data', data, '--json')).status).toBe(0);
    for (const client of ['c1', 'c1-new']) {
      expect(
        (await entries(client)).map(({ who, action, object }) => `${who.split(':')[0]} ${action} ${object}`),
      ).toEqual(['open read trajectory', 'command export facts']);
    }
    expect((await entries('c2'))[0]).toMatchObject({ number: 2, address: '127.0.0.1', organisation: null });
    expect((await command('access-log', '--data', data)).out).toMatch(/everyone/);
  });

  it('says whether it is whole', async () => {
    const checked = await command('access-log', 'verify', '--data', data, '--json');
    const { head, entries: count } = JSON.parse(checked.out) as AccessLogCheck;
    expect([checked.status, count, head.number]).toEqual([0, 2, 2]);
    const noted = `${head.number}:${head.hash}`;
    expect((await command('access-log', 'verify', '--data', data, '--head', noted)).status).toBe(0);
    const db = new DatabaseSync(join(data, 'access-log.sqlite'));
    db.exec('DROP TRIGGER entry_kept; DROP TRIGGER entry_client_kept; DELETE FROM entry WHERE number = 2');
    db.close();
    expect((await command('access-log', 'verify', '--data', data)).status).toBe(0);
    const broken = await command('access-log', 'verify', '--data', data, '--head', noted);
    expect([broken.status, broken.err]).toEqual([1, expect.stringContaining('entry 2')]);
  });

  it('is for a ledger that is there', async () => {
    expect((await command('access-log', '--data', join(folder, 'none'))).status).toBe(2);
    expect((await command('access-log', 'verify', '--head', 'x', '--data', data)).status).toBe(2);
  });
});
