/** What happens within a trajectory: assessments, plans and goals, analyses, questionnaires. */
import {
  LIFE_DOMAINS,
  directionOf,
  type AssessmentMoment,
  type GoalMoment,
  type GoalScale,
  type WithoutHelpAnswer,
} from '#libs/trajectory';
import type { Spell } from '../career/spell.js';
import { birthday, dayText } from '../days.js';
import type { Random, Weighted } from '../random.js';
import { SOURCES } from '../region.js';
import type { Stream, Told } from './story.js';
import { known, type Teller } from './teller.js';

const STEP = { id: 'STEP', version: '1' };
const SDQ = { id: 'SDQ', version: '1' };
const EXIT = { id: 'EXIT', version: '1' };

/** Tells what is told of the care given in a started trajectory. */
export function tellCareContent(teller: Teller, spell: Spell, stream: Stream): void {
  const start = spell.start!;
  tellAssessments(teller, spell, start, stream);
  tellGoals(teller, spell, start, stream);
  tellAnalysis(teller, spell, start, stream);
  tellPerspectivePlan(teller, spell, start, stream);
  tellExit(teller, spell, stream);
}

/** How much better it goes at the end than at the start, on a five-point scale, by how it ended. */
function gain(spell: Spell, random: Random): number {
  const mean = { '01': 0.75, '02': 0.35, '03': 0.15, '04': 0, '05': 0.2, unknown: 0.4 }[spell.reason];
  return random.normal(mean, 0.6);
}

/** Severity at start and end, and on the way (STEP; sometimes the SDQ instead). */
function tellAssessments({ story, random, client }: Teller, spell: Spell, start: number, stream: Stream): void {
  const { source } = spell.provider;
  const strengths = random.chance(0.06);
  const items = !strengths && random.chance(0.05);
  const heavier = directionOf('02', spell.form) === 'heavier' ? 0.6 : 0;
  const severity = Math.min(5, Math.max(1.2, random.normal(2.9 + heavier, 0.6)));
  const better = gain(spell, random);
  const assess = (moment: AssessmentMoment, on: number, level: number) => {
    const scores = strengths
      ? { total: Math.round(clip(level * 6 + random.normal(0, 1.5), 0, 40)) }
      : stepScores(level, items, random);
    story.tell(
      stream,
      'step-assessed',
      Math.max(on, client.born),
      { moment, instrument: strengths ? SDQ : STEP, scores },
      { source: random.chance(0.2) && moment === 'start' ? SOURCES.access(client.municipality) : source },
    );
  };
  if (random.chance(0.75)) assess('start', Math.min(spell.end, start + random.int(-20, 30)), severity);
  for (let on = start + 182; on < spell.end - 60; on += 182) {
    if (random.chance(0.35)) assess('interim', on, severity - (better * (on - start)) / (spell.end - start));
  }
  if (spell.reason !== 'unknown' && random.chance(spell.reason === '03' ? 0.3 : 0.7)) {
    assess('end', spell.end + random.int(-14, 21), severity - better);
  }
}

/** The four scales of the short form, from 1 (light) to 5 (severe); or its fifteen items. */
function stepScores(level: number, items: boolean, random: Random): Record<string, number> | (number | null)[] {
  const score = (sd: number) => clip(level + random.normal(0, sd), 1, 5);
  if (items) return Array.from({ length: 15 }, () => (random.chance(0.04) ? null : Math.round(score(0.7))));
  const scale = () => Math.round(score(0.35) * 5) / 5;
  return { FJ: scale(), KO: scale(), ZZ: scale(), UZ: scale() };
}

/** Plans with goals, goals added later, withdrawn, scored on the way and at the end (doelrealisatie). */
function tellGoals({ story, random, client }: Teller, spell: Spell, start: number, stream: Stream): void {
  if (!random.chance(0.85)) return;
  const { source, goalScale: scale } = spell.provider;
  const length = spell.end - start;
  const planOn = start + Math.min(length, random.chance(0.8) ? random.int(0, 42) : random.int(43, 150));
  const count = random.pick<number>([
    [0, 4],
    [1, 25],
    [2, 40],
    [3, 25],
    [4, 6],
  ]);
  const domains = ['school', 'thuis', 'vrije-tijd', 'gezondheid'];
  const goals = Array.from({ length: count }, (_, i) => ({ goal: `G${i + 1}`, domain: random.one(domains), scale }));
  const plan = story.tell(
    stream,
    'plan-established',
    planOn,
    known({
      form: random.chance(0.85) ? 'written' : 'oral',
      familyGroupPlan: random.chance(0.5) ? random.chance(0.3) : null,
      goals,
    }),
    { source },
  );
  for (const { goal } of goals)
    tellScores({ story, random }, { goal, scale, addedOn: planOn, added: plan }, spell, stream);
  if (length > 200 && random.chance(0.15)) {
    const addedOn = random.int(planOn, spell.end);
    const goal = `G${count + 1}`;
    const added = story.tell(stream, 'goal-updated', addedOn, { goal, status: 'added', scale }, { source });
    tellScores({ story, random }, { goal, scale, addedOn, added }, spell, stream);
  }
  if (client.born + 16 * 365 < start && length > 300 && random.chance(0.2)) {
    story.tell(stream, 'plan-established', random.int(planOn + 1, spell.end), { form: 'oral', goals: [] }, { source });
  }
}

