/** The published figures as weights to draw from. */
import { CARE_FORMS, REFERRERS, type CareForm, type Referrer } from '#libs/trajectory';
import type { Weighted } from '../random.js';
import {
  DURATIONS_BY_REFERRER,
  END_REASONS_BY_REFERRER,
  NEW_STARTS_BY_REFERRER,
  PROBATION_DURATIONS,
  STARTS_BY_CARE_FORM,
  STARTS_BY_REFERRER,
  YOUTHS_BY_AGE,
  type DurationClass,
  type KnownEndReason,
  type ProbationDurationClass,
  type Series,
} from './figures.js';

/** A series as weights; a dot counts as nothing. */
function weights<K extends string>(series: Series<K>): [K, number][] {
  return (Object.entries(series.cells) as [K, { value: number | null }][]).map(([key, cell]) => [key, cell.value ?? 0]);
}

/** Referrers of first starts, and of repeat use: together they are the published starts. */
export const NEW_REFERRERS: Weighted<Referrer> = weights(NEW_STARTS_BY_REFERRER);
export const REPEAT_REFERRERS: Weighted<Referrer> = REFERRERS.map((referrer) => [
  referrer,
  (STARTS_BY_REFERRER.cells[referrer].value ?? 0) - (NEW_STARTS_BY_REFERRER.cells[referrer].value ?? 0),
]);

/** Duration classes and end reasons of a referrer's trajectories. */
export function durationsOf(referrer: Referrer): Weighted<DurationClass> {
  return DURATION_WEIGHTS[referrer];
}
export function reasonsOf(referrer: Referrer): Weighted<KnownEndReason> {
  return REASON_WEIGHTS[referrer];
}
export const PROBATION_DURATION_WEIGHTS: Weighted<ProbationDurationClass> = weights(PROBATION_DURATIONS);

/** Age in whole years; those of 19 and over are spread over 19-22, fewer each year. */
export const AGES: Weighted<number> = weights(YOUTHS_BY_AGE).flatMap(([age, count]): [number, number][] =>
  age === '19+'
    ? [19, 20, 21, 22].map((older, i) => [older, count * [0.4, 0.3, 0.2, 0.1][i]!])
    : [[Number(age), count]],
);

/**
 * How much likelier than by chance a referrer sends to a care form. No table crosses the two: this is a judgement, of
 * which only the pattern matters, because the margins are fitted to the published ones. Rows by referrer, columns in
 * the order of CARE_FORMS. Local team help has no referrer by the protocol (domain notes 5.2).
 */
const AFFINITY: Readonly<Record<Referrer, readonly number[]>> = {
  '01': [0, 1, 1.3, 1.6, 0.9, 1, 0.2, 1],
  '02': [0, 1.4, 0.7, 0.5, 0.05, 0.05, 0.05, 0.1],
  '03': [0, 1.2, 1.2, 0.9, 0.05, 0.05, 0.05, 0.1],
  '04': [0, 0.5, 0.8, 1.4, 9, 8, 10, 7],
  '05': [0, 1.2, 1.6, 0.6, 0.1, 0.1, 0.5, 1],
  '06': [1, 0.22, 0.05, 0.2, 0.05, 0.05, 0, 0.1],
  '08': [0, 0.8, 0.5, 1.5, 0.1, 0.5, 12, 4],
};

/** The joint distribution of referrer and care form: the affinity fitted to both published margins (raking). */
function fitted(): Readonly<Record<Referrer, readonly number[]>> {
  const rows = REFERRERS.map((referrer) => [...AFFINITY[referrer]]);
  const rowTargets = shares(weights(STARTS_BY_REFERRER).map(([, value]) => value));
  const columnTargets = shares(CARE_FORMS.map((form) => STARTS_BY_CARE_FORM.cells[form].value ?? 0));
  for (let round = 0; round < 200; round += 1) {
    rows.forEach((row, r) => {
      const factor = rowTargets[r]! / row.reduce((sum, value) => sum + value, 0);
      row.forEach((value, c) => (row[c] = value * factor));
    });
    columnTargets.forEach((target, c) => {
      const factor = target / rows.reduce((sum, row) => sum + row[c]!, 0);
      rows.forEach((row) => (row[c] = row[c]! * factor));
    });
  }
  return Object.fromEntries(REFERRERS.map((referrer, r) => [referrer, rows[r]!])) as Record<Referrer, number[]>;
}

function shares(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

const JOINT = fitted();
const FORM_WEIGHTS = byKey(REFERRERS, (referrer): Weighted<CareForm> =>
  CARE_FORMS.map((form, c) => [form, JOINT[referrer][c]!]),
);
const REFERRER_WEIGHTS = byKey(CARE_FORMS, (_form, c): Weighted<Referrer> =>
  REFERRERS.map((referrer) => [referrer, JOINT[referrer][c]!]),
);
const DURATION_WEIGHTS = byKey(REFERRERS, (referrer) => weights(DURATIONS_BY_REFERRER[referrer]));
const REASON_WEIGHTS = byKey(REFERRERS, (referrer) => weights(END_REASONS_BY_REFERRER[referrer]));

/** Care forms that a referrer sends to. */
export function careFormsOf(referrer: Referrer): Weighted<CareForm> {
  return FORM_WEIGHTS[referrer];
}

/** Who refers to a care form. */
export function referrersOf(form: CareForm): Weighted<Referrer> {
  return REFERRER_WEIGHTS[form];
}

function byKey<K extends string, V>(keys: readonly K[], value: (key: K, index: number) => V): Readonly<Record<K, V>> {
  return Object.fromEntries(keys.map((key, index) => [key, value(key, index)])) as Record<K, V>;
}
