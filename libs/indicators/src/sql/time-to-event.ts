import type { TimeToEventBody } from '../language/definition.js';
import { member } from '../language/fault.js';
import type { Method, Question } from '../question/question.js';
import { quoted } from '../language/vocabulary.js';
import { caseRows } from './case-rows.js';
import type { Compilation } from './compilation.js';
import { compileList } from './conditions.js';
import { groupedStatement } from './grouped.js';
import { judge, leftOut, optional } from './judge.js';
import { unitFields } from './lookups.js';
import { CASE, type Stage } from './stage.js';
import { STATUS } from './status.js';
import { compileTyped } from './values.js';

type Asked = Pick<Question, 'by' | 'filters'> & { readonly method: Method | null; readonly observedUntil: string };

/**
 * Cases with their status. Columns on the way, all in days after the index and null where there is none: `event`,
 * `competing`, `left` (leaving observation; negative = not observed on the index date), `covered` (end of the cover).
 */
export function timeToEventCases(
  compilation: Compilation,
  figure: TimeToEventBody,
  question: Asked,
  pointer: string,
): Stage | undefined {
  const stage = caseRows(compilation, figure, question, pointer);
  if (!stage) return undefined;
  const timed = addTimes(compilation, stage, figure, pointer);
  return question.method === 'complete' || question.method === null
    ? judgeComplete(compilation, timed, figure, pointer)
    : judgeEstimated(compilation, timed, figure, question.observedUntil, pointer);
}

/** Counts by group, status and, for an estimator, day. */
export function timeToEventCounts(
  compilation: Compilation,
  figure: TimeToEventBody,
  question: Asked,
  pointer = '/figure',
): string {
  const stage = timeToEventCases(compilation, figure, question, pointer);
  if (!stage) return '';
  const { fromCurve } = figure;
  if (fromCurve) {
    compilation.check(() => compileList(compilation, stage.scope, fromCurve.within, `${pointer}/fromCurve/within`));
  }
  const keys = question.method === 'complete' || question.method === null ? ['status'] : ['status', 'day'];
  return groupedStatement(compilation, stage, figure, question, { keys, columns: ['count(*) AS "cases"'] }, pointer);
}

function addTimes(compilation: Compilation, stage: Stage, figure: TimeToEventBody, pointer: string): Stage {
  const index = `${CASE}."index"`;
  const date = (value: unknown, at: string): string => compileTyped(compilation, stage.scope, value, at, 'date');
  const event = date(figure.event, `${pointer}/event`);
  const competing = Object.entries(figure.competing ?? {}).map(([name, value]) =>
    date(value, member(`${pointer}/competing`, name)),
  );
  const columns = [
    `CASE WHEN ${event} - ${index} >= ${figure.firstDay === 0 ? 0 : 1} THEN ${event} - ${index} END AS "event"`,
    competing.length > 0
      ? `CASE WHEN least(${competing.join(', ')}) IS NOT NULL THEN greatest(0, least(${competing.join(', ')}) - ${index}) END AS "competing"`
      : 'NULL::BIGINT AS "competing"',
    `${coveredUntil(compilation, figure, pointer)} AS "covered"`,
  ];
  const timed = compilation.with(`SELECT ${CASE}.*, ${columns.join(', ')} FROM ${stage.name} AS ${CASE}`, true);
  return { ...stage, name: addLeaving(compilation, stage, timed) };
}

/** Adds `left`. Few ever leave: they are found first. */
function addLeaving(compilation: Compilation, { unit, indexField }: Stage, timed: string): string {
  const kept = unit.kept?.at[indexField ?? ''];
  if (kept) {
    return compilation.with(
      `SELECT ${CASE}.*, ${CASE}."kept.${kept.leftOn}" - ${CASE}."index" AS "left" FROM ${timed} AS ${CASE}`,
    );
  }
  const returned = `coalesce(g."returnedOn", DATE '9999-12-31')`;
  const leaving = compilation.with(
    `SELECT ${CASE}."#", min(g."leftOn") AS "leftOn" FROM ${timed} AS ${CASE} ` +
      `JOIN ${compilation.source.schema}."observationGap" AS g ON g."person" = ${CASE}."case.person" ` +
      `AND ${returned} > ${CASE}."index" AND ${returned} > g."leftOn" + 1 GROUP BY ${CASE}."#"`,
  );
  return compilation.with(
    `SELECT ${CASE}.*, g."leftOn" - ${CASE}."index" AS "left" FROM ${timed} AS ${CASE} LEFT JOIN ${leaving} AS g ON g."#" = ${CASE}."#"`,
  );
}

