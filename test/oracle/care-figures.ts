/** The indicators of indicators.md about what happens in care: goals, questionnaires, severity, plans, reach, costs. */
import { createHash } from 'node:crypto';
import { ageOn, plusMonths, plusYears, type DayNumber } from './calendar.js';
import type { Case, Indicator, Question } from './case.js';
import { endedIn, within } from './figures.js';
import type { Person, Standing } from './history.js';
import { scoresByScale } from './instruments.js';
import { deviation, meanOf } from './rows.js';
import { born, deceasedOn, dimension, records, type Span } from './spans.js';

/** Events of a name on a record, in the order of the person. */
const eventsOf = (person: Person, span: Span, ...names: string[]): Standing[] =>
  person.events.filter(
    (event) => names.includes(event.name) && span.streams.some((stream) => stream.events.includes(event)),
  );

interface Goal {
  readonly scale: string;
  withdrawn: boolean;
  last?: number;
  lastEnd?: number;
}

/** The goals of a record, each of its trajectory. */
function goalsOf(span: Span): Goal[] {
  return span.streams.flatMap((stream) => {
    const goals = new Map<string, Goal>();
    for (const { name, data } of stream.events) {
      const added = name === 'plan-established' ? data.goals : data.status === 'added' ? [data] : [];
      for (const { goal, scale } of added) if (!goals.has(goal)) goals.set(goal, { scale, withdrawn: false });
    }
    for (const { name, data } of stream.events) {
      const goal = name === 'goal-updated' ? goals.get(data.goal) : undefined;
      if (goal === undefined) continue;
      if (data.status === 'withdrawn') goal.withdrawn = true;
      if (data.status !== 'scored') continue;
      goal.last = data.score;
      if (data.moment === 'end') goal.lastEnd = data.score;
    }
    return [...goals.values()].filter((goal) => !goal.withdrawn);
  });
}

const scoreOf = (q: Question, goal: Goal) => goal.lastEnd ?? (q.parameters.useInterim ? goal.last : undefined);
const isAttained = (q: Question, goal: Goal) => {
  const least = goal.scale === 'DR4' ? q.parameters.dr4Attained : q.parameters.gasAttained;
  return scoreOf(q, goal) !== undefined && scoreOf(q, goal)! >= least;
};

function goalsRealised(q: Question, person: Person): Case[] {
  return endedIn(q, records(person)).map((r) => {
    const goals = goalsOf(r);
    const known = goals.filter((goal) => scoreOf(q, goal) !== undefined);
    return {
      person,
      span: r,
      on: r.end,
      excluded: goals.length === 0 ? 'withoutGoals' : undefined,
      missing: known.length === 0,
      numerator: known.every((goal) => isAttained(q, goal)),
    };
  });
}

function goalAttainment(q: Question, person: Person): Case[] {
  const goals = endedIn(q, records(person)).flatMap((r) =>
    goalsOf(r).map((goal) => ({
      person,
      span: r,
      on: r.end,
      missing: scoreOf(q, goal) === undefined,
      numerator: isAttained(q, goal),
    })),
  );
  return [...goals, ...goalsRealised(q, person).map((c) => ({ ...c, part: 'perRecord' }))];
}

function clientSatisfaction(q: Question, person: Person): Case[] {
  const { informant } = q.parameters;
  return endedIn(q, records(person)).flatMap((r) => {
    const grades = eventsOf(person, r, 'exit-questionnaire-completed')
      .filter(({ data }) => data.usefulness !== undefined && (informant === 'all' || data.informant === informant))
      .map(({ data }) => data.usefulness as number);
    const one = { person, span: r, on: r.end };
    return [
      ...grades.map((number) => ({ ...one, number })),
      { ...one, part: 'response', numerator: grades.length > 0 },
    ];
  });
}

function withoutHelp(q: Question, person: Person): Case[] {
  return endedIn(q, records(person)).flatMap((r) =>
    eventsOf(person, r, 'exit-questionnaire-completed')
      .filter(({ data }) => data.withoutHelp !== undefined)
      .map(({ data }) => ({
        person,
        span: r,
        on: r.end,
        numerator: q.parameters.codes.includes(data.withoutHelp),
        own: data.withoutHelp,
      })),
  );
}

