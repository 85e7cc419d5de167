import type { RateBody } from '../language/definition.js';
import type { Question } from '../question/question.js';
import { caseRows, literalOf } from './case-rows.js';
import type { Compilation } from './compilation.js';
import { groupColumns } from './dimensions.js';
import { judge, leftOut } from './judge.js';
import { CASE, openStage, type Stage } from './stage.js';
import { STATUS } from './status.js';
import { compileTyped } from './values.js';

/** Of a person-year. */
export const DAYS_IN_A_YEAR = 365.25;

type Asked = Pick<Question, 'by' | 'filters'> & { readonly observedUntil: string };

/** Cases with their status and the columns `from` and `until`: the days at risk, as far as they are observed. */
function rateCases(compilation: Compilation, figure: RateBody, question: Asked, pointer: string): Stage | undefined {
  const stage = caseRows(compilation, figure, question, pointer);
  if (!stage) return undefined;
  const date = (name: 'from' | 'until'): string =>
    compileTyped(compilation, stage.scope, figure.atRisk[name], `${pointer}/atRisk/${name}`, 'date');
  const observedUntil = compilation.bind(question.observedUntil, 'DATE');
  const name = compilation.with(
    `SELECT ${CASE}.*, ${date('from')} AS "from", least(coalesce(${date('until')}, ${observedUntil}), ${observedUntil}) AS "until" ` +
      `FROM ${stage.name} AS ${CASE}`,
  );
  const judged = judge(
    compilation,
    { ...stage, name },
    [...leftOut(compilation, stage, figure, pointer), [`${CASE}."from" IS NULL`, STATUS.missing]],
    STATUS.first,
  );
  return { ...judged, name: compilation.with(`SELECT ${CASE}.* FROM ${judged.name} AS ${CASE}`, true) };
}

/** The events of every person: `person`, `day`. */
function eventDays(compilation: Compilation, { events, cleanDays }: RateBody, pointer: string): string | undefined {
  const unit = compilation.unit(events.unit, `${pointer}/events/unit`);
  if (!unit) return undefined;
  const opened = openStage(compilation, unit);
  const on = compileTyped(compilation, opened.scope, events.on, `${pointer}/events/on`, 'date');
  const where =
    events.where === undefined ? 'TRUE' : compilation.filter(opened.scope, events.where, `${pointer}/events/where`);
  const distinct = Number(literalOf(compilation, cleanDays) ?? 0) > 0 ? 'DISTINCT ' : '';
  return compilation.with(
    `SELECT ${distinct}${CASE}."case.person" AS "person", ${on} AS "day" FROM ${opened.name} AS ${CASE} WHERE "day" IS NOT NULL AND ${where}`,
  );
}

/**
 * Days at risk and events per person and group. Every beginning and end is a mark on a day: running sums of the marks tell on which days a person
 * is at risk, not seen, or in the days after an event.
 */
