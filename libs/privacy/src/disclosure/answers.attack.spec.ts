/**
 * Whole answers, and somebody who knows the rule, every number of the answer to the last unit, how its numbers hang together, and of each hidden count
 * whether it is small: no small count that is hidden can be found, or narrowed down within 0 to 7.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bounds } from '../../testing/attack.js';
import { protectRows } from './protect.js';
import { isSmall } from './rule.js';
import type { AnyRow } from './slots.js';

/** A count as a sum of unknowns: `+x1 -x2`. */
type Sum = readonly string[];

/** A count of an exact row: where it stands, what it is made of; `secret` ones are told by no number of their own. */
interface Count {
  readonly path: string;
  readonly sum: Sum;
  readonly secret?: boolean;
  /** The whole of its row: where it is hidden, all is, and nothing tells which of its parts are large. */
  readonly whole?: boolean;
  /** One of several that are hidden together: that it is hidden does not tell whether it is small. */
  readonly together?: boolean;
}

/** An answer before it is protected. */
interface Exact {
  readonly rows: readonly AnyRow[];
  /** By row: its counts. */
  readonly counts: readonly (readonly Count[])[];
  readonly values: Readonly<Record<string, number>>;
}

const at = (row: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], row);
const text = (sum: Sum): string => sum.join(' ').replace(/^\+/, '');
const valueOf = (sum: Sum, values: Exact['values']): number =>
  sum.reduce((total, term) => total + (term.startsWith('-') ? -1 : 1) * values[term.slice(1)]!, 0);

/** What can be found of the hidden small counts of an answer: nothing, where it is well protected. */
async function found({ rows, counts, values }: Exact, periods: number, figure = {}): Promise<unknown[]> {
  const by = Object.keys(rows[0]!.group);
  const size = rows.length / periods;
  const split = Array.from({ length: periods }, (_, n) => rows.slice(n * size, (n + 1) * size));
  const shown = protectRows(split, { by, known: {}, figure }).flat();
  // Nothing is larger than this, so that every range has an end.
  const known = Object.keys(values).map((name) => `${name} <= 100000`);
  const hidden: { where: string; sum: Sum }[] = [];
  counts.forEach((own, row) => {
    for (const { path, sum, secret, together, whole } of own) {
      const exact = valueOf(sum, values);
      const seen = secret ? null : at(shown[row], path);
      const isSplit = own.some((count) => count.whole && at(shown[row], count.path) !== null);
      if (seen !== null && !isSmall(exact)) known.push(`${text(sum)} = ${exact}`);
      else if (seen !== null) hidden.push({ where: `${row} ${path} is shown`, sum });
      else {
        if (!secret && !together && !whole && (isSmall(exact) || isSplit))
          known.push(`${text(sum)} ${isSmall(exact) ? '<= 7' : '>= 8'}`);
        if (isSmall(exact)) hidden.push({ where: `${row} ${path}`, sum });
      }
    }
    const share = shown[row] as { value?: number | null };
    const parts = ['numerator', 'denominator'].map((path) => own.find((count) => count.path === path)?.sum);
    if (typeof share.value === 'number' && at(shown[row], 'numerator') === null && parts.every(Boolean)) {
      hidden.push({ where: `${row} value without its parts`, sum: parts[0]! });
    }
  });
  const faults: unknown[] = [];
  for (const { where, sum } of hidden) {
    const range = await bounds(known, Object.keys(values), text(sum));
    if (range.from > 0 || range.to < 7 || where.endsWith('shown')) faults.push([where, valueOf(sum, values), range]);
  }
  return faults;
}

const aCount = fc.oneof(
  { weight: 3, arbitrary: fc.nat(7) },
  { weight: 3, arbitrary: fc.integer({ min: 8, max: 40 }) },
  { weight: 2, arbitrary: fc.integer({ min: 41, max: 400 }) },
);
const manyCounts = fc.array(aCount, { minLength: 120, maxLength: 120 });
const groups = (count: number): AnyRow['group'][] =>
  Array.from({ length: count }, (_, n) => ({ municipality: `GM000${n}` }));