/** The reduction between the start and the end assessment of a record. */
function reduction(q: Question, person: Person, any: boolean): Case[] {
  return endedIn(q, records(person)).map((r) => {
    const all = eventsOf(person, r, 'step-assessed');
    const wanted = (e: Standing) => any || e.data.instrument.id === q.parameters.instrument;
    const end = all.filter((e) => e.data.moment === 'end' && wanted(e) && within(e.on, r.end - 42, r.end + 42)).pop();
    const starts = all.filter(
      (e) =>
        e.data.moment === 'start' &&
        e.data.instrument.id === end?.data.instrument.id &&
        e.data.instrument.version === end?.data.instrument.version,
    );
    const start = starts.filter((e) => within(e.on, r.start - 90, r.start + 42)).pop() ?? starts[0];
    const [before, after] = [start, end].map((e) => (e ? scoresByScale(e.data.instrument, e.data.scores) : {})) as [
      Record<string, number>,
      Record<string, number>,
    ];
    const scales = Object.keys(before).filter(
      (scale) => after[scale] !== undefined && (any || q.parameters.scales.includes(scale)),
    );
    const changes = scales.map((scale) => before[scale]! - after[scale]!);
    const change = scales.length === 0 ? null : Number(meanOf(changes)!.toFixed(9));
    const { minChange } = q.parameters;
    return {
      person,
      span: r,
      on: r.end,
      missing: change === null,
      className:
        change === null ? undefined : change >= minChange ? 'improved' : change <= -minChange ? 'worse' : 'same',
      own: { change, startScore: meanOf(scales.map((scale) => before[scale]!)) },
    };
  });
}

const SEVERITY: Omit<Indicator, 'cases'> = {
  shape: 'share',
  classes: ['improved', 'worse', 'same'],
  value: (counts) => counts.improved!,
  more: (_q, counted) => {
    const change = meanOf(counted.map((c) => c.own.change));
    const spread = deviation(counted.map((c) => c.own.startScore));
    // Equal scores have a spread of nothing but rounding.
    return { meanChange: change, effectSize: spread === null || spread < 1e-12 ? null : change! / spread };
  },
};

function explanatoryAnalysis(q: Question, person: Person): Case[] {
  const { maxAgeMonths, withinDays } = q.parameters;
  const analyses = person.events.filter((event) => event.name === 'explanatory-analysis-completed');
  return records(person)
    .filter((r) => within(r.start, q.from, q.to))
    .map((r) => {
      const last = r.start + withinDays;
      const found = analyses.some((a) => within(a.on, plusMonths(r.start, -maxAgeMonths), last));
      return { person, span: r, on: r.start, immature: !found && last > q.observedUntil, numerator: found };
    });
}

function planOnTime(q: Question, person: Person): Case[] {
  return records(person)
    .filter((r) => within(r.start, q.from, q.to))
    .map((r) => {
      const last = r.start + q.parameters.withinDays;
      const found = eventsOf(person, r, 'plan-established').some((plan) => plan.on <= last);
      return { person, span: r, on: r.start, immature: !found && last > q.observedUntil, numerator: found };
    });
}

function perspectivePlan(q: Question, person: Person): Case[] {
  const { minAge, graceMonths, startMonths } = q.parameters;
  const birth = born(person)!;
  const active = records(person).filter((r) => r.start <= q.to && r.end > q.to);
  if (active.length === 0 || ageOn(birth, q.to) < minAge) return [];
  const start = Math.min(...active.map((r) => r.start));
  const due = Math.max(plusMonths(plusYears(birth, minAge), graceMonths), plusMonths(start, startMonths));
  const plans = person.events.filter((e) => e.name === 'perspective-plan-made' && e.on <= q.to);
  const inTime = plans.filter((plan) => plan.on <= due);
  return active.map((r) => ({
    person,
    span: r,
    on: q.to,
    apart: due > q.to && plans.length === 0 ? 'notYetDue' : undefined,
    numerator: inTime.length > 0,
    own: inTime.length > 0 ? inTime[inTime.length - 1]!.data.domains.length : null,
  }));
}

/** Records active on any day of the window, on the first such day. */
const activeIn = (q: Question, person: Person): Case[] =>
  records(person)
    .filter((r) => r.start <= q.to && r.end >= q.from)
    .map((r) => ({ person, span: r, on: Math.max(r.start, q.from) }));

