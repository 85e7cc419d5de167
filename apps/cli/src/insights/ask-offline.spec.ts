import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openDataDirectory } from '../data/data-directory.js';
import { openVault } from '../data/open-vault.js';
import { askDataDirectory } from './ask-offline.js';

describe('asking the ledger on disk', () => {
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'care-ledger-ask-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;

  it('fails for a ledger that cannot be read, and leaves nothing running or held', async () => {
    (await openVault(await openDataDirectory(dataDir))).close();
    const store = openSqliteEventStore(join(dataDir, 'events.sqlite'));
    const bytes = Buffer.from('{}');
    const damaged = { id: randomUUID(), type: 'nl.jeugdhulptrajecten.care-started', data: bytes, metadata: bytes };
    await store.append('trajectory-a', [damaged], 'any');
    await store.close();
    const before = timers();
    for (let attempt = 0; attempt < 2; attempt++) {
      await expect(askDataDirectory(dataDir, { quiet: true })).rejects.toThrow(
        /The event at position 1 cannot be read/,
      );
    }
    expect(timers()).toBe(before);
  });
});
