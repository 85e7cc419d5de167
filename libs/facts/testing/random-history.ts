/** Random histories of a few persons that the ledger would accept: dense in ties, corrections, links and moves. */
import fc from 'fast-check';
import {
  addDays,
  decide,
  EVENT_TYPES,
  isChange,
  judgeAlone,
  targetOf,
  type CareEvent,
  type EventName,
} from '#libs/trajectory';
import { recorded, type OnStream } from './events.js';

const TODAY = '2024-12-31';
const CLIENTS = ['p-a', 'p-b', 'p-c', 'p-d', 'p-B'];
const SUBJECTS = { trajectory: ['T1', 'T2', 'T3', 'T4', 'T5', 't0'], measure: ['M1', 'M2'], probation: ['J1'] };

/** Whose the streams are in histories in which nobody shares one. */
const OWNERS: Readonly<Record<string, string>> = { T1: 'p-a', T2: 'p-a', T3: 'p-b', T4: 'p-b', M1: 'p-a', J1: 'p-a' };

/** The same events, of clients who are linked to nobody and whose streams never name anybody else. */
export function ofClientsAlone(events: readonly OnStream[]): OnStream[] {
  const gone = new Set<string>();
  return events.flatMap((one) => {
    const { kind, event } = one;
    if (event.name === 'clients-linked' || gone.has(targetOf(event)?.id ?? '')) {
      gone.add(event.id);
      return [];
    }
    const owner = kind === 'client' ? event.subject : (OWNERS[event.subject] ?? 'p-B');
    return [{ kind, event: { ...event, data: naming(owner, event.data) } as CareEvent }];
  });
}

function naming(client: string, data: object): object {
  const { client: named, data: inner, ...rest } = data as { readonly client?: object; readonly data?: object };
  return {
    ...rest,
    ...(named && { client: { ...named, pseudonym: client } }),
    ...(inner && { data: naming(client, inner) }),
  };
}

/** Draws small numbers from one seed. */
class Draw {
  constructor(private state: number) {}

  below(n: number): number {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) | 0;
    const mixed = Math.imul(this.state ^ (this.state >>> 12), 0x297a2d39);
    return ((mixed ^ (mixed >>> 15)) >>> 0) % n;
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  maybe<K extends string, T>(key: K, value: T): Partial<Record<K, T>> {
    return this.below(2) === 0 ? {} : ({ [key]: value } as Record<K, T>);
  }

  day(span = 40): string {
    return addDays('2023-01-01', this.below(span));
  }
}

/** Accepted events in an order of arrival; each number of the list asks for one event. */
export const arrivals = (most: number): fc.Arbitrary<OnStream[]> =>
  fc.array(fc.integer(), { minLength: Math.ceil(most / 2), maxLength: most }).map(accepted);

function accepted(seeds: readonly number[]): OnStream[] {
  const events: OnStream[] = [];
  for (const [i, seed] of seeds.entries()) {
    const next = candidate(new Draw(seed), String(i), events);
    if (next === null || judgeAlone(next.event, TODAY).length > 0) continue;
    const history = recorded(events).filter(
      ({ kind, event }) => kind === next.kind && event.subject === next.event.subject,
    );
    const refusal = decide(
      next.kind,
      history.map(({ event }) => event),
      next.event,
      TODAY,
    );
    if (refusal === null) events.push(next);
  }
  return events;
}

function candidate(draw: Draw, id: string, before: readonly OnStream[]): OnStream | null {
  if (before.length > 0 && draw.below(4) === 0) return change(draw, id, draw.of(before), before);
  const kind = draw.of(['trajectory', 'trajectory', 'trajectory', 'client', 'measure', 'probation'] as const);
  const subject = kind === 'client' ? draw.of(CLIENTS) : draw.of(SUBJECTS[kind]);
  const opened = kind === 'client' || before.some((one) => one.kind === kind && one.event.subject === subject);
  const names = (Object.keys(EVENT_TYPES) as EventName[]).filter(
    (name) => EVENT_TYPES[name].kind === kind && EVENT_TYPES[name].opens !== opened,
  );
  const name = draw.of(names);
  return { kind, event: envelope(draw, id, name, subject, dataOf(draw, name)) };
}

function envelope(draw: Draw, id: string, name: EventName, subject: string, data: object): CareEvent {
  const time = draw.maybe('time', `2023-05-0${1 + draw.below(3)}T10:00:00Z`);
  return { source: draw.of(['urn:a', 'urn:b']), id, name, subject, ...time, data } as unknown as CareEvent;
}

function change(draw: Draw, id: string, { kind, event }: OnStream, before: readonly OnStream[]): OnStream {
  const target = { source: event.source, id: event.id };
  const common = { effectiveOn: '2024-06-01', reason: 'other' };
  if (draw.below(3) === 0) {
    return { kind, event: envelope(draw, id, 'event-retracted', event.subject, { ...common, retracts: target }) };
  }
  const data = isChange(event)
    ? { ...event.data, ...innerData(draw, event, before) }
    : newData(draw, event.name, event);
  return { kind, event: envelope(draw, id, 'event-corrected', event.subject, { ...common, corrects: target, data }) };
}

/** New data for the correction of a correction: it keeps its target. */
function innerData(draw: Draw, event: CareEvent, before: readonly OnStream[]): object {
  const key = targetOf(event)!;
  const inner = before.find((one) => one.event.id === key.id)?.event;
  return event.name === 'event-corrected' && inner && !isChange(inner)
    ? { data: newData(draw, inner.name, inner) }
    : {};
}

/** New data that keeps about half of the old. */
function newData(draw: Draw, name: EventName, { data }: CareEvent): object {
  const drawn = Object.entries(dataOf(draw, name));
  return { ...data, ...Object.fromEntries(drawn.filter(() => draw.below(2) === 0)) };
}

