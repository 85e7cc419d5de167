import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealedCodec } from '#libs/codec';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { readAccessSettings } from '#libs/access';
import { openKeyVault } from '#libs/key-vault';
import { DirectoryInUseError } from '#libs/service';
import { trajectory } from '../testing/trajectories.js';
import { runInsights } from './run-insights.js';

describe('insights on its own', () => {
  const access = readAccessSettings({});
  const folder = mkdtemp(join(tmpdir(), 'insights-'));
  afterAll(async () => rm(await folder, { recursive: true, force: true }));

  it('gives figures over a ledger file that another one writes', async () => {
    const dataDir = await folder;
    const store = join(dataDir, 'events.sqlite');
    const masterKey = Buffer.alloc(32, 9);
    const settings = {
      host: '127.0.0.1',
      port: 0,
      dataDir,
      store,
      storePrefix: 'care',
      factsFile: ':memory:',
      masterKey,
    };
    const ledger = openSqliteEventStore(store);
    const vault = openKeyVault(join(dataDir, 'keys.sqlite'), masterKey);
    const codec = sealedCodec(vault);
    const record = async (id: string): Promise<string> => {
      let position = '';
      for (const event of trajectory({ id, start: '2024-05-01', end: '2025-02-10' })) {
        const stream = codec.streamFor('trajectory', id);
        const encoded = codec.encode(event, stream);
        await codec.save([stream]);
        const [appended] = await ledger.append(stream, [encoded], 'any');
        position = appended!.position;
      }
      return position;
    };
    await record('T1');
    const insights = await runInsights({ settings, access }, false);
    try {
      while (!(await fetch(`${insights.url}/health/ready`)).ok) await new Promise((resolve) => setTimeout(resolve, 20));
      const position = await record('T2');
      const window = 'from=2025-01-01&to=2025-06-30';
      const response = await fetch(`${insights.url}/v1/indicators/regular-ending/values?${window}&asOf=${position}`);
      expect(await response.json()).toMatchObject({ asOf: { position }, rows: [{ numerator: 2, denominator: 2 }] });
      const foreign = await fetch(`${insights.url}/v1/indicators/regular-ending/values?${window}&asOf=900-880`);
      expect(foreign.status).toBe(400);
      await expect(runInsights({ settings, access }, false)).rejects.toThrow(DirectoryInUseError);
    } finally {
      await insights.stop();
      await ledger.close();
      vault.close();
    }
  });

  it('says what is wrong with its region table before it opens anything', async () => {
    const dataDir = join(await folder, 'unused');
    const settings = { host: '127.0.0.1', port: 0, dataDir, storePrefix: 'care', regionsFile: '/nowhere.csv' };
    await expect(runInsights({ settings, access }, false)).rejects.toThrow(
      /CARE_LEDGER_REGIONS names a table that is not right/,
    );
  });
});
