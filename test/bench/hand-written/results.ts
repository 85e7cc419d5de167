/** What was wanted and what came of it: goals, severity, grades, costs. */
import type { HandWritten } from './question.js';

const ATTAINED = `"lastEndScore" >= CASE WHEN scale = 'DR4' THEN 3 ELSE 0 END`;

/** Goals of records ended in the window, and those records by what is known of their goals. */
const GOALS = `
  ended AS (SELECT id, "careForm" FROM record WHERE "endOn" BETWEEN $1::DATE AND $2::DATE),
  goals AS (
    SELECT e.id, e."careForm", g."lastEndScore" AS score, ${ATTAINED} AS attained
    FROM ended e JOIN goal g ON g.record = e.id WHERE g."withdrawnOn" IS NULL),
  records AS (SELECT id, count(score) AS known, bool_and(attained) AS attained FROM goals GROUP BY id),
  per_record AS (
    SELECT "careForm", count(*) FILTER (known > 0 AND attained) AS numerator, count(*) FILTER (known > 0) AS denominator,
      count(*) FILTER (known = 0) AS missing, count(*) FILTER (known IS NULL) AS "withoutGoals"
    FROM ended LEFT JOIN records USING (id) GROUP BY "careForm")`;

const severity = (indicator: string, instrument: string, scales: string): HandWritten => ({
  id: indicator,
  what: `${indicator} of five years by care form`,
  indicator,
  by: 'careForm',
  sql: `
    WITH ended AS (SELECT id, "careForm", "startOn", "endOn" FROM record WHERE "endOn" BETWEEN $1::DATE AND $2::DATE),
    assessed AS (
      SELECT e.id, a."rankInPerson" AS rank, a.moment, a.instrument, a.version, a.scale, a.score,
        a."on" BETWEEN e."startOn" - 90 AND e."startOn" + 42 AS "nearStart", a."on" BETWEEN e."endOn" - 42 AND e."endOn" + 42 AS "nearEnd"
      FROM ended e JOIN assessment a ON a.record = e.id WHERE a.moment IN ('start', 'end')),
    last AS (
      SELECT id, max(rank) AS rank, arg_max(instrument, rank) AS instrument, arg_max(version, rank) AS version
      FROM assessed WHERE moment = 'end' AND "nearEnd" ${instrument} GROUP BY id),
    first AS (
      SELECT a.id, coalesce(max(a.rank) FILTER ("nearStart"), min(a.rank)) AS rank
      FROM last l JOIN assessed a ON a.id = l.id AND a.moment = 'start' AND a.instrument = l.instrument AND a.version = l.version GROUP BY a.id),
    changed AS (
      SELECT f.id, round(avg(s.score - t.score), 9) AS change, avg(s.score) AS "startScore"
      FROM first f JOIN last l USING (id) JOIN assessed s ON s.id = f.id AND s.rank = f.rank
        JOIN assessed t ON t.id = l.id AND t.rank = l.rank AND t.scale = s.scale
      WHERE s.score IS NOT NULL AND t.score IS NOT NULL ${scales} GROUP BY f.id)
    SELECT "careForm" AS "group", count(*) FILTER (change >= 0.5) AS "classes.improved.numerator", count(*) FILTER (change <= -0.5) AS "classes.worse.numerator",
      count(change) AS denominator, count(*) - count(change) AS "leftOut", avg(change) AS "meanChange", avg(change) / nullif(stddev_samp("startScore"), 0) AS "effectSize"
    FROM ended LEFT JOIN changed USING (id) GROUP BY "careForm"`,
});

