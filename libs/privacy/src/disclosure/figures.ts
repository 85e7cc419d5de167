/** Shares and measures of an answer, row by row: which of their numbers are shown, and how. */
import { showCounts, showFamily, type Partition } from './family.js';
import { shownInterval, shownMeanInterval, type MeanInterval } from './interval.js';
import { protectPerThousand, type PersonsRow } from './per-thousand.js';
import { isSmall, numberShown, roundCount, roundNumber, roundShare, RULE } from './rule.js';
import type { Slots } from './slots.js';

/** What a plain number beside a figure is. */
export type NumberKind =
  /** A count of cases that the figure leaves out. */
  | 'count'
  /** A count of cases in the figure. */
  | 'part'
  /** A mean, sum or ratio over all cases of the figure. */
  | 'over-all'
  /** The same over those of the numerator. */
  | 'over-numerator'
  /** One number over all cases divided by another: with the total it tells what it is divided by. */
  | 'ratio';

/** What a definition says about a figure that the figure itself does not show. */
export interface FigureLayout {
  /** Numbers by name; one that is not named here is not shown. */
  readonly numbers?: Readonly<Record<string, NumberKind>>;
  /** The class that is the numerator. */
  readonly numeratorClass?: string;
  /** The interval of a mean from the mean, the sd and the number of cases; without it none is shown. */
  readonly meanInterval?: MeanInterval;
  /** Further figures by name. */
  readonly further?: Readonly<Record<string, FigureLayout>>;
}

type Members = Readonly<Record<string, unknown>>;
type Numbers = Readonly<Record<string, number>>;

/** Figures as they are shown, and of which something is hidden. */
export interface ShownFigures {
  readonly figures: readonly Members[];
  readonly suppressed: readonly boolean[];
}

/** Why a value is null. */
const HIDDEN_REASON = 'suppressed';
const STATISTICS = ['mean', 'sd', 'median', 'p90'];

/**
 * Protects the figures of all rows together.
 * @param figures one for each row of the table
 */
export function protectFigures(slots: Slots, figures: readonly Members[], layout: FigureLayout): ShownFigures {
  const first = figures[0] ?? {};
  const protect = 'personDays' in first ? protectRates : 'n' in first ? protectMeasures : protectShares;
  const shown = protect(slots, figures, layout);
  const beside = protectBeside(slots, figures, layout);
  const inhabitants =
    PER_THOUSAND in first
      ? protectPerThousand(slots, figures as readonly (Members & PersonsRow)[], shown.figures)
      : undefined;
  return {
    figures: figures.map((figure, row) =>
      inOrderOf(figure, {
        ...shown.figures[row],
        ...beside[row],
        ...(inhabitants && { [PER_THOUSAND]: inhabitants.figures[row] }),
      }),
    ),
    suppressed: shown.suppressed.map((hidden, row) => hidden || inhabitants?.hidden[row] === true),
  };
}

const PER_THOUSAND = 'perThousand';

/** Members in the order in which the exact figure has them; those without a rule of their own are not shown. */
function inOrderOf(figure: Members, shown: Members): Members {
  const kept = Object.keys(figure).map(
    (name) => [name, name in shown ? shown[name] : hiddenLike(figure[name])] as const,
  );
  return { ...Object.fromEntries(kept.filter(([name]) => name !== 'group')), ...shown };
}

const hiddenLike = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hiddenLike(member)]));
};

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
const members = (value: unknown): Members => (value ?? {}) as Members;
const isShare = (value: unknown): boolean => typeof value === 'object' && value !== null && 'denominator' in value;
const isStatistics = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'n' in value && 'mean' in value;
const isDistribution = (value: unknown): value is Numbers =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((one) => typeof one === 'number');