function personTime(
  compilation: Compilation,
  stage: Stage,
  figure: RateBody,
  groups: readonly string[],
  pointer: string,
): string | undefined {
  const events = eventDays(compilation, figure, pointer);
  if (!events) return undefined;
  const whole = [...groups, `${CASE}."case.person"`].join(', ');
  const mark = (source: string, day: string, marks: Partial<Record<'risk' | 'unseen' | 'clean' | 'event', string>>) =>
    `SELECT ${whole}, ${day} AS "day", ${(['risk', 'unseen', 'clean', 'event'] as const).map((name) => `${marks[name] ?? 0} AS "${name}"`).join(', ')} FROM ${source}`;
  const spans = compilation.with(
    `SELECT ${whole}, "from", "until" FROM ${stage.name} AS ${CASE} WHERE "status" = ${STATUS.first} AND "from" <= "until"`,
    true,
  );
  const persons = compilation.with(`SELECT DISTINCT ${whole} FROM ${spans} AS ${CASE}`, true);
  const joined = (table: string, alias: string): string =>
    `${persons} AS ${CASE} JOIN ${table} AS ${alias} ON ${alias}."person" = ${CASE}."case.person"`;
  const gaps = `${joined(`${compilation.source.schema}."observationGap"`, 'g')} WHERE coalesce(g."returnedOn", DATE '9999-12-31') > g."leftOn" + 1`;
  const clean =
    figure.cleanDays === undefined
      ? '0'
      : compileTyped(compilation, stage.scope, figure.cleanDays, `${pointer}/cleanDays`, 'number');
  const marks = compilation.with(
    [
      mark(`${spans} AS ${CASE}`, '"from"', { risk: '1' }),
      mark(`${spans} AS ${CASE}`, '"until" + 1', { risk: '-1' }),
      mark(gaps, 'g."leftOn" + 1', { unseen: '1' }),
      mark(`${gaps} AND g."returnedOn" IS NOT NULL`, 'g."returnedOn"', { unseen: '-1' }),
      mark(joined(events, 'e'), 'e."day"', { event: '1' }),
      mark(joined(events, 'e'), 'e."day" + 1', { clean: '1' }),
      mark(joined(events, 'e'), `e."day" + 1 + (${clean})::INTEGER`, { clean: '-1' }),
    ].join(' UNION ALL '),
  );
  const sums = (['risk', 'unseen', 'clean', 'event'] as const).map((name) => `sum("${name}") AS "${name}"`).join(', ');
  const days = compilation.with(`SELECT ${whole}, "day", ${sums} FROM ${marks} AS ${CASE} GROUP BY ${whole}, "day"`);
  const states = compilation.with(
    `SELECT ${whole}, "event", sum("risk") OVER w > 0 AND sum("unseen") OVER w = 0 AS "open", sum("clean") OVER w > 0 AS "after", ` +
      `lead("day") OVER w - "day" AS "length" FROM ${days} AS ${CASE} WINDOW w AS (PARTITION BY ${whole} ORDER BY "day")`,
  );
  const total = (what: string, when: string): string =>
    `CAST(coalesce(sum("${what}") FILTER (WHERE ${when}), 0) AS BIGINT)`;
  return compilation.with(
    `SELECT ${whole}, ${total('length', '"open"')} AS "personDaysBefore", ${total('length', '"open" AND NOT "after"')} AS "personDays", ` +
      `${total('event', '"open"')} AS "eventsBefore", ${total('event', '"open" AND NOT "after"')} AS "events" ` +
      `FROM ${states} AS ${CASE} GROUP BY ${whole}`,
    true,
  );
}

/** Cases by group and status, and (`status` null) the totals of each group. */
export function rateCounts(compilation: Compilation, figure: RateBody, question: Asked, pointer = '/figure'): string {
  const stage = rateCases(compilation, figure, question, pointer);
  if (!stage) return '';
  const groups = groupColumns(question.by);
  const time = personTime(compilation, stage, figure, groups, pointer);
  if (!time) return '';
  const select = (from: string, keys: readonly string[], columns: readonly string[]): string =>
    `SELECT ${[...keys, ...columns].join(', ')} FROM ${from} AS ${CASE}${keys.length > 0 ? ` GROUP BY ${keys.join(', ')}` : ''}`;
  const totals = ['', 'Before'].flatMap((when) => [
    `CAST(sum("events${when}") AS BIGINT) AS "events${when}"`,
    `CAST(sum("personDays${when}") AS BIGINT) AS "personDays${when}"`,
    `count(*) FILTER (WHERE "personDays${when}" > 0) AS "persons${when}"`,
    `count(*) FILTER (WHERE "events${when}" > 0) AS "personsWithEvent${when}"`,
  ]);
  return compilation.statement(
    `${select(stage.name, [...groups, `${CASE}."status"`], ['count(*) AS "cases"'])} UNION ALL BY NAME ${select(time, groups, totals)}`,
  );
}

/** One row per person, the first of its cases, with `events` and `personDays`: of a person whose cases are all left out neither is known. */
export function ratePersons(
  compilation: Compilation,
  figure: RateBody,
  question: Asked,
  pointer: string,
): Stage | undefined {
  const stage = rateCases(compilation, figure, question, pointer);
  const time = stage && personTime(compilation, stage, figure, [], pointer);
  if (!stage || !time) return undefined;
  const order = [`${CASE}."status"`, `${CASE}."from"`, ...stage.unit.keys.map((key) => `${CASE}."case.${key}"`)];
  const first = compilation.with(
    `SELECT ${CASE}.* FROM ${stage.name} AS ${CASE} QUALIFY row_number() OVER (PARTITION BY ${CASE}."case.person" ORDER BY ${order.join(', ')}) = 1`,
  );
  const name = compilation.with(
    `SELECT ${CASE}.*, ` +
      `CASE WHEN ${CASE}."status" = ${STATUS.first} THEN coalesce(t."events", 0) END AS "events", ` +
      `CASE WHEN ${CASE}."status" = ${STATUS.first} THEN coalesce(t."personDays", 0) END AS "personDays" ` +
      `FROM ${first} AS ${CASE} LEFT JOIN ${time} AS t ON t."case.person" = ${CASE}."case.person"`,
  );
  return { ...stage, name };
}