interface Goal {
  readonly goal: string;
  readonly scale: GoalScale;
  readonly addedOn: number;
  /** The message that added it. */
  readonly added: Told;
}

function tellScores(
  { story, random }: Pick<Teller, 'story' | 'random'>,
  goal: Goal,
  spell: Spell,
  stream: Stream,
): void {
  const { source } = spell.provider;
  const telling = { source, after: [goal.added] };
  const score = (status: number) => goalScore(goal.scale, status);
  const update = (on: number, moment: GoalMoment | null, value: number) =>
    story.tell(stream, 'goal-updated', on, known({ goal: goal.goal, status: 'scored', score: value, moment }), telling);
  if (random.chance(0.04) && spell.end > goal.addedOn) {
    story.tell(
      stream,
      'goal-updated',
      random.int(goal.addedOn, spell.end),
      { goal: goal.goal, status: 'withdrawn' },
      telling,
    );
    return;
  }
  if (spell.end - goal.addedOn > 120 && random.chance(0.35)) {
    update(
      random.int(goal.addedOn + 30, spell.end),
      random.chance(0.5) ? 'interim' : null,
      score(random.normal(0.35, 0.3)),
    );
  }
  if (spell.reason !== 'unknown' && random.chance(0.75)) {
    const mean = { '01': 0.75, '02': 0.5, '03': 0.3, '04': 0.3, '05': 0.4 }[spell.reason];
    update(spell.end + random.int(0, 14), 'end', score(random.normal(mean, 0.25)));
  }
}

/** A degree of attainment (0 not at all, 1 fully) on a goal scale. */
function goalScore(scale: GoalScale, attained: number): number {
  const share = clip(attained, 0, 1);
  if (scale === 'DR4') return 1 + Math.round(share * 3);
  return scale === 'GAS5' ? -2 + Math.round(share * 4) : -3 + Math.round(share * 5);
}

/** The explanatory analysis (verklarende analyse), asked of every trajectory from 2025 in the demonstration region. */
function tellAnalysis({ story, random, client }: Teller, spell: Spell, start: number, stream: Stream): void {
  if (!random.chance(dayText(start) >= '2025' ? 0.75 : 0.35)) return;
  const local = random.chance(0.35);
  const on = Math.max(client.born, Math.min(spell.end, start + random.int(-30, 60)));
  story.tell(
    stream,
    'explanatory-analysis-completed',
    on,
    known({ by: local ? 'local-team' : 'provider', model: random.chance(0.5) ? '7-factor' : null }),
    { source: local ? SOURCES.access(client.municipality) : spell.provider.source },
  );
}

/** The perspective plan (perspectiefplan) of a client of sixteen or older. */
function tellPerspectivePlan({ story, random, client }: Teller, spell: Spell, start: number, stream: Stream): void {
  const due = Math.max(start, birthday(client.born, 16));
  if (due > spell.end - 14 || !random.chance(0.6)) return;
  const on = Math.min(spell.end, due + Math.floor(random.logNormal(70, 0.7)));
  const domains = LIFE_DOMAINS.filter(() => random.chance(0.75));
  story.tell(
    stream,
    'perspective-plan-made',
    on,
    { domains: domains.length > 0 ? domains : ['support'] },
    { source: spell.provider.source },
  );
}

const WITHOUT_HELP: Weighted<WithoutHelpAnswer> = [
  ['01', 0.17],
  ['02', 0.2],
  ['03', 0.25],
  ['04', 0.38],
];

/** The exit questionnaire (exitvragenlijst) of the youth, a parent, or both. */
function tellExit({ story, random, client }: Teller, spell: Spell, stream: Stream): void {
  if (spell.reason === 'unknown' || spell.deceased || !random.chance(spell.reason === '01' ? 0.5 : 0.2)) return;
  const old = spell.end > birthday(client.born, 12);
  const youth = old && random.chance(0.7);
  const parent = !youth || random.chance(0.4);
  for (const informant of [...(youth ? ['youth' as const] : []), ...(parent ? ['parent' as const] : [])]) {
    const mean = spell.reason === '01' ? 7.7 : 6.2;
    story.tell(
      stream,
      'exit-questionnaire-completed',
      spell.end + random.int(-7, 30),
      known({
        informant,
        instrument: random.chance(0.5) ? EXIT : null,
        usefulness: random.chance(0.96) ? Math.round(clip(random.normal(mean, 1.4), 1, 10)) : null,
        withoutHelp: random.chance(0.92) ? random.pick(WITHOUT_HELP) : null,
        items: random.chance(0.1) ? { Q1: random.int(1, 5), Q2: random.int(1, 5) } : null,
      }),
      { source: spell.provider.source },
    );
  }
}

function clip(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