function protectShares(slots: Slots, figures: readonly Members[], layout: FigureLayout): ShownFigures {
  const first = figures[0] ?? {};
  const classes = Object.keys(members(first['classes']));
  const wholes = figures.map((figure) => count(figure['denominator']));
  const atRisk = 'atRisk' in first && figures.every((one) => restOf(one) >= 0);
  const parts = figures.map((figure) => {
    const numerator = count(figure['numerator']);
    if (classes.length > 0) return classes.map((name) => count(members(members(figure['classes'])[name])['numerator']));
    const whole = count(figure['denominator']);
    return atRisk ? [numerator, count(figure['atRisk']), restOf(figure)] : [numerator, whole - numerator];
  });
  const family = showFamily(slots, { wholes, partitions: [{ parts }] });
  const counted = figures.every((figure) =>
    Object.entries(figure)
      .filter(isListed)
      .every(([, one]) => noneSmall(one)),
  );
  const suppressed: boolean[] = [];
  const shownFigures = figures.map((figure, row) => {
    const whole = family.whole[row]!;
    const part = (i: number): boolean => whole && family.parts[0]![row]![i]!;
    const byClass = Object.fromEntries(
      classes.map((name, i) => [name, shareShown(members(members(figure['classes'])[name]), part(i))]),
    );
    const numerator = classes.length > 0 ? classes.indexOf(layout.numeratorClass ?? '') : 0;
    const isNet = 'net' in figure;
    const enough = isNet
      ? classes.every((_, i) => part(i)) && !isSmall(Math.abs(count(figure['numerator'])))
      : part(numerator) && !isSmall(wholes[row]! - count(figure['numerator']));
    const own = shareShown({ ...figure }, enough, whole, part(numerator) || (isNet && enough));
    const more = curveMembers(figure, enough);
    suppressed.push(!enough || !Object.keys(byClass).every((_, i) => part(i)) || more.hidden);
    return {
      ...own,
      ...(isNet && { net: own['value'] }),
      ...(classes.length > 0 && { classes: byClass }),
      ...('atRisk' in figure && { atRisk: atRisk && part(1) ? roundCount(count(figure['atRisk'])) : null }),
      ...more.members,
      // Counts that fall into the numerator or not: only where none of them is small.
      ...Object.fromEntries(
        Object.entries(figure)
          .filter(isListed)
          .map(([name, value]) => [
            name,
            mapNumbers(value as Numbers, (one) => (counted && whole ? roundCount(one) : null)),
          ]),
      ),
      ...overCases(figure, layout, {
        all: whole && wholes[row]! >= RULE.meansFrom,
        numerator: part(numerator) && count(figure['numerator']) >= RULE.meansFrom,
      }),
    };
  });
  return { figures: shownFigures, suppressed };
}

/** Under an estimator: cases that neither had the event by the end nor were at risk then. */
const restOf = (figure: Members): number =>
  count(figure['denominator']) - count(figure['numerator']) - count(figure['atRisk']);

const COUNTS_BESIDE = ['excluded'];
/** A distribution, and not what has a rule of its own. */
const isListed = ([name, value]: readonly [string, unknown]): boolean =>
  isDistribution(value) && ![...COUNTS_BESIDE, 'classes', 'within', 'group'].includes(name);
const noneSmall = (value: unknown): boolean => Object.values(value as Numbers).every((one) => !isSmall(one));
const mapNumbers = (numbers: Numbers, map: (one: number) => number | null): Record<string, number | null> =>
  Object.fromEntries(Object.entries(numbers).map(([name, one]) => [name, map(one)]));

/** A share as it is shown: with its value, or with as much of its parts as may be. */
function shareShown(share: Members, enough: boolean, whole = enough, numerator = enough): Record<string, unknown> {
  const { value } = share as { value: number | null };
  const shownWhole = roundCount(count(share['denominator']));
  const shownValue = enough && value !== null ? roundShare(value) : null;
  return {
    numerator: numerator && whole ? roundCount(count(share['numerator'])) : null,
    denominator: whole ? shownWhole : null,
    value: shownValue,
    interval: shownValue === null ? null : shownInterval(share['interval'], shownValue, shownWhole),
    ...(shownValue === null && { reason: enough ? share['reason'] : HIDDEN_REASON }),
  };
}

/** What a row shows of the curve of its cases: shares without their counts, which differ from those of the row by small numbers. */
function curveMembers(figure: Members, enough: boolean): { members: Members; hidden: boolean } {
  if (!('median' in figure) || 'n' in figure) return { members: {}, hidden: false };
  const within = Object.entries(members(figure['within'])) as [string, Members][];
  const steps = within.map(([, one]) => count(one['numerator'])).sort((a, b) => a - b);
  const cases = count(within[0]?.[1]['denominator']);
  const apart = [...steps, cases].every((one, i, all) => !isSmall(one - (all[i - 1] ?? 0)));
  const shown = enough && apart;
  const hide = (one: Members): Members => ({ ...shareShown(one, shown), numerator: null, denominator: null });
  return {
    members: {
      median: enough ? figure['median'] : null,
      within: Object.fromEntries(within.map(([name, one]) => [name, hide(one)])),
    },
    hidden: !shown,
  };
}

