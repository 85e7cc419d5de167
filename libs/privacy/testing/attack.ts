/**
 * An attacker of a table: knows the rule, every shown count to the last unit, every sum that is not hidden, and of each hidden count whether it was
 * hidden for being small. Finds by integer programming what a hidden count can be.
 */
import highsLoader from 'highs';
import type { Cube } from '../src/disclosure/cube.js';
import { placeOf, sumsOf } from '../src/disclosure/cube.js';
import { COVER, SHOWN, SMALL } from '../src/disclosure/suppress.js';

export interface Range {
  readonly from: number;
  /** Infinity where nothing bounds it. */
  readonly to: number;
}

// Its types are those of a CommonJS module, which it is not.
const load = highsLoader as unknown as (typeof highsLoader)['default'];
let solver: ReturnType<typeof load> | undefined;

/** Gives the function that finds the range of a cell of a table. */
export async function attacker(cube: Cube, state: Uint8Array): Promise<(offset: number) => Range> {
  const highs = await (solver ??= load());
  const inside = offsets(cube).filter((offset) => sumsOf(cube, offset) === 0);
  const term = (offset: number): string =>
    inside
      .filter((part) =>
        cube.sizes.every((size, k) => [size, placeOf(cube, part, k)].includes(placeOf(cube, offset, k))),
      )
      .map((part) => `x${part}`)
      .join(' + ');
  const known = offsets(cube).map((offset) => {
    if (state[offset] === SHOWN) return `${term(offset)} = ${cube.counts[offset]}`;
    return `${term(offset)} ${state[offset] === SMALL ? '<= 7' : state[offset] === COVER ? '>= 8' : '>= 0'}`;
  });
  const problem = (goal: 'Minimize' | 'Maximize', offset: number): string =>
    [
      goal,
      ` o: ${term(offset)}`,
      'Subject To',
      ...known.map((one, i) => ` c${i}: ${one}`),
      'General',
      ` ${inside.map((one) => `x${one}`).join(' ')}`,
      'End',
    ].join('\n');
  const bound = (goal: 'Minimize' | 'Maximize', offset: number): number => {
    const { Status, ObjectiveValue } = highs.solve(problem(goal, offset));
    if (Status === 'Unbounded') return Infinity;
    if (Status !== 'Optimal') throw new Error(`The table contradicts itself: ${Status}`);
    return Math.round(ObjectiveValue);
  };
  return (offset) => ({ from: bound('Minimize', offset), to: bound('Maximize', offset) });
}

/** Every cell of a table, sums included. */
export const offsets = (cube: Cube): number[] => [...cube.counts.keys()];
