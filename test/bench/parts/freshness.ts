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
/** A server compiles what it runs while it runs it: these seconds are told apart. */
const FIRST_SECONDS = 5;
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
    context.say(`${PER_SECOND} events a second for ${FIRST_SECONDS} and ${SECONDS} s`);
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

/** Events at a pace: of a server that has just started, and once it has been at work for a while. */
async function atPace(server: BenchServer): Promise<Measurement[]> {
  const first = await visibleAfter(server, 'first', FIRST_SECONDS);
  const { rate, values } = await visibleAfter(server, 'pace', SECONDS);
  const what = `${PER_SECOND} events a second, from receipt to being in the figures`;
  const atStart = `the same in the first ${FIRST_SECONDS} s of a server that has just started`;
  const target = { of: 'result', atMost: 1_000 } as const;
  return [
    {
      id: 'pace',
      what: `${PER_SECOND} events a second in requests of 40: what was reached`,
      unit: 'events/s',
      values: [rate],
      target: { of: 'result', atLeast: PER_SECOND * 0.99 },
    },
    { id: 'fresh-p50', what: `${what}: median`, unit: 'ms', values },
    { id: 'fresh-p99', what: `${what}: p99`, unit: 'ms', values, show: 'p99', target },
    { id: 'fresh-first-p50', what: `${atStart}: median`, unit: 'ms', values: first.values },
    { id: 'fresh-first-p99', what: `${atStart}: p99`, unit: 'ms', values: first.values, show: 'p99', target },
  ];
}

/** @returns the rate that was reached, and for each event the ms from its receipt until the figures had seen it. */
async function visibleAfter(server: BenchServer, label: string, seconds: number) {
  const lines = Array.from({ length: (PER_SECOND * seconds) / 2 }, (_, i) => [
    JSON.stringify(intake(`${label}-${i}`)),
    JSON.stringify(start(`${label}-${i}`)),
  ]).flat();
  const stop = watchFigures(server.url);
  const { received, rate } = await sendAtPace(server.url, lines, PER_SECOND, CONNECTIONS);
  if (received.length !== lines.length) throw new Error(`${received.length} events recorded of ${lines.length}`);
  return { rate, values: untilSeen(received, await stop(Math.max(...received.map(({ position }) => position)))) };
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
