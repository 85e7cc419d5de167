/** The indicators of indicators.md, one plain loop each. */
import { plusYears, type DayNumber } from './calendar.js';
import { estimate, wilson, type Course } from './estimate.js';
import { personsAt, type OracleEvent, type Person } from './history.js';
import {
  band,
  birthday,
  born,
  covered,
  deceasedOn,
  dimension,
  episodes,
  FOREVER,
  measures,
  probations,
  rank,
  records,
  unobserved,
  type Span,
} from './spans.js';

/** A question to the oracle; parameters by the names of indicators.md, all given. */
export interface Question {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly observedUntil: DayNumber;
  readonly asOf: number;
  readonly method: 'complete' | 'kaplan-meier' | 'aalen-johansen';
  readonly by: readonly string[];
  readonly parameters: Record<string, any>;
}

/** One case: where it is grouped and what becomes of it. */
interface Case {
  readonly person: Person;
  readonly span: Span;
  /** The span's index: the day its breakdowns are taken on. */
  readonly on: DayNumber;
  readonly excluded?: string;
  readonly immature?: boolean;
  readonly missing?: boolean;
  readonly numerator?: boolean;
  readonly className?: string;
  readonly course?: Course;
}

const within = (on: DayNumber, from: DayNumber, to: DayNumber) => from <= on && on <= to;
const endedIn = (q: Question, spans: readonly Span[]) => spans.filter((span) => within(span.end, q.from, q.to));

/** Last observed day after the index by gaps and U, relative to the index. */
function lastObserved(person: Person, index: DayNumber): number {
  const gaps = unobserved(person);
  if (gaps.some((gap) => gap.left < index && index < gap.back)) return -1;
  const leaving = gaps.filter((gap) => gap.left >= index).map((gap) => gap.left - index);
  return Math.min(FOREVER, ...leaving);
}

const isKnown = (span: Span) => span.endReason !== null && span.endReason !== 'unknown';

function regularEnding(q: Question, person: Person): Case[] {
  const all = records(person);
  const followed = (r: Span) => all.some((other) => other.id !== r.id && within(other.start, r.end, r.end + 1));
  return endedIn(q, all).map((r) => ({
    person,
    span: r,
    on: r.end,
    excluded: !q.parameters.countFormChange && followed(r) ? 'form-change' : undefined,
    missing: !isKnown(r),
    numerator: r.endReason === '01',
  }));
}

function dropout(q: Question, person: Person): Case[] {
  return endedIn(q, records(person)).map((r) => ({
    person,
    span: r,
    on: r.end,
    excluded: deceasedOn(person) <= r.end ? 'deceased' : undefined,
    missing: !isKnown(r),
    numerator: q.parameters.codes.includes(r.endReason),
  }));
}

function repeatStart(q: Question, person: Person): Case[] {
  const all = records(person);
  return all
    .filter((r) => within(r.start, q.from, q.to))
    .map((r) => ({
      person,
      span: r,
      on: r.start,
      numerator: all.some((other) => within(other.end, plusYears(r.start, -q.parameters.lookBackYears), r.start - 2)),
    }));
}

function successor(all: readonly Span[], r: Span, overlapDays: number, gapDays: number): Span | undefined {
  return all
    .filter(
      (other) =>
        other.id !== r.id && within(other.start, r.end - overlapDays, r.end + gapDays) && other.start > r.start,
    )
    .sort((a, b) => rank(b.careForm) - rank(a.careForm) || a.start - b.start || (a.id < b.id ? -1 : 1))[0];
}

function flowThrough(q: Question, person: Person): Case[] {
  const all = records(person);
  const { overlapDays, gapDays } = q.parameters;
  return endedIn(q, all).map((r) => {
    const next = successor(all, r, overlapDays, gapDays);
    const declared = r.streams
      .flatMap((stream) => stream.events)
      .filter((event) => event.name.startsWith('referral-stepped') && within(event.on, r.end - 90, r.end))
      .sort((a, b) => person.events.indexOf(a) - person.events.indexOf(b))
      .pop();
    const difference = next ? band(next.careForm) - band(r.careForm) : 0;
    const inferred = !next ? 'none' : difference < 0 ? 'lighter' : difference > 0 ? 'heavier' : 'equal';
    return {
      person,
      span: r,
      on: r.end,
      excluded: deceasedOn(person) <= r.end ? 'deceased' : undefined,
      immature: r.end + gapDays > q.observedUntil,
      className: declared ? (declared.name === 'referral-stepped-up' ? 'heavier' : 'lighter') : inferred,
    };
  });
}

function outflow(q: Question, person: Person): Case[] {
  const all = records(person);
  const { overlapDays, gapDays } = q.parameters;
  return endedIn(q, all).map((r) => ({
    person,
    span: r,
    on: r.end,
    excluded: deceasedOn(person) <= r.end ? 'deceased' : undefined,
    immature: r.end + gapDays > q.observedUntil,
    numerator: successor(all, r, overlapDays, gapDays) === undefined,
  }));
}