/** Last day of the span that covers the day after the index, in days; null when none does. */
function coveredUntil(compilation: Compilation, { cover }: TimeToEventBody, pointer: string): string {
  if (!cover) return 'NULL::BIGINT';
  const unit = compilation.unit(cover.unit, `${pointer}/cover/unit`);
  if (!unit) return 'NULL::BIGINT';
  const alias = compilation.name('r');
  const scope = { own: unitFields(unit, alias), named: new Map() };
  const [from, until] = [
    compileTyped(compilation, scope, cover.from, `${pointer}/cover/from`, 'date'),
    compileTyped(compilation, scope, cover.until, `${pointer}/cover/until`, 'date'),
  ];
  return (
    `(SELECT max(${until}) FROM ${unit.from} AS ${alias} WHERE ${alias}.${quoted('person')} = ${CASE}."case.person" ` +
    `AND ${from} <= ${CASE}."index" + 1 AND ${until} >= ${CASE}."index" + 1) - ${CASE}."index"`
  );
}

/** Each case in the order of indicators.md section 2: excluded, immature, missing, lost, then yes or no. */
function judgeComplete(compilation: Compilation, stage: Stage, figure: TimeToEventBody, pointer: string): Stage {
  const followUp = (): string =>
    compileTyped(compilation, stage.scope, figure.followUpDays, `${pointer}/followUpDays`, 'number');
  const observedUntil = compilation.bind(compilation.source.observedUntil, 'DATE');
  // What is null is left out of `least`. A column, since DuckDB computes what two branches of a CASE share in each.
  const until = `${CASE}."until"`;
  const followed = compilation.with(
    `SELECT ${CASE}.*, least(${followUp()}, "competing", "left") AS "until" FROM ${stage.name} AS ${CASE}`,
  );
  return judge(
    compilation,
    { ...stage, name: followed },
    [
      ...leftOut(compilation, stage, figure, pointer),
      // The index by itself: where the window ends early enough, DuckDB knows that it never is, and leaves the branch out.
      [`${CASE}."index" > ${observedUntil} - (${followUp()})::INTEGER`, STATUS.immature],
      ...optional(compilation, stage, figure.missing, `${pointer}/missing`, STATUS.missing),
      ...(figure.cover ? [[`${until} >= 1 AND coalesce("covered", 0) < ${until}`, STATUS.missing] as const] : []),
      [`"left" < 0`, STATUS.lost],
      // What stands first ends the observation: an event comes before a competing event of its day, both before leaving.
      [`"event" <= ${until}`, STATUS.yes],
      [`"competing" <= ${until}`, STATUS.no],
      [`"left" < ${followUp()}`, STATUS.lost],
    ],
    STATUS.no,
    ['NULL::BIGINT AS "day"'],
  );
}

/** How and on which day the observed time of each case ends. */
function judgeEstimated(
  compilation: Compilation,
  stage: Stage,
  figure: TimeToEventBody,
  observedUntil: string,
  pointer: string,
): Stage {
  const observed = `least(${compilation.bind(observedUntil, 'DATE')} - ${CASE}."index", "left"${figure.cover ? ', "covered"' : ''})`;
  const ended = compilation.with(
    `SELECT ${CASE}.*, least("event", "competing", ${observed}) AS "day" FROM ${stage.name} AS ${CASE}`,
  );
  const unseen = `"left" < 0 OR ${compilation.bind(observedUntil, 'DATE')} < ${CASE}."index"`;
  return judge(
    compilation,
    { ...stage, name: ended },
    [
      ...leftOut(compilation, stage, figure, pointer),
      ...optional(compilation, stage, figure.missing, `${pointer}/missing`, STATUS.missing),
      ...(figure.cover ? [[`"covered" IS NULL`, STATUS.missing] as const] : []),
      [unseen, STATUS.unseen],
      [`"event" = ${CASE}."day"`, STATUS.event],
      [`"competing" = ${CASE}."day"`, STATUS.competing],
    ],
    STATUS.censored,
  );
}
