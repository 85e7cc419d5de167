/** Before care and at its start: waiting, plans, analyses. */
import type { HandWritten } from './question.js';

/** Days of a wait from registration, less those on which it was paused. */
const waits = (trajectories: string, until: string): string => `
  waiting AS (SELECT *, ${until} AS "until" FROM (${trajectories})),
  paused AS (
    SELECT w.id, sum(least(p."untilOn", w."until") - greatest(p."fromOn", w."registeredOn")) AS days
    FROM waiting w JOIN "waitingPause" p ON p.trajectory = w.id
    WHERE greatest(p."fromOn", w."registeredOn") < least(p."untilOn", w."until") GROUP BY w.id),
  waited AS (SELECT w.*, w."until" - w."registeredOn" - coalesce(p.days, 0) AS days FROM waiting w LEFT JOIN paused p USING (id))`;

const statistics = (number: string, prefix = ''): string =>
  `count(${number}) AS "${prefix}n", avg(${number}) AS "${prefix}mean", stddev_samp(${number}) AS "${prefix}sd", ` +
  `quantile_cont(${number}, 0.5) AS "${prefix}median", quantile_cont(${number}, 0.9) AS "${prefix}p90"`;

export const STARTS: readonly HandWritten[] = [
  {
    id: 'waiting-time',
    what: 'waiting-time of five years by care form',
    indicator: 'waiting-time',
    by: 'careForm',
    sql: `
      WITH ${waits(`SELECT * FROM trajectory WHERE "startOn" BETWEEN $1::DATE AND $2::DATE AND crisis IS DISTINCT FROM TRUE`, '"startOn"')},
      counted AS (SELECT *, days IS NOT NULL AND coalesce("startOn" >= "registeredOn", TRUE) AS counted FROM waited)
      SELECT "careForm" AS "group", ${statistics('days')}, ${statistics('"intakeOn" - "referredOn"', 'referralToIntake.')},
        ${statistics('"startOn" - "intakeOn"', 'intakeToStart.')}, count(*) FILTER (days <= 28) AS "within.28.numerator",
        count(*) FILTER (days <= 70) AS "within.70.numerator"
      FROM counted WHERE counted GROUP BY "careForm"`,
  },
  {
    id: 'waiting-list',
    what: 'waiting-list after five years by care form',
    indicator: 'waiting-list',
    by: 'careForm',
    sql: `
      WITH ${waits(
        `SELECT t.* FROM trajectory t LEFT JOIN person p USING (person)
          WHERE $1 IS NOT NULL AND "registeredOn" <= $2::DATE AND ("startOn" > $2::DATE OR "startOn" IS NULL) AND ("endOn" > $2::DATE OR "endOn" IS NULL)
            AND ("deceasedOn" > $2::DATE OR "deceasedOn" IS NULL)
            AND person NOT IN (SELECT person FROM "observationGap" WHERE "leftOn" < $2::DATE AND ("returnedOn" > $2::DATE OR "returnedOn" IS NULL))`,
        '$2::DATE',
      )}
      SELECT "careForm" AS "group", ${statistics('days')} FROM waited GROUP BY "careForm"`,
  },
  {
    id: 'plan-on-time',
    what: 'plan-on-time of five years by care form',
    indicator: 'plan-on-time',
    by: 'careForm',
    sql: `
      WITH started AS (SELECT id, "careForm", "startOn" FROM record WHERE "startOn" BETWEEN $1::DATE AND $2::DATE),
      planned AS (SELECT DISTINCT s.id FROM started s JOIN plan p ON p.record = s.id AND p."on" <= s."startOn" + 42)
      SELECT "careForm" AS "group", count(p.id) AS numerator, count(*) FILTER (p.id IS NOT NULL OR "startOn" + 42 <= $3::DATE) AS denominator,
        count(*) FILTER (p.id IS NULL AND "startOn" + 42 > $3::DATE) AS "leftOut"
      FROM started LEFT JOIN planned p USING (id) GROUP BY "careForm"`,
  },
  {
    id: 'explanatory-analysis',
    what: 'explanatory-analysis of five years by care form',
    indicator: 'explanatory-analysis',
    by: 'careForm',
    sql: `
      WITH started AS (SELECT person, id, "careForm", "startOn" FROM record WHERE "startOn" BETWEEN $1::DATE AND $2::DATE),
      analysed AS (
        SELECT DISTINCT s.id FROM started s JOIN analysis a ON a.person = s.person
          AND a."on" BETWEEN CAST(s."startOn" - INTERVAL 12 MONTHS AS DATE) AND s."startOn" + 42)
      SELECT "careForm" AS "group", count(a.id) AS numerator, count(*) FILTER (a.id IS NOT NULL OR "startOn" + 42 <= $3::DATE) AS denominator,
        count(*) FILTER (a.id IS NULL AND "startOn" + 42 > $3::DATE) AS "leftOut"
      FROM started LEFT JOIN analysed a USING (id) GROUP BY "careForm"`,
  },
];