const continues = (earlier: Span, later: Span, days: number) =>
  ((earlier.measureType === '12' && later.measureType === '11') ||
    (earlier.measureType === '22' && later.measureType === '21')) &&
  within(later.start, earlier.end, earlier.end + days);

const NO_LONGER_NEEDED = ['02', '03', '04', '12', '13', '14'];

function measureNoLongerNeeded(q: Question, person: Person): Case[] {
  const all = measures(person);
  const leftOut = (m: Span) => {
    if (['06', '15'].includes(m.endReason!)) return 'deceased';
    if (m.endReason === '07' || all.some((other) => continues(m, other, q.parameters.continuationDays)))
      return 'continued';
    return q.parameters.ageOuts === 'out' && ['01', '11'].includes(m.endReason!) ? 'age' : undefined;
  };
  return endedIn(q, all).map((m) => ({
    person,
    span: m,
    on: m.end,
    excluded: leftOut(m),
    numerator: NO_LONGER_NEEDED.includes(m.endReason!),
  }));
}

function measureSuccess(q: Question, person: Person): Case[] {
  const chains: Span[][] = [];
  for (const m of measures(person)) {
    const chain = chains[chains.length - 1];
    const joins =
      chain &&
      (m.start <= Math.max(...chain.map((e) => e.end)) + 1 ||
        chain.some((e) => continues(e, m, q.parameters.continuationDays)));
    if (joins) chain.push(m);
    else chains.push([m]);
  }
  const death = deceasedOn(person);
  return chains.flatMap((chain, i) => {
    const end = Math.max(...chain.map((m) => m.end));
    const last = [...chain].sort((a, b) => (a.id < b.id ? -1 : 1)).find((m) => m.end === end)!;
    if (!within(end, q.from, q.to) || !NO_LONGER_NEEDED.includes(last.endReason!)) return [];
    const next = chains[i + 1]?.[0]!.start ?? FOREVER;
    const competing = Math.min(death - end, Math.max(0, birthday(person, 18) - end));
    return [
      {
        person,
        span: last,
        on: end,
        excluded: death <= end ? 'deceased' : undefined,
        course: { event: next - end, competing, observedUntil: lastObserved(person, end) },
      },
    ];
  });
}

function repeatReferral(q: Question, person: Person): Case[] {
  const perRecord = q.parameters.level === 'record';
  const all = perRecord ? records(person) : episodes(person);
  const death = deceasedOn(person);
  return endedIn(q, all).map((span) => {
    const later = all.filter((other) =>
      perRecord ? other.start >= span.end + q.parameters.minGapDays + 1 : other.start > span.end,
    );
    return {
      person,
      span,
      on: span.end,
      excluded: death <= span.end ? 'deceased' : undefined,
      course: {
        event: Math.min(FOREVER, ...later.map((other) => other.start)) - span.end,
        competing: death - span.end,
        observedUntil: lastObserved(person, span.end),
      },
    };
  });
}

const SEVERITY: Record<string, number> = { general: 1, serious: 2, 'very-serious': 3 };

function recidivism(q: Question, person: Person): Case[] {
  const death = deceasedOn(person);
  const F = q.parameters.followUpDays;
  return endedIn(q, probations(person)).map((p) => {
    const offence = person.events.find(
      (event) =>
        event.name === 'offence-recorded' &&
        event.on > p.end &&
        SEVERITY[event.data.offence]! >= SEVERITY[q.parameters.severity]! &&
        q.parameters.caseStatus.includes(event.data.caseStatus),
    );
    let coveredDays = 0;
    while (coveredDays <= 4000 && covered(person, p.end + coveredDays + 1)) coveredDays++;
    const observed = lastObserved(person, p.end);
    const needed = Math.min(F, death - p.end, observed);
    return {
      person,
      span: p,
      on: p.end,
      excluded: death <= p.end ? 'deceased' : undefined,
      missing: q.method === 'complete' ? coveredDays < needed : coveredDays < 1,
      course: {
        event: offence ? offence.on - p.end : FOREVER,
        competing: death - p.end,
        observedUntil: q.method === 'complete' ? observed : Math.min(observed, coveredDays),
      },
    };
  });
}

function probationOutcome(q: Question, person: Person): Case[] {
  return endedIn(q, probations(person)).map((p) => {
    const riskChange = p.streams[0]!.events.find((event) => event.name === 'probation-ended')!.data.riskChange;
    return { person, span: p, on: p.end, missing: riskChange === undefined, numerator: riskChange === '41' };
  });
}

/** Every indicator the oracle knows: cases of one person, and whether the figure is shown as its complement. */
export const INDICATORS: Record<
  string,
  { cases: (q: Question, person: Person) => Case[]; shape: 'share' | 'classes' | 'time'; complement?: boolean }
