/**
 * The simulated region against the figures it is drawn from. Tolerances are in percentage points and cover the chance
 * of one seed; every published number is read from the data file, which the last test checks against the tables.
 */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { REFERRERS, addMonths, eventNameOf, type EndReason, type Referrer } from '#libs/trajectory';
import {
  ALL_SERIES,
  BOYS,
  DURATIONS_BY_REFERRER,
  DURATION_CLASSES,
  END_REASONS_BY_REFERRER,
  PROBATION_DURATIONS,
  PROBATION_DURATION_CLASSES,
  PROBATION_FLOW,
  PROBATION_STARTS,
  PROTECTION_FLOWS,
  RECIDIVISM_TWO_YEARS,
  STARTS_BY_CARE_FORM,
  STARTS_BY_REFERRER,
  STARTS_IN_ALL,
  SUPERVISION_ENDED_AS_PLANNED,
  YOUTHS_BY_AGE,
  YOUTHS_IN_ALL,
  simulate,
  type Series,
} from './index.js';

interface Span {
  client: string;
  start: string;
  end: string | null;
  reason: string | null;
  kind: string;
}

interface CareRecord extends Span {
  provider: string;
  referrer: Referrer;
  reason: EndReason | null;
  born: string;
  sex: string;
}

const WINDOW = { from: '2016-01-01', to: '2022-12-31' };
const within = (day: string | null) => day !== null && day >= WINDOW.from && day <= WINDOW.to;

const region = readRegion();

/** Folds a region without mess, and long enough for look-backs and long durations, into spans. */
function readRegion() {
  const trajectories = new Map<string, CareRecord & { started: boolean }>();
  const measures = new Map<string, Span>();
  const probations = new Map<string, Span>();
  const offences = new Map<string, string[]>();
  const linked = new Map<string, string>();
  const options = {
    clients: 9000,
    from: '2006-01-01',
    to: '2026-06-30',
    seed: 'published',
    mess: false,
  };
  for (const { type, subject = '', data } of simulate(options)) {
    const name = eventNameOf(type)!;
    const named = data['client'] as { bsn?: string; pseudonym?: string } | undefined;
    const client = named?.bsn ?? named?.pseudonym ?? subject;
    const on = data['effectiveOn'] as string;
    const opened = { client, start: on, end: null, reason: null };
    if (name === 'intake-registered') {
      const { provider, careForm, referrer, born, sex } = data as Record<string, string>;
      const record = { ...opened, kind: careForm, provider, referrer, born, sex, started: false };
      trajectories.set(subject, record as CareRecord & { started: boolean });
    }
    if (name === 'care-started') Object.assign(trajectories.get(subject)!, { start: on, started: true });
    if (name === 'protection-measure-imposed') measures.set(subject, { ...opened, kind: String(data['measureType']) });
    if (name === 'probation-started') probations.set(subject, { ...opened, kind: String(data['probationType']) });
    const end = { end: on, reason: data['endReason'] as EndReason };
    if (name === 'trajectory-ended') Object.assign(trajectories.get(subject)!, end);
    if (name === 'protection-measure-ended') Object.assign(measures.get(subject)!, end);
    if (name === 'probation-ended') Object.assign(probations.get(subject)!, end);
    if (name === 'clients-linked') linked.set(String(data['otherClient']), subject);
    if (name === 'offence-recorded' && data['caseStatus'] !== 'dismissed') {
      offences.set(client, [...(offences.get(client) ?? []), on]);
    }
  }
  for (const record of trajectories.values()) record.client = linked.get(record.client) ?? record.client;
  const records = merged([...trajectories.values()].filter(({ started }) => started));
  return { records, measures: [...measures.values()], probations: [...probations.values()], offences };
}

/** Trajectories of one client, provider and care form that share a day are one record. */
function merged(trajectories: CareRecord[]): CareRecord[] {
  const records: CareRecord[] = [];
  const last = new Map<string, CareRecord>();
  for (const part of [...trajectories].sort((a, b) => (a.start < b.start ? -1 : 1))) {
    const key = [part.client, part.provider, part.kind].join('/');
    const open = last.get(key);
    if (open && (open.end === null || open.end >= part.start)) {
      if (open.end !== null && (part.end === null || part.end > open.end)) {
        Object.assign(open, { end: part.end, reason: part.reason });
      }
    } else {
      const record = { ...part };
      records.push(record);
      last.set(key, record);
    }
  }
  return records;
}

/** Shares in percent, of the values of a series or of counted items. */
function shares(counts: Record<string, number>): Record<string, number> {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return Object.fromEntries(Object.entries(counts).map(([key, count]) => [key, (100 * count) / total]));
}
function publishedShares(series: Series<string>): Record<string, number> {
  return shares(Object.fromEntries(Object.entries(series.cells).map(([key, { value }]) => [key, value ?? 0])));
}
function countBy<T>(items: readonly T[], key: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[key(item)] = (counts[key(item)] ?? 0) + 1;
  return counts;
}

