/** Events one by one, each on disk before its receipt, beside appends of one event with emmett on SQLite. */
import { join } from 'node:path';
import type { EmmettCosts, EmmettSqlite } from '../tasks/emmett-sqlite.js';
import type { Context } from '../support/context.js';
import { rateOf, type Cost, type Measurement } from '../support/measure.js';
import { startBenchServer } from '../support/server.js';
import { sendSingles } from '../support/singles.js';
import { inOwnProcess } from '../support/task.js';

const CONNECTIONS = 32;

export async function singles(context: Context): Promise<Measurement[]> {
  const { options, peers } = context;
  const installed = peers['emmett-sqlite'];
  const peerCount = Math.round(options.singles / 10);
  const region = await context.regionOf(options.events[0]!);
  const own: Cost[] = [];
  const emmett: Cost[] = [];
  const each: number[] = [];
  const server = await startBenchServer(join(context.folder, 'singles/data'));
  try {
    await sendSingles(server.url, 'warm', Math.round(options.singles / 2), CONNECTIONS);
    for (let round = 0; round < options.rounds; round += 1) {
      context.say(`round ${round + 1} of ${options.rounds}`);
      const before = await server.usage();
      const sent = await sendSingles(server.url, `round-${round}`, options.singles, CONNECTIONS);
      own.push({ ms: sent.all.ms, processorMs: (await server.usage()).processorMs - before.processorMs });
      each.push(...sent.each);
      if ('missing' in installed) continue;
      const args: EmmettSqlite = {
        folder: installed.folder,
        file: join(context.folder, `singles/emmett-${round}.sqlite`),
        events: region.file,
        count: peerCount,
        perStream: 1,
        warm: Math.round(peerCount / 2),
        how: 'store',
        read: false,
      };
      emmett.push((await inOwnProcess<EmmettCosts>('emmett-sqlite', args)).result.append);
    }
  } finally {
    await server.stop();
  }
  const peer = { name: 'emmett-sqlite, one append after the other', ...('missing' in installed ? installed : {}) };
  const name = `${options.singles} requests of one event, ${CONNECTIONS} connections`;
  return [
    {
      id: 'singles',
      what: name,
      ...rateOf(options.singles, own),
      peer: {
        ...peer,
        ...rateOf(peerCount, emmett),
      },
      target: { of: 'ratio', atLeast: 5 },
    },
    {
      id: 'singles-p50',
      what: 'from sending an event to its receipt: median',
      unit: 'ms',
      values: each,
    },
    {
      id: 'singles-p99',
      what: 'from sending an event to its receipt: p99',
      unit: 'ms',
      values: each,
      show: 'p99',
      target: { of: 'result', atMost: 50 },
    },
  ];
}