function costs(q: Question, person: Person): Case[] {
  const all = records(person);
  const F = q.parameters.followUpDays;
  return endedIn(q, all).map((r) => {
    const declared = eventsOf(person, r, 'cost-declared').map(({ data }) => data.amountCents as number);
    const mature = r.end + F <= q.observedUntil;
    const back = all.some((other) => within(other.start, r.end + 2, r.end + F));
    return {
      person,
      span: r,
      on: r.end,
      number: declared.length === 0 ? null : declared.reduce((sum, cents) => sum + cents, 0),
      own: {
        days: r.end - r.start + 1,
        attained: goalsOf(r).filter((goal) => isAttained(q, goal)).length,
        mature,
        success: mature && r.endReason === '01' && deceasedOn(person) > r.end && !back,
      },
    };
  });
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
const ratio = (above: number, below: number) => (below === 0 ? null : above / below);

const THROUGHPUT: [name: string, months: number][] = [
  ['0-3m', 3],
  ['3-6m', 6],
  ['6-12m', 12],
  ['1-2y', 24],
  ['2-3y', 36],
  ['3-4y', 48],
  ['4y+', 12_000],
];
const throughputClass = ({ start, end }: Span) => THROUGHPUT.find(([, months]) => end < plusMonths(start, months))![0];
const AGES = ['0-3', '4-11', '12-15', '16-17', '18-22', '23+'];
const count = (cases: readonly Case[], holds: (c: Case) => boolean) => cases.filter(holds).length;

export const CARE_INDICATORS: Record<string, Indicator> = {
  'goal-attainment': { cases: goalAttainment, shape: 'share', further: { perRecord: 'share' } },
  'goals-realised': { cases: goalsRealised, shape: 'share' },
  'client-satisfaction': {
    cases: clientSatisfaction,
    shape: 'measure',
    further: { response: 'share' },
    more: ({ parameters: { passMark } }, counted) => ({
      [`within.${passMark}.numerator`]: count(counted, (c) => c.number! >= passMark),
    }),
  },
  'without-help': {
    cases: withoutHelp,
    shape: 'share',
    more: (_q, counted) =>
      Object.fromEntries(
        ['01', '02', '03', '04'].map((code) => [`distribution.${code}`, count(counted, (c) => c.own === code)]),
      ),
  },
  'severity-reduction': { cases: (q, person) => reduction(q, person, false), ...SEVERITY },
  'problem-reduction': { cases: (q, person) => reduction(q, person, true), ...SEVERITY },
  'explanatory-analysis': {
    cases: explanatoryAnalysis,
    shape: 'share',
    sample: ({ parameters: { sample, seed } }, cases) => {
      if (sample === 0) return [...cases];
      const hash = (c: Case) => createHash('sha256').update(`${seed}:${c.span.id}`).digest('hex');
      return [...cases].sort((a, b) => (hash(a) < hash(b) ? -1 : 1)).slice(0, sample);
    },
    more: ({ parameters: { sample } }, _counted, all) =>
      sample === 0 ? {} : { sample: all.map((c) => c.span.id).join(' ') },
  },
  'plan-on-time': { cases: planOnTime, shape: 'share' },
  'perspective-plan': {
    cases: perspectivePlan,
    shape: 'share',
    perPerson: true,
    apart: ['notYetDue'],
    more: (_q, counted) => ({ meanDomains: meanOf(counted.filter((c) => c.numerator).map((c) => c.own)) }),
  },
  reach: {
    cases: (q, person) => activeIn(q, person).map((c) => ({ ...c, ageOn: q.from })),
    shape: 'measure',
    perPerson: true,
    more: (q, counted) => {
      const age = (c: Case, day: DayNumber) => dimension('ageBand', c.person, c.span, day);
      return Object.fromEntries(
        AGES.map((band) => [`distribution.${band}`, count(counted, (c) => age(c, q.from) === band)]),
      );
    },
  },
  'residential-share': {
    cases: (q, person) =>
      activeIn(q, person).map((c) => ({ ...c, numerator: ['11', '12', '13', '14'].includes(c.span.careForm!) })),
    shape: 'share',
    perPerson: true,
  },
  'throughput-time': {
    cases: (q, person) =>
      endedIn(q, records(person)).map((r) => ({ person, span: r, on: r.end, number: r.end - r.start })),
    shape: 'measure',
    more: (_q, counted) =>
      Object.fromEntries(
        THROUGHPUT.map(([name]) => [
          `classes.${name}.numerator`,
          count(counted, (c) => throughputClass(c.span) === name),
        ]),
      ),
  },
  costs: {
    cases: costs,
    shape: 'measure',
    more: (_q, counted) => {
      const total = sum(counted.map((c) => c.number!));
      const successes = count(counted, (c) => c.own.success);
      return {
        total,
        successes,
        perMonth: ratio(total, sum(counted.map((c) => c.own.days)) / (365.25 / 12)),
        perAttainedGoal: ratio(total, sum(counted.map((c) => c.own.attained))),
        perSuccess: ratio(sum(counted.filter((c) => c.own.mature).map((c) => c.number!)), successes),
      };
    },
  },
};
