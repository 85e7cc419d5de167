/** What a person's events amount to: indicators.md section 1, in plain loops. */
import { ageOn, bornOn, day, plusYears, type DayNumber } from './calendar.js';
import type { Person, Standing, Stream } from './history.js';
import { regionOf } from './regions.js';

const RANK: Record<string, number> = { '01': 10, '02': 20, '04': 25, '03': 30, '11': 40, '12': 45, '14': 60, '13': 80 };
const BAND: Record<string, number> = { '01': 1, '02': 2, '04': 2, '03': 3, '11': 4, '12': 4, '14': 5, '13': 6 };

export const FOREVER = Number.POSITIVE_INFINITY;

/** A span of care, a measure or a probation; `end` is FOREVER while open. */
export interface Span {
  readonly id: string;
  readonly start: DayNumber;
  readonly end: DayNumber;
  readonly endReason: string | null;
  readonly provider: string | null;
  readonly careForm: string | null;
  readonly referrer: string | null;
  readonly measureType: string | null;
  /** Stream(s) behind it. */
  readonly streams: Stream[];
}

export const rank = (careForm: string | null): number => RANK[careForm ?? ''] ?? 0;
export const band = (careForm: string | null): number => BAND[careForm ?? ''] ?? 0;

const first = (stream: Stream, name: string): Standing | undefined =>
  stream.events.find((event) => event.name === name);
const lastOf = <T>(list: readonly T[]): T | undefined => list[list.length - 1];

/** Merged records, by start, then id. */
export function records(person: Person): Span[] {
  const parts: Span[] = [];
  for (const stream of person.streams) {
    const [intake, started, ended] = ['intake-registered', 'care-started', 'trajectory-ended'].map((name) =>
      first(stream, name),
    );
    if (stream.kind !== 'trajectory' || intake === undefined || started === undefined) continue;
    parts.push({
      id: stream.id,
      start: started.on,
      end: ended?.on ?? FOREVER,
      endReason: ended?.data.endReason ?? null,
      provider: intake.data.provider,
      careForm: started.data.careForm,
      referrer: intake.data.referrer,
      measureType: null,
      streams: [stream],
    });
  }
  parts.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  const merged: Span[][] = [];
  for (const part of parts) {
    const home = merged.find(
      (group) =>
        group[0]!.provider === part.provider &&
        group[0]!.careForm === part.careForm &&
        group.some((other) => part.start <= other.end),
    );
    if (home) home.push(part);
    else merged.push([part]);
  }
  return merged.map((group) => {
    const end = Math.max(...group.map((part) => part.end));
    const byId = [...group].sort((a, b) => (a.id < b.id ? -1 : 1));
    return {
      ...group[0]!,
      id: byId[0]!.id,
      end,
      endReason: end === FOREVER ? null : byId.find((part) => part.end === end)!.endReason,
      streams: group.flatMap((part) => part.streams),
    };
  });
}

/** Episodes: chains of records without a free day; each speaks through the record that ends last. */
export function episodes(person: Person): (Span & { speaker: Span })[] {
  const chains: Span[][] = [];
  for (const record of records(person).sort((a, b) => a.start - b.start)) {
    const chain = lastOf(chains);
    if (chain && record.start <= Math.max(...chain.map((r) => r.end)) + 1) chain.push(record);
    else chains.push([record]);
  }
  return chains.map((chain) => {
    const speaker = [...chain].sort(
      (a, b) => (a.end === b.end ? 0 : b.end - a.end) || rank(b.careForm) - rank(a.careForm) || (a.id < b.id ? -1 : 1),
    )[0]!;
    return { ...speaker, start: chain[0]!.start, speaker };
  });
}

function fromStreams(person: Person, kind: Stream['kind'], opening: string, closing: string): Span[] {
  const spans: Span[] = [];
  for (const stream of person.streams) {
    const opened = first(stream, opening);
    if (stream.kind !== kind || opened === undefined) continue;
    const ended = first(stream, closing);
    spans.push({
      id: stream.id,
      start: opened.on,
      end: ended?.on ?? FOREVER,
      endReason: ended?.data.endReason ?? null,
      provider: null,
      careForm: null,
      referrer: null,
      measureType: opened.data.measureType ?? null,
      streams: [stream],
    });
  }
  return spans.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
}

