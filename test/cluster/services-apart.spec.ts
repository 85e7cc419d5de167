/**
 * Ledger and insights as processes of their own, two of each, on the test server of EventStoreDB: a history goes in while
 * one of each is killed and comes back. `npm test` builds first.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOORD_VELUWE, simulateDeliveries, type Delivery } from '#libs/simulation';
import { WireServer } from '../support/eventstoredb/index.js';
import type { LedgerClient } from '../support/ledger-client.js';
import { startServiceProcess, type ServerProcess } from '../support/server-process.js';
import { startTestServer, temporaryFolder } from '../support/test-server.js';

const WINDOW = 'from=2022-01-01&to=2023-12-31&observedUntil=2024-06-30';
const QUESTIONS = [
  `/v1/flows?${WINDOW}`,
  `/v1/flows?${WINDOW}&by=careForm,municipality`,
  `/v1/indicators/regular-ending/values?${WINDOW}&by=provider`,
  `/v1/indicators/repeat-referral/values?${WINDOW}&by=ageBand`,
  `/v1/indicators/repeat-referral/curve?${WINDOW}`,
  `/v1/indicators/throughput-time/series?${WINDOW}&interval=P3M`,
  `/v1/indicators/waiting-time/values?${WINDOW}`,
];

/** Events sent at once. */
const CHUNK = 150;

interface Service {
  process: ServerProcess;
  start(): Promise<void>;
}

