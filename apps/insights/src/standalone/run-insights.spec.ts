import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealedCodec } from '#libs/codec';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { openKeyVault } from '#libs/key-vault';
import { trajectory } from '../testing/trajectories.js';
import { runInsights } from './run-insights.js';

describe('insights on its own', () => {
  const folder = mkdtemp(join(tmpdir(), 'insights-'));
  afterAll(async () => rm(await folder, { recursive: true, force: true }));

  it('gives figures over a ledger file that another one writes', async () => {
    const eventsFile = join(await folder, 'events.sqlite');
    const keysFile = join(await folder, 'keys.sqlite');
    const masterKey = Buffer.alloc(32, 9);
    const ledger = openSqliteEventStore(eventsFile);
    const vault = openKeyVault(keysFile, masterKey);
    const codec = sealedCodec(vault);
    const record = async (id: string): Promise<string> => {
      let position = '';
      for (const event of trajectory({ id, start: '2024-05-01', end: '2025-02-10' })) {
        const stream = codec.streamFor('trajectory', id);
        const encoded = codec.encode(event, stream);
        codec.save([stream]);
        const [appended] = await ledger.append(stream, [encoded], 'any');
        position = appended!.position;
      }
      return position;
    };
    await record('T1');
    const insights = await runInsights({ eventsFile, keysFile, masterKey, factsFile: ':memory:', port: 0 }, false);
    try {
      while (!(await fetch(`${insights.url}/health/ready`)).ok) await new Promise((resolve) => setTimeout(resolve, 20));
      const position = await record('T2');
      const window = 'from=2025-01-01&to=2025-06-30';
      const response = await fetch(`${insights.url}/v1/indicators/regular-ending/values?${window}&asOf=${position}`);
      expect(await response.json()).toMatchObject({ asOf: { position }, rows: [{ numerator: 2, denominator: 2 }] });
    } finally {
      await insights.stop();
      await ledger.close();
      vault.close();
    }
  });
});
