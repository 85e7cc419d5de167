import { member } from '../language/fault.js';
import type { Compilation } from './compilation.js';
import { objectOf } from './json.js';
import type { Stage } from './stage.js';
import { CASE } from './stage.js';
import { STATUS } from './status.js';

/** One WHEN, in the order in which a case is judged: a condition that is null does not hold. */
export type Verdict = readonly [condition: string, status: number];

/** The cases that a figure leaves out by name, in order: the excluded, then those set apart. */
export function leftOut(
  compilation: Compilation,
  stage: Stage,
  { excluded, apart }: { readonly excluded?: unknown; readonly apart?: unknown },
  pointer: string,
): Verdict[] {
  return [
    ...classes(compilation, stage, excluded, `${pointer}/excluded`, STATUS.excluded),
    ...classes(compilation, stage, apart, `${pointer}/apart`, STATUS.apart),
  ];
}

/** A condition that a figure may leave out. */
export function optional(
  compilation: Compilation,
  stage: Stage,
  condition: unknown,
  pointer: string,
  status: number,
): Verdict[] {
  return condition === undefined ? [] : [[compilation.filter(stage.scope, condition, pointer), status]];
}

/** Conditions by name, in order: the first has the status given, the next one more. */
export function classes(
  compilation: Compilation,
  stage: Stage,
  byName: unknown,
  pointer: string,
  first: number = STATUS.first,
): Verdict[] {
  return Object.entries(objectOf(byName) ?? {}).map(([name, condition], i) => [
    compilation.filter(stage.scope, condition, member(pointer, name)),
    first + i,
  ]);
}

/** Adds the column `status`: the first verdict that holds. */
export function judge(
  compilation: Compilation,
  stage: Stage,
  verdicts: readonly Verdict[],
  otherwise: number,
  more: readonly string[] = [],
): Stage {
  const whens = verdicts.map(([condition, status]) => `WHEN ${condition} THEN ${status}`).join(' ');
  const status = verdicts.length > 0 ? `CASE ${whens} ELSE ${otherwise} END` : String(otherwise);
  const columns = [`${status} AS "status"`, ...more].join(', ');
  return { ...stage, name: compilation.with(`SELECT ${CASE}.*, ${columns} FROM ${stage.name} AS ${CASE}`) };
}
