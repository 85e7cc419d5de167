/** The cases behind a figure add up to it: in every part, and in every further figure and number beside it. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { BUILT_IN, type CasePage } from '#libs/indicators';
import { EVERYTHING, YEAR } from './support/everything.js';
import { given, type AnyRow, type Asking } from './support/facts.js';

let asking: Asking;
beforeAll(async () => {
  asking = await given(EVERYTHING);
});

const count = ({ cases }: CasePage, ...wanted: string[]) => cases.filter(({ part }) => wanted.includes(part)).length;

const METHODS = BUILT_IN.filter(({ figure }) => figure.shape !== 'flow').flatMap(({ id, figure }) =>
  figure.shape === 'time-to-event'
    ? ['complete', 'kaplan-meier', 'aalen-johansen'].map((method) => [id, { method }] as const)
    : [[id, {}] as const],
);

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

/** A number beside the figure, from what each case brings to it. */
function total(one: AnyRow, brought: readonly AnyRow[]): unknown {
  if ('distribution' in one) {
    const names = Object.keys(one.distribution);
    return Object.fromEntries(names.map((name) => [name, brought.filter((each) => each === name).length]));
  }
  if ('divide' in one) {
    let place = 0;
    const next = (side: AnyRow): unknown => {
      if (typeof side === 'number') return side;
      const at = place++;
      return total(
        side,
        brought.map((each) => each[at]),
      );
    };
    const [above, below] = one.divide.map(next) as (number | null)[];
    return above === null || below === null || below === 0 ? null : above! / below!;
  }
  if ('count' in one) return brought.filter((each) => each).length;
  const numbers = brought.filter((each) => each !== null) as number[];
  const mean = numbers.length === 0 ? null : sum(numbers) / numbers.length;
  if ('sd' in one)
    return numbers.length < 2 ? null : Math.sqrt(sum(numbers.map((n) => (n - mean!) ** 2)) / (numbers.length - 1));
  if ('statistics' in one)
    return expect.objectContaining({ n: numbers.length, mean: mean === null ? null : expect.closeTo(mean, 9) });
  return 'sum' in one ? sum(numbers) : mean;
}

describe.each(METHODS)('%s %o', (id, query) => {
  const { figure } = BUILT_IN.find((one) => one.id === id)! as { figure: AnyRow };

  it('adds up to the figure, and to every further one', async () => {
    const whole: AnyRow = await asking.row(id, { ...YEAR, ...query });
    const page = await asking.cases(id, { ...YEAR, ...query });
    expect(page.total).toBe(page.cases.length);
    for (const [name, body] of [[null, figure], ...Object.entries(figure.further ?? {})] as [string | null, AnyRow][]) {
      const row: AnyRow = name === null ? whole : whole[name];
      const own = { ...page, cases: page.cases.filter((one) => (one.figure ?? null) === name) };
      expect({
        name,
        denominator: count(own, 'numerator', 'denominator', 'counted'),
        missing: count(own, 'missing'),
        immature: count(own, 'immature'),
        lost: count(own, 'lost'),
        excluded: count(own, 'excluded'),
      }).toEqual({
        name,
        denominator: row.denominator ?? row.n,
        missing: row.missing,
        immature: row.immature,
        lost: row.lost,
        excluded: sum(Object.values(row.excluded)),
      });
      if (row.numerator >= 0 && row.net === undefined) expect(count(own, 'numerator')).toBe(row.numerator);
      for (const apart of Object.keys(body.apart ?? {})) {
        expect(own.cases.filter((one) => one.part === 'apart' && one.reason === apart)).toHaveLength(row[apart]);
      }
      const counted = own.cases.filter(({ part }) => ['numerator', 'denominator', 'counted'].includes(part));
      if (row.mean !== undefined && row.mean !== null) {
        expect(sum(counted.map(({ number }) => number!)) / counted.length).toBeCloseTo(row.mean, 9);
      }
      for (const [one, { numerator }] of Object.entries<AnyRow>(row.classes ?? {})) {
        expect(counted.filter((each) => each.class === one)).toHaveLength(numerator);
      }
      if (body.within) {
        for (const [norm, { numerator }] of Object.entries<AnyRow>(row.within)) {
          expect(counted.filter((each) => each.within![norm])).toHaveLength(numerator);
        }
      }
      for (const one of Object.keys(body.also ?? {})) {
        const parts = own.cases.map((each) => each.also![one]);
        expect(parts.filter((part) => part === 'numerator')).toHaveLength(row[one].numerator);
        expect(parts.filter((part) => part === 'numerator' || part === 'denominator')).toHaveLength(
          row[one].denominator,
        );
      }
      for (const [one, beside] of Object.entries<AnyRow>(body.beside ?? {})) {
        const told = total(
          beside,
          counted.map((each) => each.beside![one]),
        );
        expect([one, row[one]]).toEqual([one, typeof told === 'number' ? expect.closeTo(told, 9) : told]);
      }
    }
  });
});
