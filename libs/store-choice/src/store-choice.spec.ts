import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { faultOfStoreChoice, openStore } from './open.js';
import { describeStoreChoice, parseStoreChoice } from './store-choice.js';

const SECRET = 'esdb+discover://admin:s3cret@a.example:2113,b.example:2113/?tls=true';

describe('a choice of event store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-choice-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['events.sqlite', 'events.sqlite'],
    ['/srv/ledger/events.sqlite', '/srv/ledger/events.sqlite'],
    ['sqlite:data/events.sqlite', 'data/events.sqlite'],
    ['sqlite:///srv/events.sqlite', '/srv/events.sqlite'],
    ['new-directory/', 'new-directory/events.sqlite'],
    [':memory:', ':memory:'],
  ])('%s is the file %s', (text, path) => {
    expect(parseStoreChoice(text)).toEqual({ kind: 'sqlite', path });
  });

  it('a data directory stands for the file in it', () => {
    expect(parseStoreChoice(folder)).toEqual({ kind: 'sqlite', path: join(folder, 'events.sqlite') });
  });

  it.each([
    ['esdb://localhost:2113?tls=false', 'esdb://localhost:2113?tls=false'],
    ['kurrentdb://localhost:2113?tls=false', 'esdb://localhost:2113?tls=false'],
    ['KurrentDB+discover://cluster.example', 'esdb+discover://cluster.example'],
  ])('%s is a server', (text, connectionString) => {
    expect(parseStoreChoice(text)).toEqual({ kind: 'kurrentdb', connectionString });
  });

  it.each(['', ' ', 'sqlite:', 'postgres://localhost/events', 'http://localhost:2113'])('%j is none', async (text) => {
    expect(() => parseStoreChoice(text)).toThrow(RangeError);
    expect(await faultOfStoreChoice(text)).toMatch(/no event store/);
  });

  it('is named to people without its password', () => {
    expect(describeStoreChoice(parseStoreChoice(SECRET))).toBe('esdb+discover://a.example:2113,b.example:2113');
    expect(describeStoreChoice(parseStoreChoice('/srv/events.sqlite'))).toBe('/srv/events.sqlite');
  });

  it('that would lose refusals is one that cannot be used', async () => {
    const fault = await faultOfStoreChoice(`${SECRET}&throwOnAppendFailure=false`);
    expect(fault).toMatch(/throwOnAppendFailure/);
    expect(fault).not.toContain('s3cret');
    expect(await faultOfStoreChoice(SECRET)).toBeNull();
  });

  it('opens what was chosen', async () => {
    const store = await openStore(parseStoreChoice(folder));
    expect(await store.head()).toBeNull();
    await store.close();
    const remote = await openStore(parseStoreChoice('esdb://127.0.0.1:1?tls=false'), { maxAppendBytes: 5_000 });
    expect(remote.maxWriteBytes).toBe(5_000);
    await remote.close();
  });
});