function protectMeasures(slots: Slots, figures: readonly Members[], layout: FigureLayout): ShownFigures {
  const first = figures[0] ?? {};
  const wholes = figures.map((figure) => count(figure['n']));
  const named = measurePartitions(figures, wholes, layout);
  const family = showFamily(slots, { wholes, partitions: named.map(({ partition }) => partition) });
  const suppressed: boolean[] = [];
  const shownFigures = figures.map((figure, row) => {
    const whole = family.whole[row]!;
    const means = whole && wholes[row]! >= RULE.meansFrom;
    const statistic = (from: Members, may: boolean): Members =>
      Object.fromEntries(STATISTICS.map((name) => [name, may ? numberShown(from[name]) : null]));
    let hidden = !whole || ('mean' in first && figure['mean'] !== null && !means);
    const further = named.map(({ name, kind }, at): readonly [string, unknown] => {
      const shown = family.parts[at]![row]!.map((one) => one && whole);
      const value = figure[name];
      if (kind === 'part') return [name, shown[0] ? roundCount(count(value)) : null] as const;
      if (kind === 'statistics') {
        const n = count(members(value)['n']);
        return [
          name,
          { n: shown[0] ? roundCount(n) : null, ...statistic(members(value), means && n >= RULE.meansFrom) },
        ] as const;
      }
      if (kind === 'distribution') {
        const counts = Object.entries(value as Numbers);
        return [
          name,
          Object.fromEntries(counts.map(([key, one], i) => [key, shown[i] ? roundCount(one) : null])),
        ] as const;
      }
      const all = shown.every(Boolean);
      const shares = Object.entries(members(value)) as [string, Members][];
      const may = (i: number): boolean => (kind === 'classes' ? shown[i]! : all);
      hidden ||= !all;
      return [
        name,
        Object.fromEntries(
          shares.map(([key, one], i) => [key, shareShown(one, may(i) && !nearlyAll(one), whole, may(i))]),
        ),
      ];
    });
    suppressed.push(hidden);
    return {
      n: whole ? roundCount(wholes[row]!) : null,
      ...statistic(figure, means),
      ...('interval' in figure && { interval: means ? shownMeanInterval(figure, layout.meanInterval) : null }),
      ...(hidden && { reason: HIDDEN_REASON }),
      ...Object.fromEntries(further),
      ...overCases(figure, layout, {
        all: means,
        numerator: false,
        parts: named.every(({ kind }, at) => kind !== 'part' || family.parts[at]![row]![0]!),
      }),
    };
  });
  return { figures: shownFigures, suppressed };
}

/** Rates: events in person-time. The days themselves are not shown, and nothing where few persons had an event. */
function protectRates(slots: Slots, figures: readonly Members[]): ShownFigures {
  const events = showCounts(
    slots,
    figures.map((figure) => count(figure['numerator'])),
  );
  const persons = figures.map((figure) => members(figure['persons']));
  const wholes = persons.map((one) => count(one['denominator']));
  const parts = persons.map((one, row) => [count(one['numerator']), wholes[row]! - count(one['numerator'])]);
  const family = showFamily(slots, { wholes, partitions: [{ parts }] });
  const enough = figures.map((_, row) => events[row]! && family.whole[row]! && family.parts[0]![row]![0]!);
  return {
    figures: figures.map((figure, row) => {
      const may = enough[row]!;
      const interval = figure['interval'] as Members | null;
      return {
        numerator: may ? roundCount(count(figure['numerator'])) : null,
        denominator: may ? numberShown(figure['denominator']) : null,
        value: may ? numberShown(figure['value']) : null,
        interval:
          may && interval
            ? { ...interval, lower: numberShown(interval['lower']), upper: numberShown(interval['upper']) }
            : null,
        perPersonYears: figure['perPersonYears'],
        ...(!may && { reason: HIDDEN_REASON }),
      };
    }),
    suppressed: enough.map((may) => !may),
  };
}

const nearlyAll = (share: Members): boolean => isSmall(count(share['denominator']) - count(share['numerator']));

interface NamedPartition {
  readonly name: string;
  readonly kind: 'classes' | 'within' | 'distribution' | 'statistics' | 'part';
  readonly partition: Partition;
}