function groupByClient<T extends Span>(spans: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const span of spans) groups.set(span.client, [...(groups.get(span.client) ?? []), span]);
  return groups;
}

/** Every published share comes back within so many percentage points. */
function expectShares(counts: Record<string, number>, series: Series<string>, points: number): void {
  const found = shares(counts);
  const off = Object.entries(publishedShares(series))
    .map(([key, published]) => ({ key, published, found: found[key] ?? 0 }))
    .filter(({ published, found: share }) => Math.abs(share - published) > points);
  expect({ table: series.table, off }).toEqual({ table: series.table, off: [] });
}

function classOf(span: Span, classes: Record<string, { from: number; to: number }>): string {
  const found = Object.entries(classes).find(([, { to }]) => span.end! < addMonths(span.start, to));
  return found?.[0] ?? Object.keys(classes).at(-1)!;
}
const days = (span: Span) => (Date.parse(span.end!) - Date.parse(span.start)) / 86_400_000;
const years = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / (365.25 * 86_400_000);

const daysFrom = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

type ProtectionType = keyof typeof PROTECTION_FLOWS;
const PROTECTION_TYPES = ['11', '12', '21', '22+23'] as const satisfies readonly ProtectionType[];

/** Equal to so many points, or to so large a part; a failure shows the figures. */
function expectNear(what: string, found: number, published: number, points: number): void {
  const near = Math.abs(found - published) <= points;
  expect({ what, found, published, points, near }).toEqual({ what, found, published, points, near: true });
}
function expectRatio(what: string, found: number, published: number, part: number): void {
  expectNear(what, found, published, published * part);
}

/** Tolerance by the number of cases: two points, and three standard errors of a share of a half. */
const tolerance = (cases: number) => 2 + 150 / Math.sqrt(cases);

