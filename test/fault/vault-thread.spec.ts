/** The key vault with a thread that saves, as the built program has it: another process writes, or the thread breaks off. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyVaultError, openKeyVault, type SqliteKeyVault } from '#libs/key-vault';
import { ERASED, KeysUnavailableError } from '#libs/privacy';

const BUILT = new URL('../../dist/libs/key-vault/src/vault-thread.js', import.meta.url);
/** A thread that ends in the middle of its first request. */
const ENDS = new URL(
  `data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => process.exit(1))`,
);
const MASTER = Buffer.alloc(32, 3);
const AT = '2026-01-01T00:00:00.000Z';

let folder: string;
const open: SqliteKeyVault[] = [];

beforeEach(() => {
  if (!existsSync(BUILT)) throw new Error('This test runs the built program: run `npm run build` first.');
  folder = mkdtempSync(join(tmpdir(), 'vault-thread-'));
});
afterEach(() => {
  for (const vault of open.splice(0)) vault.close();
  rmSync(folder, { recursive: true });
});

function opened(thread: URL | null = BUILT): SqliteKeyVault {
  const vault = openKeyVault(join(folder, 'keys.sqlite'), MASTER, { thread });
  open.push(vault);
  return vault;
}

describe('keys that a thread saves', () => {
  it('can be used while they are saved, and are there for others when they are', async () => {
    const [one, other] = [opened(), opened(null)];
    const { stream: client } = one.obtain('client', 'p-1');
    const { stream } = one.obtain('trajectory', 'T-1');
    one.noteClient(stream, client);
    one.obtain('trajectory', 'T-2');
    const saving = one.save([stream]);
    expect(one.byStream(stream)).toMatchObject({ subject: 'T-1' });
    expect(one.obtain('trajectory', 'T-1').stream).toBe(stream);
    expect([one.isNew(stream), one.find('trajectory', 'T-1'), other.byStream(stream)]).toEqual([false, null, null]);
    expect(await saving).toBe(true);
    expect(other.byStream(stream)).toMatchObject({ subject: 'T-1', secret: one.byStream(stream)!['secret' as never] });
    expect(other.streamsNaming([client])).toEqual([client, stream]);
    expect(other.find('trajectory', 'T-2')).toBeNull();
  });

  it('are not saved when another made them first', async () => {
    const [one, other] = [opened(), opened()];
    const [mine, theirs] = [one.obtain('trajectory', 'T-1'), other.obtain('trajectory', 'T-1')];
    expect(await one.save([mine.stream])).toBe(true);
    expect(await other.save([theirs.stream])).toBe(false);
    expect(other.obtain('trajectory', 'T-1').stream).toBe(mine.stream);
  });

  it('are not saved beside keys that were destroyed meanwhile, nor at hand when they were destroyed themselves', async () => {
    const [one, other] = [opened(), opened(null)];
    const { stream } = one.obtain('trajectory', 'T-1');
    expect(await one.save([stream])).toBe(true);
    const { stream: second } = one.obtain('trajectory', 'T-2');
    const saving = one.save([second, stream]);
    one.destroy([stream], AT);
    expect(await saving).toBe(false);
    expect(one.byStream(stream)).toBe(ERASED);
    expect(other.byStream(second)).toBeNull();
    expect(await one.save([stream])).toBe(false);
  });

  it('are not saved under a master key that was changed meanwhile', async () => {
    const [one, other] = [opened(), opened(null)];
    const { stream } = one.obtain('trajectory', 'T-1');
    other.changeMaster(Buffer.alloc(32, 9));
    await expect(one.save([stream])).rejects.toThrow(KeyVaultError);
    expect(other.byStream(stream)).toBeNull();
  });

  it('are saved by no thread that breaks off, which leaves nobody waiting', async () => {
    const vault = opened(ENDS);
    const { stream } = vault.obtain('trajectory', 'T-1');
    await expect(vault.save([stream])).rejects.toThrow(KeysUnavailableError);
    expect(vault.byStream(stream)).toBeNull();
    expect(vault.obtain('trajectory', 'T-1').stream).not.toBe(stream);
  });
});