describe('services apart', () => {
  const events = inOrder([
    ...simulateDeliveries({ region: NOORD_VELUWE, clients: 25, from: '2021-01-01', to: '2024-06-30', seed: 11 }),
  ]);
  const secret = (byte: number) => Buffer.alloc(32, byte).toString('base64');
  let wire: WireServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const running: Service[] = [];

  async function service(app: 'ledger' | 'insights', name: string): Promise<Service> {
    const settings = {
      CARE_LEDGER_STORE: wire.connectionString,
      CARE_LEDGER_DATA: join(folder.path, name),
      CARE_LEDGER_KEYS: join(folder.path, 'keys.sqlite'),
      CARE_LEDGER_MASTER_KEY: secret(9),
      CARE_LEDGER_PSEUDONYM_KEY: secret(7),
    };
    const started: Service = {
      process: await startServiceProcess(app, settings),
      async start() {
        this.process = await startServiceProcess(app, settings);
      },
    };
    running.push(started);
    return started;
  }

  beforeAll(async () => {
    wire = await new WireServer().start();
    folder = await temporaryFolder();
  });
  afterAll(async () => {
    await Promise.all(running.map(({ process }) => process.end('SIGKILL')));
    await wire.stop();
    await folder.remove();
  });

  it('lose nothing and count nothing twice while one of each is killed, and say the same as one server on SQLite', async () => {
    const [first, second] = [await service('ledger', 'ledger-1'), await service('ledger', 'ledger-2')];
    const insights = await service('insights', 'insights-1');
    const half = Math.floor(events.length / 2);

    await sendAll(events.slice(0, half), [first, second]);
    const rest = sendAll(events.slice(half), [first, second]);
    await first.process.end('SIGKILL');
    await insights.process.end('SIGKILL');
    await Promise.all([first.start(), insights.start()]);
    await rest;

    const recorded = await first.process.client.allEvents();
    const keys = recorded.map(({ source, id }: { source: string; id: string }) => `${source} ${id}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(keys)).toEqual(new Set(events.map(({ source, id }) => `${String(source)} ${String(id)}`)));
    for (const { client } of [first.process, second.process]) {
      const again = await client.postNdjson(events.slice(0, CHUNK));
      expect(again.filter(({ status }) => status !== 'duplicate')).toEqual([]);
    }

    const late = await service('insights', 'insights-2'); // starts with no facts at all
    const embedded = await startTestServer();
    try {
      let last = '';
      for (let start = 0; start < events.length; start += CHUNK) {
        last = await embedded.client.record(events.slice(start, start + CHUNK));
      }
      const position = await first.process.client.lastPosition();
      for (const question of QUESTIONS) {
        const expected = figureOf(await embedded.client.ask(question, last));
        expect(JSON.stringify(expected)).toMatch(/[1-9]/);
        for (const { process } of [insights, late]) {
          expect(figureOf(await process.client.ask(question, position!))).toEqual(expected);
        }
      }
    } finally {
      await embedded.stop();
    }
  }, 300_000);

  it('say how far the figures are, in health and in the log', async () => {
    const [insights] = running.slice(2);
    const { status, body } = await insights!.process.client.get('/health/ready');
    expect([status, body.checks.projection]).toMatchObject([200, { ok: true, data: { percent: 100, state: 'live' } }]);
    expect(insights!.process.output()).toContain('figures are up to date');
    expect((await insights!.process.client.get('/metrics')).text).toMatch(/^projection_progress_ratio 1$/m);
  });

  it('answer 503 while the store is away, and recover by themselves', async () => {
    const [ledger, , insights] = running.map(({ process }) => process.client) as [
      LedgerClient,
      LedgerClient,
      LedgerClient,
    ];
    await wire.stop();
    const refused = await ledger.postEvent(events[0]);
    expect([refused.status, refused.body.code]).toEqual([503, 'unavailable']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const unread = await ledger.get('/v1/events');
    expect([unread.status, unread.headers.get('content-type')]).toEqual([503, expect.stringContaining('problem+json')]);
    expect((await ledger.get('/health/ready')).status).toBe(503);
    expect((await insights.get(QUESTIONS[0]!)).status).toBe(200); // what it knows, it still says
    await wire.start();
    expect((await ledger.postEvent(events[0])).status).toBe(200);
    expect((await ledger.get('/health/ready')).status).toBe(200);
  });

  it('stop with status 0 on SIGTERM, after what was accepted', async () => {
    const [ledger] = running;
    const upload = ledger!.process.client.postNdjson(events.slice(0, CHUNK));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await ledger!.process.end('SIGTERM')).toBe(0);
    const answered = await upload.catch(() => []);
    expect(answered.filter(({ status }) => status !== 'duplicate')).toEqual([]);
  });

  it('refuse a second one on the same data directory', async () => {
    const dataDir = join(folder.path, 'ledger-2');
    const settings = {
      CARE_LEDGER_DATA: dataDir,
      CARE_LEDGER_PSEUDONYM_KEY: secret(7),
      CARE_LEDGER_MASTER_KEY: secret(9),
    };
    await expect(startServiceProcess('ledger', settings)).rejects.toThrow(/Another service works in/);
  });

  it('name every wrong setting at once and end', async () => {
    const wrong = startServiceProcess('ledger', { HOST: '0.0.0.0', CARE_LEDGER_STORE: 'mysql://u:s3cret@x' });
    const error = await wrong.then(
      () => Promise.reject(new Error('it started')),
      ({ message }: Error) => message,
    );
    for (const variable of ['HOST', 'CARE_LEDGER_STORE', 'CARE_LEDGER_PSEUDONYM_KEY'])
      expect(error).toContain(`  ${variable} `);
    expect(error).not.toContain('s3cret');
  });
});

/** What senders deliver and the ledger takes, once each. */
function inOrder(deliveries: readonly Delivery[]) {
  return deliveries.flatMap(({ event, expected }) => (expected === 'recorded' ? [event] : []));
}

/** Sends every event, in order; a part that one ledger does not answer goes to the other, until it is there. */
async function sendAll(events: readonly object[], ledgers: readonly Service[]): Promise<void> {
  for (let start = 0, turn = 0; start < events.length; turn += 1) {
    const part = events.slice(start, start + CHUNK);
    const { client } = ledgers[turn % ledgers.length]!.process;
    const results = await client.postNdjson(part as never).catch(() => []);
    const done = results.findIndex(({ status }) => status === 'rejected');
    start += done < 0 ? results.length : done;
    const refused = results[done]?.problem;
    if (refused && refused.status !== 503) throw new Error(`An event was refused: ${JSON.stringify(refused)}`);
  }
}

/** An answer without what tells where and when it was computed. */
function figureOf({ asOf: _position, ...figure }: { asOf: unknown }): object {
  return figure;
}