export const measures = (person: Person): Span[] =>
  fromStreams(person, 'measure', 'protection-measure-imposed', 'protection-measure-ended');
export const probations = (person: Person): Span[] =>
  fromStreams(person, 'probation', 'probation-started', 'probation-ended');

/** Earliest date of death known, or FOREVER. */
export function deceasedOn(person: Person): DayNumber {
  const dates = person.events
    .filter(
      (event) =>
        event.name === 'client-deceased' ||
        (event.name === 'trajectory-ended' && event.data.deceased === true) ||
        (event.name === 'protection-measure-ended' && ['06', '15'].includes(event.data.endReason)),
    )
    .map((event) => event.on);
  return Math.min(FOREVER, ...dates);
}

const openings = (person: Person): Standing[] =>
  person.events.filter((event) => event.data.client !== undefined && event.data.born !== undefined);

/** Birth date as the formulas take it, or null for a person without an opening event. */
export function born(person: Person): DayNumber | null {
  const opening = lastOf(openings(person));
  return opening ? bornOn(opening.data.born) : null;
}

/** The day the person turns `age`. */
export const birthday = (person: Person, age: number): DayNumber => plusYears(born(person)!, age);

/**
 * Days on which the person is not observed: (left, back), both ends observed. Leaving twice without a return: the second day of leaving
 * was observed too.
 */
export function unobserved(person: Person): { left: DayNumber; back: DayNumber }[] {
  const gaps: { left: DayNumber; back: DayNumber }[] = [];
  for (const event of person.events) {
    const leaves = event.name === 'client-left-observation';
    const open = lastOf(gaps);
    if ((leaves || event.name === 'client-returned-to-observation') && open?.back === FOREVER) open.back = event.on;
    if (leaves) gaps.push({ left: event.on, back: FOREVER });
  }
  return gaps.filter((gap) => gap.back > gap.left + 1);
}

/** Whether every day of a span is covered by the justice register. */
export function covered(person: Person, on: DayNumber): boolean {
  return person.events.some(
    (event) =>
      event.name === 'justice-register-matched' &&
      day(event.data.coveredFrom) <= on &&
      on <= day(event.data.coveredUntil),
  );
}

/** The breakdowns of section 5 on a day. */
export function dimension(name: string, person: Person, span: Span, on: DayNumber): string | null {
  switch (name) {
    case 'municipality': {
      const said = person.events.filter((event) => event.name === 'client-moved' || openings(person).includes(event));
      const day0 = said.some((event) => event.on <= on)
        ? Math.max(...said.filter((e) => e.on <= on).map((e) => e.on))
        : said[0]!.on;
      const thatDay = said.filter((event) => event.on === day0);
      return (lastOf(thatDay.filter((event) => event.name === 'client-moved')) ?? lastOf(thatDay))!.data.municipality;
    }
    case 'region':
      return regionOf(dimension('municipality', person, span, on), on);
    case 'provider': {
      if (span.provider !== null) return span.provider;
      const events = span.streams[0]!.events;
      const transfer = lastOf(events.filter((event) => event.data.toInstitution !== undefined && event.on <= on));
      return (
        transfer?.data.toInstitution ?? events.find((event) => event.data.institution !== undefined)!.data.institution
      );
    }
    case 'sex':
      return lastOf(openings(person))?.data.sex ?? null;
    case 'ageBand': {
      const birth = born(person);
      if (birth === null || on < birth) return null;
      const age = ageOn(birth, on);
      return age < 4 ? '0-3' : age < 12 ? '4-11' : age < 16 ? '12-15' : age < 18 ? '16-17' : age < 23 ? '18-22' : '23+';
    }
    case 'year':
      return String(new Date(on * 86_400_000).getUTCFullYear());
    default:
      return span[name as 'careForm' | 'referrer' | 'endReason' | 'measureType'];
  }
}
