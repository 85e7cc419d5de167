import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { KeysUnavailableError } from '#libs/privacy';
import { openKeyVault } from './open.js';
import type { SqliteKeyVault } from './sqlite-key-vault.js';

const AT = '2026-01-01T00:00:00.000Z';
const BSN = '999990019';

let folder: string;
let vaults: SqliteKeyVault[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bsn-vault-'));
  vaults = [];
});
afterEach(() => {
  for (const vault of vaults) vault.close();
  rmSync(folder, { recursive: true });
});

const file = () => join(folder, 'bsn.sqlite');

function opened(keys = 'keys.sqlite'): SqliteKeyVault {
  const vault = openKeyVault(join(folder, keys), Buffer.alloc(32, 3), { bsnVault: file() });
  vaults.push(vault);
  return vault;
}

async function client(vault: SqliteKeyVault, pseudonym: string): Promise<string> {
  const { stream } = vault.obtain('client', pseudonym);
  await vault.save([stream]);
  return stream;
}

describe('the BSN vault', () => {
  it('keeps the BSN of who has a key, over a restart, and shows neither BSN nor pseudonym in its file', async () => {
    const vault = opened();
    await client(vault, 'p-a');
    vault.bsns!.keep([
      ['p-a', BSN],
      ['p-unknown', '123456782'],
    ]);
    vault.close();
    const again = opened();
    expect([...again.bsns!.entries()]).toEqual([{ pseudonym: 'p-a', bsn: BSN }]);
    const bytes = readFileSync(file());
    expect([BSN, 'p-a'].filter((text) => bytes.includes(text))).toEqual([]);
  });

  it('loses an entry with the key of its client, in copies of the file too', async () => {
    const vault = opened();
    const stream = await client(vault, 'p-a');
    vault.bsns!.keep([['p-a', BSN]]);
    vault.destroy([stream], AT);
    expect(readFileSync(file()).includes(stream)).toBe(false);
    expect([...vault.bsns!.entries()]).toEqual([]);
    await client(vault, 'p-a');
    vault.bsns!.keep([['p-a', BSN]]);
    expect([...vault.bsns!.entries()]).toHaveLength(1);
  });

  it('is opened by the keys of its own ledger only', async () => {
    const vault = opened();
    await client(vault, 'p-a');
    vault.bsns!.keep([['p-a', BSN]]);
    expect(() => [...opened('others.sqlite').bsns!.entries()]).toThrow(/that of another ledger/);
  });

  it('says that it can keep nothing, and its vault tells operators why until it can again', async () => {
    const vault = opened();
    await client(vault, 'p-a');
    const bsns = vault.bsns!;
    const other = new DatabaseSync(file());
    try {
      (bsns as unknown as { db: DatabaseSyncInstance }).db.exec('PRAGMA busy_timeout = 0');
      other.exec('BEGIN IMMEDIATE');
      expect(() => bsns.keep([['p-a', BSN]])).toThrow(KeysUnavailableError);
      expect(vault.fault()).toBe('Nothing can be saved: another process holds the BSN vault.');
      other.exec('ROLLBACK');
      expect(vault.fault()).toBeNull();
      bsns.keep([['p-a', BSN]]);
      expect([...bsns.entries()]).toEqual([{ pseudonym: 'p-a', bsn: BSN }]);
    } finally {
      other.close();
    }
  });
});

describe('the file of a key vault', () => {
  it('is no BSN vault', async () => {
    opened().close();
    expect(() =>
      openKeyVault(join(folder, 'x.sqlite'), Buffer.alloc(32, 3), { bsnVault: join(folder, 'keys.sqlite') }),
    ).toThrow(/no BSN vault/);
  });
});
