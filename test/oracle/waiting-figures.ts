/** The indicators of indicators.md about waiting, day by day. */
import type { Case, Indicator, Question, Values } from './case.js';
import { day, type DayNumber } from './calendar.js';
import { estimate } from './estimate.js';
import { lastObserved, within } from './figures.js';
import type { Person } from './history.js';
import { courses, statistics } from './rows.js';
import { deceasedOn, FOREVER, unobserved, type Span } from './spans.js';

/** A trajectory, started or not. */
interface Wait extends Span {
  readonly intake: DayNumber;
  readonly referred: DayNumber | null;
  readonly registered: DayNumber | null;
  readonly crisis: boolean;
  /** Days from the first up to, not including, the second. */
  readonly pauses: { from: DayNumber; until: DayNumber }[];
}

function waits(person: Person): Wait[] {
  return person.streams.flatMap((stream): Wait[] => {
    const one = (name: string) => stream.events.find((event) => event.name === name);
    const [intake, started, ended] = [one('intake-registered'), one('care-started'), one('trajectory-ended')];
    if (stream.kind !== 'trajectory' || intake === undefined) return [];
    const known = [intake.data.referredOn, intake.data.decidedOn].filter((date) => date !== undefined).map(day);
    const pauses: Wait['pauses'] = [];
    for (const event of stream.events) {
      if (event.name === 'waiting-paused') pauses.push({ from: event.on, until: started?.on ?? FOREVER });
      if (event.name === 'waiting-resumed') pauses[pauses.length - 1]!.until = event.on;
    }
    return [
      {
        id: stream.id,
        start: started?.on ?? FOREVER,
        end: ended?.on ?? FOREVER,
        endReason: ended?.data.endReason ?? null,
        provider: intake.data.provider,
        careForm: (started ?? intake).data.careForm,
        referrer: intake.data.referrer,
        measureType: null,
        streams: [stream],
        intake: intake.on,
        referred: intake.data.referredOn === undefined ? null : day(intake.data.referredOn),
        registered: known.length === 0 ? null : Math.max(...known),
        crisis: started?.data.crisis === true,
        pauses,
      },
    ];
  });
}

/** Days of the wait up to a day on which it was not paused, counted one by one. */
function waited(wait: Wait, until: DayNumber): number {
  let days = 0;
  for (let d = wait.registered!; d < until; d++) {
    if (!wait.pauses.some((pause) => pause.from <= d && d < pause.until)) days++;
  }
  return days;
}

function waitingTime(q: Question, person: Person): Case[] {
  return waits(person)
    .filter((w) => within(w.start, q.from, q.to) && !w.crisis)
    .map((w) => ({
      person,
      span: w,
      on: w.start,
      excluded: w.registered !== null && w.start < w.registered ? 'beforeRegistration' : undefined,
      number: w.registered === null ? null : waited(w, w.start),
      own: { referral: w.referred === null ? null : w.intake - w.referred, intake: w.start - w.intake },
    }));
}

function waitingList(q: Question, person: Person): Case[] {
  const unseen = unobserved(person).some((gap) => gap.left < q.to && q.to < gap.back);
  if (unseen || deceasedOn(person) <= q.to) return [];
  return waits(person)
    .filter((w) => w.registered !== null && w.registered <= q.to && w.start > q.to && w.end > q.to)
    .map((w) => ({ person, span: w, on: q.to, number: waited(w, q.to) }));
}

function timeToCare(q: Question, person: Person): Case[] {
  const death = deceasedOn(person);
  return waits(person)
    .filter((w) => w.registered !== null && within(w.registered, q.from, q.to))
    .map((w) => {
      const on = w.registered!;
      return {
        person,
        span: w,
        on,
        excluded: w.crisis || w.start < on || w.end < on || death < on ? 'left out' : undefined,
        course: {
          event: w.start - on,
          competing: Math.min(w.end, death) - on,
          observedUntil: lastObserved(person, on),
        },
      };
    });
}

/** Median and norms from the curve. */
function fromCurve(q: Question, cases: readonly Case[]): Values {
  const lives = courses(q, cases);
  const method = q.method === 'kaplan-meier' ? 'kaplan-meier' : 'aalen-johansen';
  const at = (t: number) => estimate(lives, t, method).value;
  const last = Math.max(-1, ...lives.map((c) => Math.min(c.event, c.competing, c.observedUntil)));
  let median: number | null = null;
  for (let t = 0; t <= last && median === null; t++) if ((at(t) ?? 0) >= 0.5 - 1e-9) median = t;
  const norms = (q.parameters.norms as number[]).map((norm) => [`within.${norm}.value`, at(norm)]);
  return { median, ...Object.fromEntries(norms) };
}

export const WAITING_INDICATORS: Record<string, Indicator> = {
  'waiting-time': {
    cases: waitingTime,
    shape: 'measure',
    more: (q, counted) => ({
      ...statistics(
        counted.flatMap((c) => (c.own.referral === null ? [] : [c.own.referral])),
        'referralToIntake.',
      ),
      ...statistics(
        counted.map((c) => c.own.intake),
        'intakeToStart.',
      ),
      ...Object.fromEntries(
        (q.parameters.norms as number[]).map((norm) => [
          `within.${norm}.numerator`,
          counted.filter((c) => c.number! <= norm).length,
        ]),
      ),
    }),
  },
  'waiting-list': { cases: waitingList, shape: 'measure' },
  'time-to-care': { cases: timeToCare, shape: 'time', more: fromCurve },
};