/** Gives names to counts that come one after the other. */
function taking(counts: readonly number[]) {
  const values: Record<string, number> = {};
  let used = 0;
  return {
    values,
    next: (most = Infinity): string => {
      const name = `x${used}`;
      values[name] = Math.min(most, counts[used]!);
      used += 1;
      return name;
    },
  };
}
type Taking = ReturnType<typeof taking>;

/** Rows for periods and groups, each made by a function. */
function exactly(
  { values }: Taking,
  periods: number,
  size: number,
  make: (period: number, group: number) => { row: object; counts: Count[] },
): Exact {
  const made = Array.from({ length: periods }, (_, period) =>
    groups(size).map((group, n) => ({ group, ...make(period, n) })),
  ).flat();
  return {
    values,
    rows: made.map(({ group, row }) => ({ group, ...row })),
    counts: made.map(({ counts }) => counts),
  };
}

function share(take: Taking, parts: number) {
  const names = Array.from({ length: parts }, () => `+${take.next()}`);
  const count = (sum: Sum): number => valueOf(sum, take.values);
  const [numerator, denominator] = [count([names[0]!]), count(names)];
  const interval = { level: 0.95, lower: 0, upper: 1, method: 'wilson' };
  const value = denominator === 0 ? null : numerator / denominator;
  return { names, count, row: { numerator, denominator, value, interval } };
}

const shapes: Readonly<
  Record<string, { readonly figure?: object; readonly make: (take: Taking) => { row: object; counts: Count[] } }>
> = {
  'shares, with counts beside them': {
    make: (take) => {
      const { names, row } = share(take, 2);
      const [missing, deceased] = [take.next(), take.next()];
      return {
        row: {
          ...row,
          missing: take.values[missing],
          excluded: { deceased: take.values[deceased] },
          suppressed: false,
        },
        counts: [
          { path: 'numerator', sum: [names[0]!] },
          { path: 'denominator', sum: names, whole: true },
          { path: 'others', sum: [names[1]!], secret: true },
          { path: 'missing', sum: [`+${missing}`] },
          { path: 'excluded.deceased', sum: [`+${deceased}`] },
        ],
      };
    },
  },
  'shares under an estimator': {
    make: (take) => {
      const { names, count, row } = share(take, 3);
      return {
        row: { ...row, atRisk: count([names[1]!]), suppressed: false },
        counts: [
          { path: 'numerator', sum: [names[0]!] },
          { path: 'denominator', sum: names, whole: true },
          { path: 'atRisk', sum: [names[1]!] },
          { path: 'others', sum: [names[2]!], secret: true },
        ],
      };
    },
  },
  'classes of a share': {
    figure: { numeratorClass: 'a' },
    make: (take) => {
      const { names, count, row } = share(take, 3);
      const classes = Object.fromEntries(
        ['a', 'b', 'c'].map((name, i) => {
          const numerator = count([names[i]!]);
          return [name, { ...row, numerator, value: row.denominator === 0 ? null : numerator / row.denominator }];
        }),
      );
      return {
        row: { ...row, classes, suppressed: false },
        counts: [
          { path: 'denominator', sum: names, whole: true },
          ...['a', 'b', 'c'].map((name, i) => ({ path: `classes.${name}.numerator`, sum: [names[i]!] })),
        ],
      };
    },
  },
  'means, with a distribution and shares within norms': {
    make: (take) => {
      const names = Array.from({ length: 3 }, () => `+${take.next()}`);
      const count = (sum: Sum): number => valueOf(sum, take.values);
      const n = count(names);
      const within = (sum: Sum) => ({
        numerator: count(sum),
        denominator: n,
        value: n === 0 ? null : count(sum) / n,
        interval: null,
      });
      const statistics = { mean: 3.21, sd: 1.5, median: 3, p90: 5, interval: null };
      return {
        row: {
          n,
          ...statistics,
          distribution: { '1': count([names[0]!]), '2': count([names[1]!]), '3': count([names[2]!]) },
          within: { '28': within([names[0]!]), '70': within(names.slice(0, 2)) },
          suppressed: false,
        },
        counts: [
          { path: 'n', sum: names, whole: true },
          ...[0, 1, 2].map((i) => ({ path: `distribution.${i + 1}`, sum: [names[i]!] })),
          { path: 'within.28.numerator', sum: [names[0]!], together: true },
          { path: 'within.70.numerator', sum: names.slice(0, 2), together: true },
        ],
      };
    },
  },
  'persons, with those per 1,000 inhabitants': {
    make: (take) => {
      const [counted, elsewhere] = [`+${take.next()}`, `+${take.next()}`];
      const count = (sum: Sum): number => valueOf(sum, take.values);
      const [n, numerator] = [count([counted, elsewhere]), count([counted])];
      const perThousand = { numerator, denominator: 5_000, value: numerator / 5, interval: null };
      return {
        row: { n, mean: null, sd: null, median: null, p90: null, interval: null, perThousand, suppressed: false },
        counts: [
          { path: 'n', sum: [counted, elsewhere], whole: true },
          { path: 'perThousand.numerator', sum: [counted], together: true },
          // None elsewhere is what is usual: that it is none tells of nobody.
          ...(count([elsewhere]) === 0 ? [] : [{ path: 'elsewhere', sum: [elsewhere], secret: true }]),
        ],
      };
    },
  },
};