describe('a simulated region against published figures', () => {
  const started = region.records.filter(({ start }) => within(start));
  const ended = region.records.filter(({ end }) => within(end));

  it('starts: by referrer and by care form', () => {
    expect(started.length).toBeGreaterThan(4000);
    expectShares(
      countBy(started, ({ referrer }) => referrer),
      STARTS_BY_REFERRER,
      1.5,
    );
    expectShares(
      countBy(started, ({ kind }) => kind),
      STARTS_BY_CARE_FORM,
      1.5,
    );
  });

  it('ends: reasons by referrer', () => {
    for (const referrer of REFERRERS) {
      const known = ended.filter((record) => record.referrer === referrer && record.reason !== 'unknown');
      if (known.length < 100) continue; // the judge sends so few that chance decides
      expectShares(
        countBy(known, ({ reason }) => reason!),
        END_REASONS_BY_REFERRER[referrer],
        tolerance(known.length),
      );
    }
    const unknown = ended.filter(({ reason }) => reason === 'unknown').length;
    expect(unknown / ended.length).toBeGreaterThan(0.005);
    expect(unknown / ended.length).toBeLessThan(0.05);
  });

  it('ends: duration classes by referrer', () => {
    for (const referrer of REFERRERS) {
      const of = ended.filter((record) => record.referrer === referrer);
      if (of.length < 100) continue;
      const counts = countBy(of, (record) => classOf(record, DURATION_CLASSES));
      expectShares(counts, DURATIONS_BY_REFERRER[referrer], tolerance(of.length));
    }
  });

  it('repeat use: help in the five years before, near 24 %', () => {
    const byClient = groupByClient(region.records);
    const repeat = started.filter(({ client, start }) =>
      byClient
        .get(client)!
        .some(
          ({ end }) => end !== null && years(end, start) <= 5 && Date.parse(start) - Date.parse(end) >= 2 * 86_400_000,
        ),
    );
    const { begun, new: fresh } = STARTS_IN_ALL.cells;
    const published = 100 * (1 - fresh.value! / begun.value!);
    expect(published).toBeCloseTo(23.7, 1);
    expectNear('repeat use', (100 * repeat.length) / started.length, published, 2);
  });

  it('youths on a day: age and sex', () => {
    const day = '2020-12-31';
    const active = region.records.filter(({ start, end }) => start <= day && (end === null || end > day));
    const youths = [...new Map(active.map((record) => [record.client, record])).values()];
    const band = (age: number) =>
      age < 4 ? '0-3' : age < 12 ? '4-11' : age < 16 ? '12-15' : age < 18 ? '16-17' : '18+';
    const found = shares(countBy(youths, ({ born }) => band(Math.floor(years(born, day)))));
    const published: Record<string, number> = {};
    for (const [age, { value }] of Object.entries(YOUTHS_BY_AGE.cells)) {
      const key = band(age === '19+' ? 19 : Number(age));
      published[key] = (published[key] ?? 0) + (100 * value!) / YOUTHS_IN_ALL.cells.all.value!;
    }
    for (const [key, share] of Object.entries(published)) expectNear(`age ${key}`, found[key] ?? 0, share, 6);
    const boys = youths.filter(({ sex }) => sex === 'M').length / youths.length;
    expect(Math.abs(100 * boys - (100 * BOYS.cells.M.value!) / YOUTHS_IN_ALL.cells.all.value!)).toBeLessThan(4);
  });

  it('protection: how many are imposed, of which type, for how long, and how they end', () => {
    const imposed = region.measures.filter(({ start }) => within(start));
    const over = region.measures.filter(({ end }) => within(end));
    const flow = (type: ProtectionType) => PROTECTION_FLOWS[type].cells;
    const inflow = PROTECTION_TYPES.reduce((sum, type) => sum + flow(type).in.value!, 0);
    expectRatio('imposed per start', imposed.length / started.length, inflow / STARTS_IN_ALL.cells.begun.value!, 0.3);
    const typeOf = ({ kind }: Span) => (kind === '22' || kind === '23' ? '22+23' : kind);
    const found = shares(countBy(imposed, typeOf));
    for (const type of PROTECTION_TYPES) {
      expectNear(
        `share of ${type}`,
        found[type] ?? 0,
        (100 * flow(type).in.value!) / inflow,
        tolerance(imposed.length),
      );
    }
    for (const type of ['11', '12', '21'] as const) {
      // In a steady state the mean duration is the stock over the yearly flow.
      const { opening, closing, out } = flow(type);
      const mean = ((opening.value! + closing.value!) / 2 / out.value!) * 365.25;
      const spans = over.filter((span) => typeOf(span) === type);
      expectRatio(`duration of ${type}`, spans.reduce((sum, span) => sum + days(span), 0) / spans.length, mean, 0.25);
    }
    const supervision = over.filter(({ kind }) => kind === '11');
    const planned = supervision.filter(({ reason }) => reason === '04').length / supervision.length;
    const published = SUPERVISION_ENDED_AS_PLANNED.cells['04'].value! / flow('11').out.value!;
    expectNear('ended as planned', 100 * planned, 100 * published, tolerance(supervision.length));
  });

  it('provisional supervision goes over into supervision, and supervision into guardianship', () => {
    const byClient = groupByClient(region.measures);
    const followed = (kind: string, by: string, days: number) => {
      const spans = region.measures.filter((span) => span.kind === kind && within(span.end));
      const next = spans.filter(({ client, end }) =>
        byClient
          .get(client)!
          .some((other) => other.kind === by && other.start >= end! && daysFrom(end!, other.start) <= days),
      );
      return next.length / spans.length;
    };
    expect(followed('12', '11', 7)).toBeGreaterThan(0.5);
    expect(followed('11', '21', 7)).toBeGreaterThan(0.03);
    expect(followed('11', '21', 7)).toBeLessThan(0.2);
  });

  it('probation: how many start, of which type, for how long, and how many reoffend in two years', () => {
    const begun = region.probations.filter(({ start }) => within(start));
    const over = region.probations.filter(({ end }) => within(end));
    const published = PROBATION_FLOW.cells.begun.value! / STARTS_IN_ALL.cells.begun.value!;
    expectRatio('probation per start', begun.length / started.length, published, 0.35);
    expectShares(
      countBy(begun, ({ kind }) => kind),
      PROBATION_STARTS,
      tolerance(begun.length),
    );
    const classes = countBy(over, (span) => classOf(span, PROBATION_DURATION_CLASSES));
    expectShares(classes, PROBATION_DURATIONS, tolerance(over.length));
    const again = over.filter(({ client, end }) =>
      region.offences.get(client)?.some((on) => on > end! && daysFrom(end!, on) <= 730),
    );
    const recidivism = RECIDIVISM_TWO_YEARS.cells.general.value!;
    expectNear('recidivism', (100 * again.length) / over.length, recidivism, tolerance(over.length));
  });
});

describe('the published figures', () => {
  const table = new URL('../../../../shared/cbs/cijfers/kerncijfers_jeugdzorg.csv', import.meta.url);

  it('are those of the tables they name', () => {
    if (!existsSync(table)) {
      console.warn(
        `Skipped: the ${ALL_SERIES.length} series of figures.ts were not compared with their tables (${table.pathname} is not here)`,
      );
      return;
    }
    const rows = readFileSync(table, 'utf8').split('\n').map(csvCells);
    const missing: unknown[] = [];
    for (const { table: id, period, subject, dimension, cells } of ALL_SERIES) {
      for (const { measure, category, value } of Object.values(cells)) {
        const wanted = [id, period, subject, measure, dimension, category, value === null ? '' : `${value}`];
        const found = rows.some(([rowTable, rowPeriod, , ...rest]) =>
          wanted.every((cell, i) => cell === [rowTable, rowPeriod, ...rest][i]),
        );
        if (!found) missing.push(wanted);
      }
    }
    expect(missing).toEqual([]);
  });
});

function csvCells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
