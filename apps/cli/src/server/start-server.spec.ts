import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startServer } from './start-server.js';

describe('the server', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'care-ledger-server-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const start = (options: object = {}) => startServer({ dataDir, port: 0, log: false, ...options });
  const client = { bsn: '999900006' };
  const opening = { provider: 'a', municipality: 'GM0243', careForm: '02', referrer: '01', born: '2012', sex: 'V' };
  const event = (id: string, name: string, effectiveOn: string, data: object) => ({
    specversion: '1.0',
    id,
    source: 'urn:test',
    type: `nl.jeugdhulptrajecten.${name}`,
    subject: 'T1',
    data: { effectiveOn, ...data },
  });
  const post = (url: string, body: object) =>
    fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: JSON.stringify(body),
    });

  it('takes events and gives figures of them, by region too, and still after a restart', async () => {
    const regions = [{ municipality: 'GM0243', fromOn: null, untilOn: null, region: 'Veluwe' }];
    const first = await start({ regions });
    expect((await post(first.url, event('1', 'intake-registered', '2023-01-02', { client, ...opening }))).status).toBe(
      201,
    );
    await post(first.url, event('2', 'care-started', '2023-01-10', { careForm: '02', crisis: false }));
    await post(first.url, event('3', 'trajectory-ended', '2023-05-01', { endReason: '01' }));
    await first.stop();
    expect(existsSync(join(dataDir, 'server.json'))).toBe(false);

    const second = await start({ regions });
    try {
      const { head } = await second.projection.status();
      expect(await second.projection.waitFor(head!.position, 60_000)).toBe(true);
      const path = '/v1/indicators/regular-ending/values?from=2023-01-01&to=2023-12-31&by=region';
      const { rows } = (await (await fetch(second.url + path)).json()) as { rows: unknown[] };
      expect(rows).toEqual([expect.objectContaining({ group: { region: 'Veluwe' }, numerator: 1, denominator: 1 })]);
      expect((await post(second.url, event('3', 'trajectory-ended', '2023-05-01', { endReason: '01' }))).status).toBe(
        200,
      );
    } finally {
      await second.stop();
    }
  });

  it('does not go on under another key when the key of its events is gone', async () => {
    const first = await start();
    await post(first.url, event('1', 'intake-registered', '2023-01-02', { client, ...opening }));
    await first.stop();
    await rm(join(dataDir, 'pseudonym.key'));
    await expect(start()).rejects.toThrow(/pseudonym\.key/);
    expect(existsSync(join(dataDir, 'pseudonym.key'))).toBe(false);
  });

  it('judges dates by the clock it is given', async () => {
    const server = await start({ now: () => new Date('2020-01-01T12:00:00Z') });
    try {
      const refused = await post(server.url, event('1', 'intake-registered', '2020-01-02', { client, ...opening }));
      expect(refused.status).toBe(400);
      expect(await refused.text()).toContain('future-date');
    } finally {
      await server.stop();
    }
  });

  it('stops once, however often it is asked', async () => {
    const server = await start();
    expect(server.stop()).toBe(server.stop());
    await server.stop();
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
  });

  it('closes everything when it cannot listen', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    try {
      await expect(start({ port })).rejects.toThrow(/in use/);
    } finally {
      other.close();
    }
    await (await start()).stop();
  });
});