function dataOf(draw: Draw, name: EventName): object {
  return { effectiveOn: draw.day(EVENT_TYPES[name].opens ? 6 : 40), ...SPECIFIC[name]?.(draw) };
}

const opening = (draw: Draw) => ({
  client: { pseudonym: draw.of(CLIENTS) },
  municipality: draw.of(['GM0001', 'GM0002', 'GM0003']),
  born: draw.of(['2010-05-20', '2011-03', '2009']),
  sex: draw.of(['V', 'M', 'O']),
});
const institution = (draw: Draw) => ({ toInstitution: draw.of(['GI1', 'GI2', 'GI3']) });
const reason = (draw: Draw) => ({ reason: draw.of(['matching', 'other']) });

const SPECIFIC: Partial<Record<EventName, (draw: Draw) => object>> = {
  'intake-registered': (draw) => ({
    ...opening(draw),
    provider: draw.of(['A', 'B']),
    careForm: draw.of(['02', '14']),
    referrer: draw.of(['01', '02']),
    ...draw.maybe('referredOn', draw.day(10)),
    ...draw.maybe('decidedOn', draw.day(10)),
  }),
  'care-started': (draw) => ({ careForm: draw.of(['02', '14']), crisis: draw.below(4) === 0 }),
  'waiting-paused': reason,
  'waiting-resumed': reason,
  'step-assessed': (draw) => ({
    moment: draw.of(['start', 'interim', 'end']),
    instrument: { id: 'STEP', version: draw.of(['1', '2']) },
    scores: draw.of([{ FJ: 1 + draw.below(5), KO: 2 }, [1, null, 3, 4], {}, [5, 4, 3, 2]]),
  }),
  'plan-established': (draw) => ({
    form: 'written',
    goals: draw.of([[], [{ goal: 'g1', scale: 'DR4' }], [{ goal: 'g2', scale: 'GAS6', domain: 'd' }]]),
  }),
  'goal-updated': (draw) => ({
    goal: draw.of(['g1', 'g2', 'g3']),
    ...draw.of([
      { status: 'added', scale: 'DR4' },
      { status: 'withdrawn' },
      { status: 'scored', score: 1 + draw.below(2), moment: draw.of(['interim', 'end']) },
      { status: 'scored', score: 1 + draw.below(2) },
    ]),
  }),
  'explanatory-analysis-completed': (draw) => ({ by: draw.of(['provider', 'local-team']) }),
  'perspective-plan-made': () => ({ domains: ['housing', 'income'] }),
  'referral-stepped-up': () => ({ fromCareForm: '02', toCareForm: '14' }),
  'referral-stepped-down': () => ({ fromCareForm: '14', toCareForm: '02' }),
  'exit-questionnaire-completed': (draw) => ({ informant: 'youth', ...draw.maybe('usefulness', 1 + draw.below(10)) }),
  'cost-declared': (draw) => ({ amountCents: draw.below(999), periodFrom: '2023-01-01', periodTo: '2023-01-31' }),
  'trajectory-ended': (draw) => ({ endReason: draw.of(['01', '02', 'unknown']), ...draw.maybe('deceased', true) }),
  're-entry-registered': () => ({ previousTrajectory: 'T1' }),
  'protection-measure-imposed': (draw) => ({
    ...opening(draw),
    measureType: draw.of(['11', '12']),
    institution: 'GI1',
  }),
  'protection-measure-transferred': institution,
  'placement-authorised': (draw) => ({ authorisation: draw.of(['71', '72']) }),
  'placement-authorisation-ended': (draw) => ({ authorisation: draw.of(['71', '72']) }),
  'protection-measure-ended': (draw) => ({ endReason: draw.of(['01', '02', '06']) }),
  'probation-started': (draw) => ({ ...opening(draw), probationType: '41', institution: 'GI1' }),
  'probation-transferred': institution,
  'probation-ended': (draw) => draw.maybe('riskChange', '41'),
  'offence-recorded': (draw) => ({ offence: draw.of(['general', 'serious']), caseStatus: 'valid' }),
  'justice-register-matched': (draw) => ({ coveredFrom: draw.day(5), coveredUntil: draw.day(9) }),
  'client-moved': (draw) => ({ municipality: draw.of(['GM0001', 'GM0002', 'GM0003']) }),
  'client-left-observation': () => ({ reason: 'other' }),
  'clients-linked': (draw) => ({ otherClient: draw.of(CLIENTS) }),
};

/** The same events in another order of arrival: openings first, changes after what they change and in their order. */
export function rearranged(events: readonly OnStream[], priorities: readonly number[]): OnStream[] {
  const waiting = events.map((one, i) => ({ one, priority: priorities[i % priorities.length]! + i * 1e-6 }));
  const arrived: OnStream[] = [];
  while (waiting.length > 0) {
    const ready = waiting.filter(({ one }) => waiting.every(({ one: other }) => !mustPrecede(other, one, events)));
    const next = ready.reduce((a, b) => (b.priority < a.priority ? b : a));
    waiting.splice(waiting.indexOf(next), 1);
    arrived.push(next.one);
  }
  return arrived;
}

function mustPrecede(first: OnStream, then: OnStream, events: readonly OnStream[]): boolean {
  if (first === then || first.kind !== then.kind || first.event.subject !== then.event.subject) return false;
  if (EVENT_TYPES[first.event.name].opens) return true;
  const [own, other] = [targetOf(then.event), targetOf(first.event)];
  if (own?.id === first.event.id) return true;
  return own !== null && own.id === other?.id && events.indexOf(first) < events.indexOf(then);
}
