/**
 * Events as units against plain loops: definitions that count, wait for and ask about random event types over random histories with corrections, retractions,
 * links, deaths and gaps, each as of a random position. CARE_LEDGER_ORACLE_RUNS and CARE_LEDGER_ORACLE_SEED as in engine-against-oracle.spec.ts.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { EVENT_FACT_NAMES } from '#libs/fact-schema';
import type { FactStore } from '#libs/facts';
import { answer, parseQuestion, settle, validateDefinition, type Condition, type Value } from '#libs/indicators';
import { shareWith } from '../indicators/support/definitions.js';
import { text, type DayNumber } from './calendar.js';
import { withFacts } from './engine.js';
import { asOracleEvents, personsAt, type OracleEvent, type Person, type Standing } from './history.js';
import { FIRST } from './random-days.js';
import { randomLedger } from './random-history.js';

const RUNS = Number(process.env['CARE_LEDGER_ORACLE_RUNS'] ?? 20);
const SEED = Number(process.env['CARE_LEDGER_ORACLE_SEED'] ?? 20_240_229);

const question = fc.record({
  unit: fc.constantFrom(...EVENT_FACT_NAMES),
  outcome: fc.constantFrom(...EVENT_FACT_NAMES),
  competing: fc.constantFrom(...EVENT_FACT_NAMES),
  from: fc.integer({ min: 0, max: 900 }).map((offset) => FIRST + offset),
  days: fc.constantFrom(30, 364, 1500),
  observedFor: fc.constantFrom(0, 30, 365, 900),
  within: fc.constantFrom(0, 1, 30, 365),
  clean: fc.constantFrom(0, 1, 30, 365),
  asOf: fc.nat(),
});
type Asked = typeof question extends fc.Arbitrary<infer T> ? T : never;
type Window = Pick<Asked, 'unit' | 'outcome' | 'competing' | 'within' | 'clean'> & {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly until: DayNumber;
};

const ON: Value = { field: 'on' };
const INDEX: Value = { field: 'on', of: 'case' };
const after = (unit: string): Value => ({
  smallest: ON,
  over: { unit, where: { compare: [ON, '>', INDEX] } },
});

function definitions({ unit, outcome, competing, within, clean }: Window) {
  const cases = { unit, index: ON };
  const known: Condition = {
    exists: { unit: outcome, where: { between: [ON, { minus: [INDEX, { days: within }] }, INDEX] } },
  };
  const bodies = {
    share: { shape: 'share', cases, numerator: known },
    time: {
      shape: 'time-to-event',
      cases,
      event: after(outcome),
      competing: { other: after(competing) },
      followUpDays: within,
    },
    rate: {
      shape: 'rate',
      cases,
      atRisk: { from: ON, until: { plus: [ON, { days: within }] } },
      events: { unit: outcome, on: ON },
      cleanDays: clean,
    },
  } as const;
  return Object.entries(bodies).map(([name, figure]) => [name, shareWith(true, { figure: figure as never })] as const);
}

const named = (person: Person, name: string): Standing[] => person.events.filter((event) => event.name === name);

/** Whether the sources saw the person on a day; the day of leaving and that of return count. */
function seen(person: Person, on: DayNumber): boolean {
  let left: DayNumber | null = null;
  for (const event of person.events) {
    const [leaves, returns] = [
      event.name === 'client-left-observation',
      event.name === 'client-returned-to-observation',
    ];
    if (!leaves && !returns) continue;
    if (left !== null && on > left && on < event.on) return false;
    left = leaves ? event.on : null;
  }
  return left === null || on <= left;
}

type Told = Record<string, number>;

function shareTold(persons: readonly Person[], { unit, outcome, from, to, within }: Window): Told {
  const told = { numerator: 0, denominator: 0 };
  for (const person of persons) {
    for (const one of named(person, unit)) {
      if (one.on < from || one.on > to) continue;
      told.denominator += 1;
      if (named(person, outcome).some(({ on }) => on >= one.on - within && on <= one.on)) told.numerator += 1;
    }
  }
  return told;
}

function timeTold(persons: readonly Person[], { unit, outcome, competing, from, to, until, within }: Window): Told {
  const told = { numerator: 0, denominator: 0, immature: 0, lost: 0 };
  for (const person of persons) {
    for (const one of named(person, unit)) {
      if (one.on < from || one.on > to) continue;
      if (one.on + within > until) told.immature += 1;
      else told[fate(person, one.on, outcome, competing, within)] += 1;
    }
  }
  return { ...told, denominator: told.numerator + told.denominator };
}