export const RESULTS: readonly HandWritten[] = [
  {
    id: 'goal-attainment',
    what: 'goal-attainment of five years by care form',
    indicator: 'goal-attainment',
    by: 'careForm',
    sql: `
      WITH ${GOALS},
      of_goals AS (
        SELECT "careForm", count(*) FILTER (attained) AS numerator, count(score) AS denominator, count(*) - count(score) AS "leftOut"
        FROM goals GROUP BY "careForm")
      SELECT r."careForm" AS "group", coalesce(g.numerator, 0) AS numerator, coalesce(g.denominator, 0) AS denominator,
        coalesce(g."leftOut", 0) AS "leftOut", r.numerator AS "perRecord.numerator", r.denominator AS "perRecord.denominator",
        r.missing AS "perRecord.missing", r."withoutGoals" AS "perRecord.excluded.withoutGoals"
      FROM per_record r LEFT JOIN of_goals g USING ("careForm")`,
  },
  {
    id: 'goals-realised',
    what: 'goals-realised of five years by care form',
    indicator: 'goals-realised',
    by: 'careForm',
    sql: `WITH ${GOALS} SELECT "careForm" AS "group", numerator, denominator, missing, "withoutGoals" AS "excluded.withoutGoals" FROM per_record`,
  },
  severity('severity-reduction', `AND instrument = 'STEP'`, `AND s.scale IN ('FJ', 'KO')`),
  severity('problem-reduction', '', ''),
  {
    id: 'costs',
    what: 'costs of five years by care form',
    indicator: 'costs',
    by: 'careForm',
    sql: `
      WITH ended AS (
        SELECT person, id, "careForm", "startOn", "endOn", "endReason", "endOn" + 365 <= $3::DATE AS mature
        FROM record WHERE "endOn" BETWEEN $1::DATE AND $2::DATE),
      declared AS (SELECT e.id, sum(c."amountCents") AS cost FROM ended e JOIN cost c ON c.record = e.id GROUP BY e.id),
      attained AS (
        SELECT e.id, count(*) AS attained FROM ended e JOIN goal g ON g.record = e.id WHERE "withdrawnOn" IS NULL AND ${ATTAINED} GROUP BY e.id),
      back AS (
        SELECT DISTINCT e.id FROM ended e JOIN record n ON n.person = e.person AND n."startOn" BETWEEN e."endOn" + 2 AND e."endOn" + 365),
      judged AS (
        SELECT e.*, d.cost, coalesce(a.attained, 0) AS attained,
          e.mature AND e."endReason" = '01' AND coalesce(p."deceasedOn" > e."endOn", TRUE) AND b.id IS NULL AS success
        FROM ended e LEFT JOIN declared d USING (id) LEFT JOIN attained a USING (id) LEFT JOIN back b USING (id) LEFT JOIN person p USING (person))
      SELECT "careForm" AS "group", count(cost) AS n, avg(cost) AS mean, stddev_samp(cost) AS sd, quantile_cont(cost, 0.5) AS median,
        quantile_cont(cost, 0.9) AS p90, count(*) - count(cost) AS "leftOut", sum(cost) AS total,
        sum(cost) / (sum("endOn" - "startOn" + 1) FILTER (cost IS NOT NULL) / (365.25 / 12)) AS "perMonth",
        sum(cost) / nullif(sum(attained) FILTER (cost IS NOT NULL), 0) AS "perAttainedGoal",
        sum(cost) FILTER (mature) / nullif(count(*) FILTER (success AND cost IS NOT NULL), 0) AS "perSuccess",
        count(*) FILTER (success AND cost IS NOT NULL) AS successes
      FROM judged GROUP BY "careForm"`,
  },
  {
    id: 'client-satisfaction',
    what: 'client-satisfaction of five years by care form',
    indicator: 'client-satisfaction',
    by: 'careForm',
    sql: `
      WITH ended AS (SELECT id, "careForm" FROM record WHERE "endOn" BETWEEN $1::DATE AND $2::DATE),
      graded AS (SELECT e.id, q.usefulness AS grade FROM ended e JOIN questionnaire q ON q.record = e.id WHERE q.usefulness IS NOT NULL)
      SELECT "careForm" AS "group", count(grade) AS n, avg(grade) AS mean, stddev_samp(grade) AS sd, quantile_cont(grade, 0.5) AS median,
        quantile_cont(grade, 0.9) AS p90, count(*) FILTER (grade >= 6) AS "within.6.numerator",
        count(DISTINCT g.id) AS "response.numerator", count(DISTINCT e.id) AS "response.denominator"
      FROM ended e LEFT JOIN graded g USING (id) GROUP BY "careForm"`,
  },
  {
    id: 'without-help',
    what: 'without-help of five years by care form',
    indicator: 'without-help',
    by: 'careForm',
    sql: `
      SELECT r."careForm" AS "group", count(*) FILTER (q."withoutHelp" IN ('03', '04')) AS numerator, count(*) AS denominator,
        ${['01', '02', '03', '04'].map((code) => `count(*) FILTER (q."withoutHelp" = '${code}') AS "distribution.${code}"`).join(', ')}
      FROM record r JOIN questionnaire q ON q.record = r.id
      WHERE r."endOn" BETWEEN $1::DATE AND $2::DATE AND q."withoutHelp" IS NOT NULL GROUP BY r."careForm"`,
  },
];
