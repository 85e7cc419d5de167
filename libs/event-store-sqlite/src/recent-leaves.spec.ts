import { describe, expect, it } from '@jest/globals';
import { RecentLeaves } from './recent-leaves.js';
import type { PackedResults } from './thread/packed-results.js';

/** Results of one call whose events came to stand at these positions. */
function results(positions: readonly number[], more: Partial<PackedResults> = {}): PackedResults {
  return {
    errors: [],
    repeated: [],
    numbers: Float64Array.from(positions.flatMap((position, i) => [0, position, i < 2 ? 0 : 1])),
    instants:
      positions.length > 2 ? ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z'] : ['2026-01-01T00:00:00.000Z'],
    leaves: positions.map((position) => String(position).padStart(44, '0')).join(''),
    ...more,
  };
}

function holding(...calls: readonly PackedResults[]): RecentLeaves {
  const leaves = new RecentLeaves();
  for (const call of calls) leaves.expect(Promise.resolve(call));
  return leaves;
}

describe('leaf hashes of events that were committed a moment ago', () => {
  it('are those of the call that the next event was in, with the instants of all of it', async () => {
    const leaves = holding(results([1, 2, 3]), results([4, 5]));
    expect(await leaves.after('0')).toMatchObject({
      first: 1,
      hashes: results([1, 2, 3]).leaves,
      instants: [
        ['2026-01-01T00:00:00.000Z', 2],
        ['2026-01-01T00:00:00.001Z', 1],
      ],
    });
    expect(await leaves.after('2')).toMatchObject({ first: 1 });
    expect(await leaves.after('3')).toMatchObject({ first: 4, instants: [['2026-01-01T00:00:00.000Z', 2]] });
    expect(await leaves.after('5')).toBeNull();
    expect(await leaves.after('3')).toBeNull();
  });

  it('are not at hand where an event before them is of others', async () => {
    const leaves = holding(results([5, 6]));
    expect(await leaves.after('3')).toBeNull();
    expect(await leaves.after('4')).toMatchObject({ first: 5 });
  });

  it('are waited for where they are those of a call that is under way, and not where they are of an earlier one', async () => {
    const leaves = holding(results([3, 4]));
    expect(await leaves.after('2')).toMatchObject({ first: 3 });
    let end!: (results: PackedResults) => void;
    leaves.expect(new Promise((resolve) => (end = resolve)));
    expect(await leaves.after('1')).toBeNull();
    const coming = leaves.after('4');
    end(results([5, 6]));
    expect(await coming).toMatchObject({ first: 5 });
    leaves.expect(Promise.reject(new Error('nothing was committed')));
    expect(await leaves.after('6')).toBeNull();
  });

  it.each([
    ['there are events of others between them', results([1, 3])],
    ['some stood there before', results([1, 2], { repeated: [[0, ['id']]] })],
    ['none were wanted', results([1, 2], { leaves: null })],
    ['nothing was committed', results([])],
  ])('are not held where %s', async (_, call) => {
    expect(await holding(call).after('0')).toBeNull();
  });

  it('are held of the last calls only', async () => {
    const leaves = holding(...Array.from({ length: 12 }, (_, n) => results([n + 1])));
    expect(await leaves.after('1')).toBeNull();
    expect(await leaves.after('2')).toMatchObject({ first: 3 });
  });
});
