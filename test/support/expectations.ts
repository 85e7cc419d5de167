/** The questions of `reference/<set>/expectations.json` and how an answer is held against them. */
import { readFileSync } from 'node:fs';
import { sharedPath } from './shared-folder.js';

export interface Expectation {
  readonly group: Readonly<Record<string, string | null>>;
  /** Path with dots; `points@30.atRisk` = of the curve's point of day 30, `points#` = the number of points. */
  readonly field: string;
  readonly value: number | string | null;
  readonly tolerance: number;
}

export interface Question {
  readonly id: string;
  /** How many deliveries have been sent when it is asked. */
  readonly afterDelivery: number;
  readonly request: string;
  readonly expect: readonly Expectation[];
}

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

/** All questions of a set. */
export function readQuestions(set: string): Question[] {
  return JSON.parse(readFileSync(sharedPath('reference', set, 'expectations.json'), 'utf8')) as Question[];
}

/** The indicator a request is about; null for flows, which are always there. */
export function indicatorOf(request: string): string | null {
  return /^\/v1\/indicators\/([^/]+)\//.exec(request)?.[1] ?? null;
}

function sameGroup(a: Json | undefined, b: Expectation['group']): boolean {
  const sorted = (group: object) => JSON.stringify(Object.entries(group).sort(([x], [y]) => (x < y ? -1 : 1)));
  return sorted((a ?? {}) as object) === sorted(b);
}

/** What stands at a path of a row; undefined when nothing does. */
export function fieldOf(row: Json, path: string): Json | undefined {
  if (path === 'points#') return (row as { points: Json[] }).points.length;
  const ofDay = /^points@(\d+)\.(.+)$/.exec(path);
  if (ofDay) {
    const { points } = row as { points: { day: Json; [field: string]: Json }[] };
    const point = points.find(({ day }) => day === Number(ofDay[1]));
    return point === undefined ? undefined : fieldOf(point, ofDay[2]!);
  }
  let value: Json | undefined = row;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    value = value[name];
  }
  return value;
}

function agrees(found: Json | undefined, expected: Expectation): boolean {
  if (expected.value === null) return found === null || found === undefined;
  if (typeof expected.value === 'string') return found === expected.value;
  return typeof found === 'number' && Math.abs(found - expected.value) <= expected.tolerance;
}

/** What of an answer is not as expected, one line each; nothing when all is well. */
export function mismatches(answer: { rows?: Json[] }, question: Question): string[] {
  return question.expect.flatMap((expected) => {
    const at = `${question.id}: ${JSON.stringify(expected.group)} ${expected.field}`;
    const row = answer.rows?.find((candidate) => sameGroup((candidate as { group?: Json }).group, expected.group));
    if (row === undefined) return [`${at}: no such row (${question.request})`];
    const found = fieldOf(row, expected.field);
    return agrees(found, expected)
      ? []
      : [`${at}: expected ${expected.value}, got ${JSON.stringify(found)} (${question.request})`];
  });
}
