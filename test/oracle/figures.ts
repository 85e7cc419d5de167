/** The first indicators of indicators.md, one plain loop each. */
import { plusYears, type DayNumber } from './calendar.js';
import type { Case, Indicator, Question } from './case.js';
import { wilson } from './estimate.js';
import type { Person } from './history.js';
import { bounds } from './rows.js';
import {
  band,
  birthday,
  covered,
  deceasedOn,
  episodes,
  FOREVER,
  measures,
  probations,
  rank,
  records,
  unobserved,
  type Span,
} from './spans.js';

export const within = (on: DayNumber, from: DayNumber, to: DayNumber) => from <= on && on <= to;
export const endedIn = (q: Question, spans: readonly Span[]) => spans.filter((span) => within(span.end, q.from, q.to));

/** Last observed day after the index by gaps and U, relative to the index. */
export function lastObserved(person: Person, index: DayNumber): number {
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

export function successor(all: readonly Span[], r: Span, overlapDays: number, gapDays: number): Span | undefined {
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
    const { riskChange, careAfter } = p.streams[0]!.events.find((event) => event.name === 'probation-ended')!.data;
    const [missing, numerator] = [riskChange === undefined, riskChange === '41'];
    return { person, span: p, on: p.end, missing, numerator, own: careAfter };
  });
}

const FLOWS = { classes: ['lighter', 'equal', 'heavier', 'none'] } as const;

export const INDICATORS: Record<string, Indicator> = {
  'regular-ending': { cases: regularEnding, shape: 'share' },
  dropout: { cases: dropout, shape: 'share' },
  'repeat-start': { cases: repeatStart, shape: 'share' },
  'flow-through': {
    cases: flowThrough,
    shape: 'share',
    ...FLOWS,
    value: (counts) => counts.lighter! - counts.heavier!,
  },
  outflow: { cases: outflow, shape: 'share' },
  'measure-no-longer-needed': { cases: measureNoLongerNeeded, shape: 'share' },
  'measure-success': { cases: measureSuccess, shape: 'time', complement: true },
  'repeat-referral': { cases: repeatReferral, shape: 'time' },
  'no-new-start': { cases: repeatReferral, shape: 'time', complement: true },
  recidivism: { cases: recidivism, shape: 'time' },
  'probation-outcome': {
    cases: probationOutcome,
    shape: 'share',
    more: (_q, _counted, all) => {
      const known = all.filter((c) => c.own !== undefined);
      const without = known.filter((c) => c.own === '51').length;
      return {
        'careAfter.numerator': without,
        'careAfter.denominator': known.length,
        'careAfter.value': known.length === 0 ? null : without / known.length,
        ...bounds(wilson(without, known.length), 'careAfter.'),
      };
    },
  },
};
