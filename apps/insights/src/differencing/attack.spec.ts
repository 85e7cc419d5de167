/** Questions of one analyst after each other, and somebody who puts every two of the answers together. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSmall, protectRows } from '#libs/privacy';
import { bounds } from '../../../../libs/privacy/testing/attack.js';
import { cellsOf, type Cell } from './cells.js';
import { HeldAnswer } from './difference.js';

const MONTHS = [0, 1, 2, 3];
const FORMS = ['02', '03', '10'];
const SEXES = ['M', 'V'];
/** What a case is: month, care form, sex. */
type Kind = readonly [number, string, string];
const KINDS: readonly Kind[] = MONTHS.flatMap((month) =>
  FORMS.flatMap((form) => SEXES.map((sex): Kind => [month, form, sex])),
);

interface Asked {
  readonly from: number;
  readonly to: number;
  readonly forms: readonly string[];
  readonly sexes: readonly string[];
  readonly by: readonly ('careForm' | 'sex')[];
}

const aQuestion: fc.Arbitrary<Asked> = fc
  .record({
    from: fc.constantFrom(...MONTHS),
    to: fc.constantFrom(...MONTHS),
    forms: fc.subarray(FORMS, { minLength: 1 }),
    sexes: fc.oneof({ weight: 3, arbitrary: fc.constant(SEXES) }, fc.subarray(SEXES, { minLength: 1 })),
    by: fc.subarray(['careForm', 'sex'] as const),
  })
  .map((asked) => ({ ...asked, from: Math.min(asked.from, asked.to), to: Math.max(asked.from, asked.to) }));

/** Cases by kind: many few, so that differences are small. */
const cases = fc.array(fc.oneof(fc.nat(3), fc.integer({ min: 4, max: 30 })), {
  minLength: KINDS.length,
  maxLength: KINDS.length,
});

/** A number of an answer: which kinds it counts, and what is seen of it. */
interface Seen {
  readonly kinds: readonly number[];
  readonly count: number;
  readonly shown: boolean;
}

interface Answer {
  readonly cells: readonly Cell[];
  readonly seen: readonly Seen[];
}

function answer(counts: readonly number[], asked: Asked): Answer {
  const groups = new Map<string, { group: Record<string, string>; kinds: number[] }>();
  KINDS.forEach(([month, careForm, sex], kind) => {
    if (month < asked.from || month > asked.to || !asked.forms.includes(careForm) || !asked.sexes.includes(sex)) return;
    const group = Object.fromEntries(asked.by.map((name) => [name, { careForm, sex }[name]]));
    const at = JSON.stringify(group);
    groups.set(at, { group, kinds: [...(groups.get(at)?.kinds ?? []), kind] });
  });
  const all = [...groups.values()];
  const sum = (kinds: readonly number[]): number => kinds.reduce((total, kind) => total + counts[kind]!, 0);
  const exact = all.map(({ group, kinds }) => ({ group, n: sum(kinds), suppressed: false }));
  const layout = { by: asked.by, known: { careForm: asked.forms, sex: asked.sexes }, figure: {} };
  const rows = protectRows([exact], layout)[0]!;
  const members = all.flatMap(({ group, kinds }) =>
    kinds.flatMap((kind) =>
      Array.from({ length: counts[kind]! }, (_, i) => ({ group, key: kind * 1_000 + i, counts: ['n'], detail: '' })),
    ),
  );
  const isShown = new Map(rows.map((row) => [JSON.stringify(row.group), row['n'] !== null]));
  return {
    cells: cellsOf(0, members, rows),
    seen: all.map(({ group, kinds }) => ({
      kinds,
      count: sum(kinds),
      shown: isShown.get(JSON.stringify(group)) === true,
    })),
  };
}

/** The answers that an analyst gets who asks one thing after the other. */
function given(counts: readonly number[], questions: readonly Asked[]): Answer[] {
  const got: Answer[] = [];
  for (const asked of questions) {
    const next = answer(counts, asked);
    const held = new HeldAnswer(next.cells);
    if (!got.some((earlier) => held.showsSmallNumberBeside(earlier.cells))) got.push(next);
  }
  return got;
}

const isWithin = (part: Seen, whole: Seen): boolean => part.kinds.every((kind) => whole.kinds.includes(kind));

/** What two answers give away: the differences of shown counts that are small, and hidden small counts with fewer values than 0 to 7. */
async function givenAway(one: Answer, other: Answer): Promise<unknown[]> {
  const found: unknown[] = [];
  for (const whole of one.seen.filter(({ shown }) => shown)) {
    const parts = other.seen.filter((part) => isWithin(part, whole));
    const shown = parts.filter((part) => part.shown);
    const rest = whole.count - shown.reduce((sum, { count }) => sum + count, 0);
    if (shown.length > 0 && rest > 0 && isSmall(rest)) found.push(['rest', rest]);
    for (const part of shown) {
      const less = whole.count - part.count;
      if (less > 0 && isSmall(less)) found.push(['less', less]);
    }
    const term = (kinds: readonly number[]): string => kinds.map((kind) => `x${kind}`).join(' + ');
    const known = [whole, ...parts].map(({ kinds, count, shown: isShown }) =>
      isShown ? `${term(kinds)} = ${count}` : `${term(kinds)} ${isSmall(count) ? '<= 7' : '>= 8'}`,
    );
    const hidden = parts.filter((part) => !part.shown && isSmall(part.count) && part.count > 0);
    for (const { kinds } of hidden) {
      const range = await bounds(
        known,
        whole.kinds.map((kind) => `x${kind}`),
        term(kinds),
      );
      if (range.from > 0 || range.to < 7) found.push(['range', range]);
    }
  }
  return found;
}

describe('answers that an analyst gets one after the other', () => {
  it('show no small number when any two of them are put together', async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(cases, fc.array(aQuestion, { minLength: 6, maxLength: 6 }), async (counts, questions) => {
        const got = given(counts, questions);
        refused += questions.length - got.length;
        for (const one of got)
          for (const other of got) if (one !== other) expect(await givenAway(one, other)).toEqual([]);
      }),
      { numRuns: 60 },
    );
    expect(refused).toBeGreaterThan(0);
  }, 300_000);

  it('would show one if all were given', async () => {
    const counts = KINDS.map(([month]) => (month === 3 ? 1 : 20));
    const all = { from: 0, forms: FORMS, sexes: SEXES, by: [] };
    const [half, less] = [answer(counts, { ...all, to: 3 }), answer(counts, { ...all, to: 2 })];
    expect(await givenAway(half, less)).toContainEqual(['less', 6]);
    expect(
      given(counts, [
        { ...all, to: 3 },
        { ...all, to: 2 },
      ]),
    ).toHaveLength(1);
  });
});
