/** Figures of a country's facts, at the head beside hand-written queries, and as of earlier positions beside the head. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { HAND_WRITTEN } from '../hand-written/index.js';
import type { CloneFacts, Cloned } from '../tasks/clone-facts.js';
import type { Figures, FigureTimes } from '../tasks/figures.js';
import type { Context } from '../support/context.js';
import type { Measurement } from '../support/measure.js';
import { inOwnProcess } from '../support/task.js';

/** From so many trajectories on, repeat-referral is asked to take so many ms at most. */
const COUNTRY = { trajectories: 5_000_000, atMost: 100 };
const ROUNDS = 5;

export async function queries(context: Context): Promise<Measurement[]> {
  const { options, ledgers, folder } = context;
  const { dataDir, expected } = await ledgers.of(options.events.at(-1)!);
  const measurements: Measurement[] = [];
  for (const trajectories of options.trajectories) {
    const facts = join(folder, 'country.duckdb');
    context.say(`making facts of ${trajectories} trajectories`);
    const clone: CloneFacts = { region: join(dataDir, 'facts.duckdb'), target: facts, trajectories };
    const { result: made } = await inOwnProcess<Cloned>('clone-facts', clone);
    const asOf = {
      '1,000 events ago': String(made.head - 1_000),
      'half a ledger ago': String(Math.round(expected.recorded / 2)),
    };
    context.say(`asking of ${made.trajectories} trajectories`);
    const args: Figures = { facts, rounds: Math.max(ROUNDS, options.rounds), asOf };
    const { result, usage } = await inOwnProcess<FigureTimes>('figures', args);
    for (const file of [facts, `${facts}.wal`]) await rm(file, { force: true });
    measurements.push(...atHead(made, result), ...inThePast(made, result), {
      id: `queries-memory-${trajectories}`,
      what: 'most memory of the process meanwhile',
      unit: 'MB',
      values: [usage.memoryMB],
    });
  }
  return measurements;
}

function atHead({ trajectories }: Cloned, { head }: FigureTimes): Measurement[] {
  return HAND_WRITTEN.flatMap(({ id, what }): Measurement[] => {
    const { own, peer } = head[id]!;
    const measurement: Measurement = {
      id: `query-${id}-${trajectories}`,
      what: `${what}, ${trajectories} trajectories, head`,
      unit: 'ms',
      values: own,
      peer: { name: 'SQL written by hand', unit: 'ms', values: peer },
      target: { of: 'ratio', atLeast: 0.5 },
    };
    if (id !== 'repeat-referral' || trajectories < COUNTRY.trajectories) return [measurement];
    const target = { of: 'result', atMost: COUNTRY.atMost } as const;
    return [measurement, { id: `${measurement.id}-time`, what: measurement.what, unit: 'ms', values: own, target }];
  });
}

function inThePast({ trajectories }: Cloned, { head, earlier }: FigureTimes): Measurement[] {
  return Object.entries(earlier).flatMap(([id, byPosition]) => {
    const { what } = HAND_WRITTEN.find((one) => one.id === id)!;
    return Object.entries(byPosition).flatMap(([when, { first, again }]) =>
      (
        [
          ['first time', first],
          ['again', again],
        ] as const
      ).map(([which, values]): Measurement => ({
        id: `as-of-${id}-${trajectories}-${when}-${which}`.replaceAll(' ', '-'),
        what: `${what}, ${trajectories} trajectories, as of ${when}: ${which}`,
        unit: 'ms',
        values,
        peer: { name: 'the head', unit: 'ms', values: head[id]!.own },
        target: { of: 'ratio', atLeast: 0.2 },
      })),
    );
  });
}
