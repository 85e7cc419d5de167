/** A server with access on, and a real token of an analyst of one of its regions. */
import { rm, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalTokens } from '#libs/access';
import { NOORD_VELUWE, simulate } from '#libs/simulation';
import { spawnServer } from './harness.js';

export const REGION = 'Noord-Veluwe';

export interface AnalystServer {
  readonly url: string;
  readonly token: string;
  stop(): Promise<void>;
}

/** Simulated care, in two regions; the analyst may see the first. */
export async function startAnalystServer(): Promise<AnalystServer> {
  const folder = await mkdtemp(join(tmpdir(), 'care-ledger-analyst-'));
  const data = join(folder, 'data');
  const regions = join(folder, 'regions.csv');
  const lines = NOORD_VELUWE.municipalities.map(({ code }, i) => `${code},${i < 5 ? REGION : 'Elders'},,`);
  await writeFile(regions, ['municipality,region,fromOn,untilOn', ...lines].join('\n'));
  const serve = () => spawnServer(['serve', '--data', data, '--regions', regions, '--port', '0']);
  const open = await serve();
  const care = simulate({ clients: 300, from: '2021-01-01', to: '2024-12-31', seed: 5, mess: false });
  const body = [...care].map((event) => `${JSON.stringify(event)}\n`).join('');
  await (
    await fetch(`${open.url}/v1/events`, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' }, body })
  ).text();
  await open.stop();
  const tokens = new LocalTokens(join(data, 'tokens.sqlite'));
  const until = new Date(Date.now() + 3_600_000);
  const { token } = tokens.create({ name: 'browser', roles: ['analyst'], regions: [REGION] }, until);
  tokens.close();
  const server = await serve();
  return {
    url: server.url,
    token,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}
