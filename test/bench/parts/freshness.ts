/** From receipt to figure while events come in, and what projection and analysts cost those who send. */
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from '../support/client.js';
import type { Context } from '../support/context.js';
import type { Measurement } from '../support/measure.js';
import { intake, start } from '../support/own-events.js';
import { sendAtPace } from '../support/pace.js';
import { startBenchServer, type BenchServer } from '../support/server.js';
import { sendSingles } from '../support/singles.js';
import { untilSeen, watchFigures } from '../support/visible.js';

const PER_SECOND = 2_000;
const SECONDS = 15;
const CONNECTIONS = 4;
const ANALYSTS = 2;
const QUESTION = '/v1/indicators/repeat-referral/values?from=2020-01-01&to=2024-12-31&by=municipality';

export async function freshness(context: Context): Promise<Measurement[]> {
  const { options, ledgers, folder } = context;
  const filled = await ledgers.of(options.events[0]!);
  const alone = await startBenchServer(join(folder, 'fresh-ledger/data'), 'ledger');
  let byItself: readonly number[];
  try {
    context.say('the ledger by itself');
    byItself = await latencies(alone, 'alone', options.singles);
  } finally {
    await alone.stop();
  }
  const dataDir = join(folder, 'fresh/data');
  await cp(filled.dataDir, dataDir, { recursive: true });
  const server = await startBenchServer(dataDir);
  try {
    await ask(server);
    context.say(`${PER_SECOND} events a second for ${SECONDS} s`);
    const steady = await atPace(server);
    context.say('single events beside the projection, and beside analysts');
    const besideProjection = await latencies(server, 'projection', options.singles);
    const besideAnalysts = await withAnalysts(server, () => latencies(server, 'analysts', options.singles));
    return [
      ...steady,
      ...latency('ledger', 'the ledger by itself', byItself),
      ...latency('projection', 'the projection beside it', besideProjection, byItself),
      ...latency('analysts', `projection and ${ANALYSTS} analysts beside it`, besideAnalysts, byItself),
    ];
  } finally {
    await server.stop();
  }
}

async function atPace(server: BenchServer): Promise<Measurement[]> {
  const lines = Array.from({ length: (PER_SECOND * SECONDS) / 2 }, (_, i) => [
    JSON.stringify(intake(`pace-${i}`)),
    JSON.stringify(start(`pace-${i}`)),
  ]).flat();
  const stop = watchFigures(server.url);
  const { received, rate } = await sendAtPace(server.url, lines, PER_SECOND, CONNECTIONS);
  if (received.length !== lines.length) throw new Error(`${received.length} events recorded of ${lines.length}`);
  const values = untilSeen(received, await stop(Math.max(...received.map(({ position }) => position))));
  const what = `${PER_SECOND} events a second, from receipt to being in the figures`;
  return [
    {
      id: 'pace',
      what: `${PER_SECOND} events a second in requests of 40: what was reached`,
      unit: 'events/s',
      values: [rate],
      target: { of: 'result', atLeast: PER_SECOND * 0.99 },
    },
    { id: 'fresh-p50', what: `${what}: median`, unit: 'ms', values },
    { id: 'fresh-p99', what: `${what}: p99`, unit: 'ms', values, show: 'p99', target: { of: 'result', atMost: 1_000 } },
  ];
}

async function latencies(server: BenchServer, label: string, count: number): Promise<readonly number[]> {
  await sendSingles(server.url, `${label}-warm`, Math.ceil(count / 10), CONNECTIONS);
  return (await sendSingles(server.url, label, count, CONNECTIONS)).each;
}

function latency(id: string, beside: string, own: readonly number[], alone?: readonly number[]): Measurement[] {
  const name = 'the ledger by itself';
  return (['median', 'p99'] as const).map((which): Measurement => {
    const show = which === 'p99' ? ({ show: 'p99' } as const) : {};
    return {
      id: `latency-${id}-${which}`,
      what: `single events over ${CONNECTIONS} connections, ${beside}: ${which}`,
      unit: 'ms',
      values: own,
      ...show,
      ...(alone ? { peer: { name, unit: 'ms', values: alone, ...show } } : {}),
      ...(which === 'p99' ? { target: { of: 'result', atMost: 50 } } : {}),
    };
  });
}

/** Does something while analysts ask one figure after the other. */
async function withAnalysts<T>(server: BenchServer, work: () => Promise<T>): Promise<T> {
  let working = true;
  const analyst = async () => {
    while (working) await ask(server);
  };
  const analysts = Promise.all(Array.from({ length: ANALYSTS }, analyst));
  try {
    return await work();
  } finally {
    working = false;
    await analysts;
  }
}

async function ask(server: BenchServer): Promise<void> {
  const client = new Client(server.url);
  await client.ask(QUESTION);
  client.close();
}
