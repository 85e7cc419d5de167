import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { ERASED, KeysUnavailableError } from '#libs/privacy';
import { openKeyVault } from './open.js';
import type { SqliteKeyVault } from './sqlite-key-vault.js';

const MASTER = Buffer.alloc(32, 3);
const AT = '2026-01-01T00:00:00.000Z';

let folder: string;
let file: string;
const open: SqliteKeyVault[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'key-vault-'));
  file = join(folder, 'keys.sqlite');
});
afterEach(async () => {
  for (const vault of open.splice(0)) vault.close();
  await rm(folder, { recursive: true });
});

function opened(master: Uint8Array = MASTER, now?: () => number): SqliteKeyVault {
  const vault = openKeyVault(file, master, { now });
  open.push(vault);
  return vault;
}

async function saved(vault: SqliteKeyVault, kind: string, subject: string): Promise<string> {
  const { stream } = vault.obtain(kind, subject);
  expect(await vault.save([stream])).toBe(true);
  return stream;
}

/** All bytes of all files of the folder. */
async function bytes(): Promise<Buffer> {
  return Buffer.concat(await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name)))));
}

describe('the key vault', () => {
  it('keeps what was saved, for its owner only, and nothing readable in its file', async () => {
    const first = opened();
    const stream = await saved(first, 'client', 'p-somebody');
    const { secret } = first.find('client', 'p-somebody')!;
    first.close();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = opened();
    expect(again.byStream(stream)).toMatchObject({ stream, kind: 'client', subject: 'p-somebody', secret });
    expect(again.find('client', 'p-somebody')).toMatchObject({ stream });
    const all = await bytes();
    for (const hidden of [Buffer.from('p-somebody'), Buffer.from(secret), MASTER])
      expect(all.includes(hidden)).toBe(false);
  });

  it('is not opened with another master key, nor is what is no vault', async () => {
    opened().close();
    expect(() => opened(Buffer.alloc(32, 4))).toThrow(/master key is not the one/);
    expect(() => opened(Buffer.alloc(16))).toThrow(/32 bytes/);
    file = join(folder, 'other.sqlite');
    await writeFile(file, 'no database at all, but text');
    expect(() => opened()).toThrow();
  });

  it('tells whether a key is the one of the beginning, without keeping it', async () => {
    const key = Buffer.alloc(32, 5);
    expect(opened().holdsKey('pseudonym', key)).toBe(true);
    const again = opened();
    expect(again.holdsKey('pseudonym', key)).toBe(true);
    expect(again.holdsKey('pseudonym', Buffer.alloc(32, 6))).toBe(false);
    expect((await bytes()).includes(key)).toBe(false);
  });

  it('locks everything under another master key', async () => {
    const vault = opened();
    const stream = await saved(vault, 'measure', 'M-1');
    const before = vault.find('measure', 'M-1')!;
    const fresh = Buffer.alloc(32, 9);
    expect(vault.changeMaster(fresh)).toBe(1);
    expect(vault.find('measure', 'M-1')).toEqual(before);
    vault.close();
    expect(() => opened()).toThrow(/master key is not the one/);
    expect(opened(fresh).byStream(stream)).toEqual(before);
  });
});

describe('two processes', () => {
  it('see each other’s streams, and one of two that make the same begins anew', async () => {
    const [one, other] = [opened(), opened()];
    const stream = await saved(one, 'trajectory', 'T-1');
    expect(other.obtain('trajectory', 'T-1').stream).toBe(stream);
    const [mine, yours] = [one.obtain('trajectory', 'T-2'), other.obtain('trajectory', 'T-2')];
    expect(mine.stream).not.toBe(yours.stream);
    expect(await one.save([mine.stream])).toBe(true);
    expect(await other.save([yours.stream])).toBe(false);
    expect(other.obtain('trajectory', 'T-2').stream).toBe(mine.stream);
    expect(other.byStream(yours.stream)).toBeNull();
  });

  it('lose a key that either destroys: at once for writing, soon for reading', async () => {
    let clock = 0;
    const [one, other] = [opened(), opened(MASTER, () => clock)];
    const stream = await saved(one, 'trajectory', 'T-1');
    expect(other.byStream(stream)).toMatchObject({ subject: 'T-1' });
    one.destroy([stream], AT);
    clock += 1_000;
    expect(other.byStream(stream)).toBe(ERASED);
    const second = await saved(one, 'trajectory', 'T-2');
    expect(other.find('trajectory', 'T-2')).not.toBeNull();
    one.destroy([second], AT);
    expect(await other.save([second])).toBe(false);
  });
});