/** Day by day until something happens; `denominator` = nothing did, or a competing event. */
function fate(person: Person, index: DayNumber, outcome: string, competing: string, within: number) {
  const happens = (name: string, day: DayNumber) => named(person, name).some(({ on }) => on === day);
  if (!seen(person, index)) return 'lost';
  for (let day = index; day <= index + within; day++) {
    if (!seen(person, day)) return 'lost';
    if (day > index && happens(outcome, day)) return 'numerator';
    if (day > index && happens(competing, day)) return 'denominator';
  }
  return 'denominator';
}

function rateTold(persons: readonly Person[], { unit, outcome, from, to, until, within, clean }: Window): Told {
  const told: Told = { numerator: 0, personDays: 0, persons: 0, having: 0, eventsBefore: 0, daysBefore: 0 };
  for (const person of persons) {
    const open = new Set<DayNumber>();
    for (const one of named(person, unit)) {
      if (one.on < from || one.on > to) continue;
      for (let day = one.on; day <= Math.min(one.on + within, until); day++) if (seen(person, day)) open.add(day);
    }
    const all = named(person, outcome).map(({ on }) => on);
    const counting = clean > 0 ? [...new Set(all)] : all;
    const atRisk = new Set([...open].filter((day) => !all.some((on) => day > on && day <= on + clean)));
    const counted = counting.filter((on) => atRisk.has(on)).length;
    told['personDays']! += atRisk.size;
    told['daysBefore']! += open.size;
    told['numerator']! += counted;
    told['eventsBefore']! += counting.filter((on) => open.has(on)).length;
    if (atRisk.size > 0) told['persons']! += 1;
    if (counted > 0) told['having']! += 1;
  }
  return told;
}

const PLAIN = { share: shareTold, time: timeTold, rate: rateTold } as const;

/** What the engine says, by the names of the plain loops. */
function said(row: any): Told {
  if ('personDays' in row) {
    const { numerator, personDays, persons, beforeClean } = row;
    const before = { eventsBefore: beforeClean.events, daysBefore: beforeClean.personDays };
    return { numerator, personDays, persons: persons.denominator, having: persons.numerator, ...before };
  }
  const { numerator, denominator, immature, lost } = row;
  return { numerator, denominator, immature, lost };
}

describe('events as units against plain loops', () => {
  it('what is counted, waited for and asked about, at any position', async () => {
    const counted: Record<string, number> = { share: 0, time: 0, rate: 0 };
    const units = new Set<string>();
    const ask = async (facts: FactStore, events: readonly OracleEvent[], asked: Asked) => {
      const window: Window = {
        ...asked,
        to: asked.from + asked.days,
        until: asked.from + asked.days + asked.observedFor,
      };
      const asOf = 1 + (asked.asOf % events.length);
      const persons = personsAt(events, asOf);
      for (const [name, definition] of definitions(window)) {
        expect(validateDefinition(definition)).toEqual([]);
        const query = { from: text(window.from), to: text(window.to), observedUntil: text(window.until) };
        const settled = settle(parseQuestion(definition, query).question!, text(window.until));
        const [row] = await facts.withView(String(asOf), (view) => answer(view, definition, settled));
        const told = PLAIN[name as keyof typeof PLAIN](persons, window);
        expect({ name, ...window, ...said(row) }).toMatchObject({ name, ...window, ...told });
        if (told['denominator'] || told['personDays']) {
          counted[name]! += 1;
          units.add(asked.unit);
        }
      }
    };
    await fc.assert(
      fc.asyncProperty(randomLedger, fc.array(question, { minLength: 8, maxLength: 8 }), async (events, asked) => {
        fc.pre(events.length > 0);
        await withFacts(events, async (facts) => {
          for (const one of asked) await ask(facts, asOracleEvents(events), one);
        });
      }),
      { seed: SEED, numRuns: RUNS, endOnFailure: process.env['CARE_LEDGER_ORACLE_SHRINK'] === undefined },
    );
    // A comparison of empty figures would prove nothing.
    expect(Object.values(counted).filter((figures) => figures < RUNS)).toEqual([]);
    expect(units.size).toBeGreaterThan(EVENT_FACT_NAMES.length / 3);
    console.log(
      `oracle: ${RUNS} ledgers, ${units.size} event types counted, figures over something: ${JSON.stringify(counted)}`,
    );
  }, 600_000);
});
