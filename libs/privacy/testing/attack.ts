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
  const solve = await solving();
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
  const variables = inside.map((one) => `x${one}`);
  return (offset) => solve(known, variables, term(offset));
}

/**
 * The range of a sum of whole numbers of which something is known.
 * @param known relations in the notation of linear programmes (`x1 + x2 >= 8`)
 * @param variables all that stand in them
 * @param sum what is looked for
 */
export async function bounds(known: readonly string[], variables: readonly string[], sum: string): Promise<Range> {
  return (await solving())(known, variables, sum);
}

async function solving(): Promise<(known: readonly string[], variables: readonly string[], sum: string) => Range> {
  const highs = await (solver ??= load());
  return (known, variables, sum) => {
    const bound = (goal: 'Minimize' | 'Maximize'): number => {
      const relations = known.map((one, i) => ` c${i}: ${one}`);
      const problem = [goal, ` o: ${sum}`, 'Subject To', ...relations, 'General', ` ${variables.join(' ')}`, 'End'];
      const { Status, ObjectiveValue } = highs.solve(problem.join('\n'));
      if (Status === 'Unbounded') return Infinity;
      if (Status !== 'Optimal') throw new Error(`What is known contradicts itself: ${Status}`);
      return Math.round(ObjectiveValue);
    };
    return { from: bound('Minimize'), to: bound('Maximize') };
  };
}

/** Every cell of a table, sums included. */
export const offsets = (cube: Cube): number[] => [...cube.counts.keys()];