describe('destroying', () => {
  it('leaves no byte of key or subject, only the name, once', async () => {
    const vault = opened();
    const names: string[] = [];
    for (let n = 0; n < 50; n += 1) names.push(await saved(vault, 'client', `p-${n}`));
    const rows = await bytes();
    expect(vault.destroy([names[7]!, 'client-unknown'], AT)).toBe(1);
    expect(vault.destroy([names[7]!], AT)).toBe(0);
    expect(vault.byStream(names[7]!)).toBe(ERASED);
    expect(vault.byStream('client-unknown')).toBe(ERASED);
    expect(vault.find('client', 'p-7')).toBeNull();
    expect([...vault.destroyed()]).toEqual([
      { stream: names[7], destroyedAt: AT },
      { stream: 'client-unknown', destroyedAt: AT },
    ]);
    // What stood beside the name in its row was the lookup and the wrapped key: 16 bytes and more, at random.
    const place = rows.indexOf(names[7]!) + names[7]!.length;
    const row = rows.subarray(place, place + 100);
    expect((await bytes()).includes(row.subarray(0, 16))).toBe(false);
    expect((await bytes()).includes(row.subarray(60, 90))).toBe(false);
    expect(vault.find('client', 'p-8')).not.toBeNull();
  });

  it('forgets who was named where', async () => {
    const vault = opened();
    const client = await saved(vault, 'client', 'p-1');
    const stream = await saved(vault, 'trajectory', 'T-1');
    vault.noteClient(stream, client);
    await vault.save([stream]);
    expect(vault.streamsNaming([client])).toEqual([client, stream]);
    vault.destroy([stream], AT);
    expect(vault.streamsNaming([client])).toEqual([client]);
  });
});

describe('circles', () => {
  it('are the streams that name a client, and those of clients that were named together', async () => {
    const vault = opened();
    const naming = async (kind: string, subject: string, ...clients: string[]) => {
      const { stream } = vault.obtain(kind, subject);
      for (const client of clients) vault.noteClient(stream, vault.obtain('client', client).stream);
      await vault.save([stream]);
      return stream;
    };
    const [t1, t2] = [await naming('trajectory', 'T1', 'a'), await naming('trajectory', 'T2', 'a')];
    const measure = await naming('measure', 'M', 'b');
    const moved = await naming('trajectory', 'T4', 'c', 'd');
    const linked = await naming('client', 'd', 'e');
    const of = (kind: string, subject: string) => vault.find(kind, subject)!.stream;
    const later = opened().circles();
    const groups = [
      [t1, t2, of('client', 'a')],
      [measure, of('client', 'b')],
      [moved, linked, of('client', 'c'), of('client', 'd'), of('client', 'e')],
      ['trajectory-unknown'],
      ['client-unknown'],
    ];
    const told = groups.map((group) => new Set(group.map(later)));
    expect(told.map(({ size }) => size)).toEqual([1, 1, 1, 1, 1]);
    expect(new Set(told.flatMap((circle) => [...circle])).size).toBe(groups.length);
  });
});

describe('a vault that can save nothing', () => {
  it('says so and keeps nothing, and tells operators why until it can again', async () => {
    const vault = opened();
    const other = new DatabaseSync(file);
    (vault as unknown as { db: DatabaseSyncInstance }).db.exec('PRAGMA busy_timeout = 0');
    try {
      expect(vault.fault()).toBeNull();
      other.exec('BEGIN IMMEDIATE');
      await expect(vault.save([vault.obtain('trajectory', 'T-1').stream])).rejects.toThrow(KeysUnavailableError);
      expect(vault.fault()).toBe('Nothing can be saved: another process holds the key vault.');
      expect(vault.find('trajectory', 'T-1')).toBeNull();
      other.exec('ROLLBACK');
      expect(vault.fault()).toBeNull();
      await saved(vault, 'trajectory', 'T-1');
    } finally {
      other.close();
    }
  });
});
