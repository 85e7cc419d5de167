/** The facts made anew from ledgers of every size. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenEvents } from '../tasks/open-events.js';
import type { Rebuild } from '../tasks/rebuild.js';
import type { Context } from '../support/context.js';
import { rateOf, type Cost, type Measurement } from '../support/measure.js';
import { inOwnProcess, type Done } from '../support/task.js';

const LARGE = 500_000;

export async function rebuild(context: Context): Promise<Measurement[]> {
  const { options, ledgers, folder } = context;
  const measurements: Measurement[] = [];
  for (const events of options.events) {
    const { dataDir, expected } = await ledgers.of(events);
    const rounds = events > LARGE ? 1 : options.rounds;
    const done: Done<Cost>[] = [];
    for (let round = 0; round < rounds; round += 1) {
      context.say(`${expected.recorded} events, round ${round + 1} of ${rounds}`);
      const facts = join(folder, 'rebuilt.duckdb');
      const args: Rebuild = { dataDir, facts };
      done.push(await inOwnProcess<Cost>('rebuild', args));
      for (const file of [facts, `${facts}.wal`]) await rm(file, { force: true });
    }
    const costs = done.map(({ result }) => result);
    const opening: OpenEvents = { dataDir, expected: expected.recorded };
    const { result: floor } = await inOwnProcess<Cost>('open-events', opening);
    measurements.push(
      {
        id: `rebuild-${events}`,
        what: `all facts anew from ${expected.recorded} events`,
        ...rateOf(expected.recorded, costs),
        peer: { name: 'only opening each event, in one thread', ...rateOf(expected.recorded, [floor]) },
        target: { of: 'result', atLeast: 200_000 },
      },
      {
        id: `rebuild-memory-${events}`,
        what: 'most memory of the process meanwhile',
        unit: 'MB',
        values: done.map(({ usage }) => usage.memoryMB),
        target: { of: 'result', atMost: 1_536 },
      },
    );
  }
  return measurements;
}
