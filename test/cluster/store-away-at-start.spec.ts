/** Ledger and insights that are started before their event store: they run, say so, and come up with it. `npm test` builds first. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOORD_VELUWE, simulateDeliveries } from '#libs/simulation';
import { until, WireServer } from '../support/eventstoredb/index.js';
import type { Answer } from '../support/ledger-client.js';
import { startServiceProcess, type ServerProcess } from '../support/server-process.js';
import { temporaryFolder } from '../support/test-server.js';

const WINDOW = 'from=2022-01-01&to=2023-12-31';
const OF_LEDGER = ['/v1/events', '/v1/erasures'];
const OF_INSIGHTS = [
  '/v1/indicators',
  `/v1/flows?${WINDOW}`,
  `/v1/indicators/waiting-time/values?${WINDOW}`,
  `/v1/indicators/repeat-referral/curve?${WINDOW}`,
];

describe('services that are started while the event store is away', () => {
  const [opening] = [
    ...simulateDeliveries({ region: NOORD_VELUWE, clients: 1, from: '2022-01-01', to: '2023-12-31', seed: 3 }),
  ].flatMap(({ event, expected }) => (expected === 'recorded' ? [event] : []));
  let wire: WireServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let ledger: ServerProcess;
  let insights: ServerProcess;

  beforeAll(async () => {
    wire = await new WireServer().start();
    await wire.stop();
    folder = await temporaryFolder();
    const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64');
    const settings = (name: string) => ({
      CARE_LEDGER_STORE: wire.connectionString,
      CARE_LEDGER_DATA: join(folder.path, name),
      CARE_LEDGER_KEYS: join(folder.path, 'keys.sqlite'),
      CARE_LEDGER_MASTER_KEY: secret(9),
      CARE_LEDGER_PSEUDONYM_KEY: secret(7),
    });
    ledger = await startServiceProcess('ledger', settings('ledger'));
    insights = await startServiceProcess('insights', settings('insights'));
  }, 600_000);
  afterAll(async () => {
    await Promise.all([ledger, insights].map((started) => started?.end('SIGKILL')));
    await wire.stop();
    await folder.remove();
  });

  const isAway = ({ status, headers }: Answer) => [
    status,
    headers.get('content-type')?.split(';')[0],
    Number(headers.get('retry-after')) > 0,
  ];
  const AWAY = [503, 'application/problem+json', true];

  it('live, but are not ready', async () => {
    for (const { client } of [ledger, insights]) {
      expect((await client.get('/health/live')).status).toBe(200);
      expect(isAway(await client.get('/health/ready'))).toEqual(AWAY);
    }
    expect(ledger.output()).toContain('the event store does not answer');
  });

  it('say to every question and every event when to come back', async () => {
    expect(isAway(await ledger.client.postEvent(opening))).toEqual(AWAY);
    for (const path of OF_LEDGER) expect([path, ...isAway(await ledger.client.get(path))]).toEqual([path, ...AWAY]);
    for (const path of OF_INSIGHTS) expect([path, ...isAway(await insights.client.get(path))]).toEqual([path, ...AWAY]);
  });

  it('come up when the store does', async () => {
    await wire.start();
    await until(async () => (await ledger.client.get('/health/ready')).status === 200);
    expect((await ledger.client.postEvent(opening)).status).toBe(201);
    await until(async () => (await insights.client.get('/health/ready')).status === 200);
    const position = await ledger.client.lastPosition();
    const { rows } = (await insights.client.ask(`/v1/flows?${WINDOW}`, position!)) as { rows?: unknown };
    expect(rows).toBeDefined();
    expect(await ledger.end('SIGTERM')).toBe(0);
    expect(await insights.end('SIGTERM')).toBe(0);
  }, 600_000);
});