/** The ways in which the cases of a measure fall into parts. What is in none of them is a part as well, where there is any. */
function measurePartitions(
  figures: readonly Members[],
  wholes: readonly number[],
  layout: FigureLayout,
): NamedPartition[] {
  const first = figures[0] ?? {};
  const found: NamedPartition[] = [];
  const add = (
    name: string,
    kind: NamedPartition['kind'],
    counts: (value: unknown) => number[],
    always = false,
  ): void => {
    const listed = figures.map((figure) => counts(figure[name]));
    const rests = listed.map((one, row) => wholes[row]! - one.reduce((sum, each) => sum + each, 0));
    const withRest = always || rests.some((rest) => rest > 0);
    found.push({
      name,
      kind,
      partition: { parts: listed.map((one, row) => (withRest ? [...one, Math.max(0, rests[row]!)] : one)) },
    });
  };
  for (const [name, value] of Object.entries(first)) {
    if (COUNTS_BESIDE.includes(name) || name === 'group') continue;
    if (name === 'classes')
      add(name, 'classes', (one) => Object.values(members(one)).map((share) => count(members(share)['numerator'])));
    else if (name === 'within')
      add(
        name,
        'within',
        (one) => steps(Object.values(members(one)).map((share) => count(members(share)['numerator']))),
        true,
      );
    else if (isStatistics(value) && !isFigure(value))
      add(name, 'statistics', (one) => [count(members(one)['n'])], true);
    else if (layout.numbers?.[name] === 'part') add(name, 'part', (one) => [count(one)], true);
    else if (isDistribution(value) && Object.keys(value).length > 0)
      add(name, 'distribution', (one) => Object.values(one as Numbers));
  }
  return found;
}

/** A figure within a figure has counts beside it; mere statistics have none. */
const isFigure = (value: unknown): boolean => typeof value === 'object' && value !== null && 'missing' in value;

/** What each count has more than the next smaller one. */
function steps(counts: readonly number[]): number[] {
  const sorted = [...counts].sort((a, b) => a - b);
  return sorted.map((one, i) => one - (sorted[i - 1] ?? 0));
}

interface Enough {
  readonly all: boolean;
  readonly numerator: boolean;
  /** Whether the counts of cases in the figure are shown. */
  readonly parts?: boolean;
}

/** Means, sums and ratios over the cases of a figure. */
function overCases(figure: Members, { numbers = {} }: FigureLayout, enough: Enough): Members {
  const may: Readonly<Record<NumberKind, (value: number) => boolean>> = {
    count: () => false,
    part: () => false,
    'over-all': () => enough.all,
    'over-numerator': () => enough.numerator,
    ratio: (value) => enough.all && enough.parts === true && Math.abs(count(figure['total']) / value) >= RULE.meansFrom,
  };
  const shown = Object.entries(numbers).flatMap(([name, kind]) => {
    if (!(name in figure) || kind === 'count' || kind === 'part') return [];
    const value = figure[name];
    return [[name, typeof value === 'number' && may[kind](value) ? roundNumber(value) : null] as const];
  });
  return Object.fromEntries(shown);
}

/** Counts of cases that a figure leaves out, and further figures with cases of their own. */
function protectBeside(slots: Slots, figures: readonly Members[], layout: FigureLayout): Members[] {
  const first = figures[0] ?? {};
  const shown: Record<string, unknown>[] = figures.map(() => ({}));
  const counts = (read: (figure: Members) => unknown): (number | null)[] => {
    const exact = figures.map((figure) => count(read(figure)));
    return showCounts(slots, exact).map((may, row) => (may ? roundCount(exact[row]!) : null));
  };
  const apart = Object.entries(layout.numbers ?? {}).flatMap(([name, kind]) => (kind === 'count' ? [name] : []));
  for (const name of ['immature', 'lost', 'missing', ...apart]) {
    if (!(name in first)) continue;
    counts((figure) => figure[name]).forEach((one, row) => (shown[row]![name] = one));
  }
  for (const name of COUNTS_BESIDE) {
    if (!(name in first)) continue;
    const reasons = Object.keys(members(first[name])).map(
      (reason) => [reason, counts((figure) => members(figure[name])[reason])] as const,
    );
    shown.forEach((one, row) => (one[name] = Object.fromEntries(reasons.map(([reason, all]) => [reason, all[row]]))));
  }
  for (const [name, value] of Object.entries(first)) {
    if (!isFigure(value) && !(isShare(value) && !['classes', 'within', PER_THOUSAND].includes(name))) continue;
    const further = protectFigures(
      slots,
      figures.map((figure) => members(figure[name])),
      layout.further?.[name] ?? {},
    );
    further.figures.forEach((one, row) => (shown[row]![name] = one));
  }
  return shown;
}