> = {
  'regular-ending': { cases: regularEnding, shape: 'share' },
  dropout: { cases: dropout, shape: 'share' },
  'repeat-start': { cases: repeatStart, shape: 'share' },
  'flow-through': { cases: flowThrough, shape: 'classes' },
  outflow: { cases: outflow, shape: 'share' },
  'measure-no-longer-needed': { cases: measureNoLongerNeeded, shape: 'share' },
  'measure-success': { cases: measureSuccess, shape: 'time', complement: true },
  'repeat-referral': { cases: repeatReferral, shape: 'time' },
  'no-new-start': { cases: repeatReferral, shape: 'time', complement: true },
  recidivism: { cases: recidivism, shape: 'time' },
  'probation-outcome': { cases: probationOutcome, shape: 'share' },
};

/** A row of an answer, as far as the oracle checks it. */
export interface OracleRow {
  readonly group: Record<string, string | null>;
  readonly numerator?: number;
  readonly denominator: number;
  readonly value: number | null;
  /** undefined: not checked here. */
  readonly interval?: [number, number] | null;
  readonly immature: number;
  readonly lost: number;
  readonly missing: number;
  readonly excluded: number;
  readonly classes?: Record<string, number>;
}

function shareRow(cases: readonly Case[]): Omit<OracleRow, 'group'> {
  const excluded = cases.filter((c) => c.excluded !== undefined);
  const immature = cases.filter((c) => c.excluded === undefined && c.immature);
  const missing = cases.filter((c) => c.excluded === undefined && !c.immature && c.missing);
  const rest = cases.filter((c) => c.excluded === undefined && !c.immature && !c.missing);
  const counts = {
    excluded: excluded.length,
    immature: immature.length,
    missing: missing.length,
    lost: 0,
    denominator: rest.length,
  };
  if (cases.some((c) => c.className !== undefined)) {
    const classes: Record<string, number> = { lighter: 0, equal: 0, heavier: 0, none: 0 };
    for (const c of rest) classes[c.className!]!++;
    return { ...counts, classes, value: rest.length ? (classes.lighter! - classes.heavier!) / rest.length : null };
  }
  const numerator = rest.filter((c) => c.numerator).length;
  return {
    ...counts,
    numerator,
    value: rest.length ? numerator / rest.length : null,
    interval: wilson(numerator, rest.length),
  };
}

function timeRow(q: Question, cases: readonly Case[], complement: boolean): Omit<OracleRow, 'group'> {
  const F = q.parameters.followUpDays;
  const turn = (value: number | null) => (value === null || !complement ? value : 1 - value);
  const turnInterval = (i: [number, number] | null): [number, number] | null =>
    i === null || !complement ? i : [1 - i[1], 1 - i[0]];
  const excluded = cases.filter((c) => c.excluded !== undefined).length;
  const kept = cases.filter((c) => c.excluded === undefined);
  if (q.method !== 'complete') {
    const known = kept.filter((c) => !c.missing);
    const courses = known.map((c) => ({
      ...c.course!,
      observedUntil: Math.min(c.course!.observedUntil, q.observedUntil - c.on),
    }));
    const { value, interval, events } = estimate(courses, F, q.method);
    const shown = q.method === 'kaplan-meier' ? { interval: turnInterval(interval) } : {};
    return {
      excluded,
      immature: 0,
      lost: 0,
      missing: kept.length - known.length,
      denominator: known.length,
      numerator: events,
      value: turn(value),
      ...shown,
    };
  }
  let [immature, missing, lost, denominator, numerator] = [0, 0, 0, 0, 0];
  for (const c of kept) {
    const { event, competing, observedUntil } = c.course!;
    const settled = Math.min(event, competing) <= observedUntil && observedUntil >= 0;
    if (c.on + F > q.observedUntil) immature++;
    else if (c.missing) missing++;
    else if (observedUntil < F && !settled) lost++;
    else {
      denominator++;
      if (event <= F && event <= competing) numerator++;
    }
  }
  const value = denominator ? numerator / denominator : null;
  return {
    excluded,
    immature,
    lost,
    missing,
    denominator,
    numerator,
    value: turn(value),
    interval: turnInterval(wilson(numerator, denominator)),
  };
}

/** The rows of an indicator, sorted as the product sorts them is not promised: compare by group. */
export function figure(id: string, events: readonly OracleEvent[], q: Question): OracleRow[] {
  const indicator = INDICATORS[id]!;
  const groups = new Map<string, { group: Record<string, string | null>; cases: Case[] }>();
  if (q.by.length === 0) groups.set('{}', { group: {}, cases: [] });
  for (const person of personsAt(events, q.asOf)) {
    if (born(person) === null) continue;
    for (const c of indicator.cases(q, person)) {
      const group = Object.fromEntries(q.by.map((name) => [name, dimension(name, c.person, c.span, c.on)]));
      const key = JSON.stringify(group);
      if (!groups.has(key)) groups.set(key, { group, cases: [] });
      groups.get(key)!.cases.push(c);
    }
  }
  return [...groups.values()].map(({ group, cases }) => ({
    group,
    ...(indicator.shape === 'time' ? timeRow(q, cases, indicator.complement === true) : shareRow(cases)),
  }));
}