/** Stock and flow of several periods: the closing stock of one is the opening stock of the next. */
function stocks(take: Taking, periods: number, size: number): Exact {
  const stock: Sum[] = groups(size).map(() => [`+${take.next()}`]);
  return exactly(take, periods, size, (_, n) => {
    const opening = stock[n]!;
    const inflow = `+${take.next()}`;
    const active = [...opening, inflow];
    const out = take.next(valueOf(active, take.values));
    const closing = [...active, `-${out}`];
    stock[n] = closing;
    const sums = { opening, in: [inflow], out: [`+${out}`], closing, active };
    const row = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, valueOf(sum, take.values)]));
    return {
      row: { records: row, transitions: [], suppressed: false },
      counts: Object.entries(sums).map(([name, sum]) => ({
        path: `records.${name}`,
        sum,
        whole: name === 'active',
      })),
    };
  });
}

describe('whole answers against an attacker with a solver', () => {
  for (const [name, { figure, make }] of Object.entries(shapes)) {
    it(`give away no hidden small count: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(
          manyCounts,
          fc.integer({ min: 1, max: 2 }),
          fc.integer({ min: 1, max: 5 }),
          async (counts, periods, size) => {
            const take = taking(counts);
            expect(
              await found(
                exactly(take, periods, size, () => make(take)),
                periods,
                figure,
              ),
            ).toEqual([]);
          },
        ),
        { numRuns: 15 },
      );
    }, 600_000);
  }

  it('give away no hidden small count: stock and flow over periods', async () => {
    await fc.assert(
      fc.asyncProperty(
        manyCounts,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 4 }),
        async (counts, periods, size) => {
          expect(await found(stocks(taking(counts), periods, size), periods)).toEqual([]);
        },
      ),
      { numRuns: 20 },
    );
  }, 600_000);

  it('would be beaten where a count is shown that has to cover another one', async () => {
    const take = taking([3, 40]);
    const names = [`+${take.next()}`, `+${take.next()}`];
    const counts = [
      { path: 'numerator', sum: [names[0]!] },
      { path: 'denominator', sum: names, whole: true },
    ];
    // As if the numerator were hidden, and the others beside it were not.
    const rows = [{ group: {}, numerator: 3, denominator: 43, value: null, interval: null, suppressed: false }];
    expect(await found({ rows, counts: [counts], values: take.values }, 1)).toEqual([]);
    const known = [`${text(counts[1]!.sum)} = 43`, `${text([names[1]!])} = 40`, `${text(counts[0]!.sum)} <= 7`];
    expect(await bounds(known, Object.keys(take.values), text(counts[0]!.sum))).toEqual({ from: 3, to: 3 });
  });
});
