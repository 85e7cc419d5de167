/** Figures as somebody who knows the tables would write them in SQL: how care ends, and what follows. */
import type { HandWritten } from './question.js';

export const ENDINGS: readonly HandWritten[] = [
  {
    id: 'repeat-referral',
    what: 'repeat-referral of five years by municipality',
    indicator: 'repeat-referral',
    by: 'municipality',
    sql: `
      WITH ordered AS (
        SELECT person, "startOn", "endOn", max(coalesce("endOn", DATE '9999-12-31')) OVER earlier AS before
        FROM record WINDOW earlier AS (PARTITION BY person ORDER BY "startOn" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)),
      islands AS (
        SELECT *, sum(CASE WHEN "startOn" <= before + 1 THEN 0 ELSE 1 END)
          OVER (PARTITION BY person ORDER BY "startOn" ROWS UNBOUNDED PRECEDING) AS island
        FROM ordered),
      episode AS (
        SELECT person, min("startOn") AS "startOn", CASE WHEN count("endOn") = count(*) THEN max("endOn") END AS "endOn"
        FROM islands GROUP BY person, island),
      followed AS (
        SELECT *, lead("startOn") OVER (PARTITION BY person ORDER BY "startOn") AS next FROM episode),
      ended AS (
        SELECT person, "endOn", next - "endOn" AS event FROM followed WHERE "endOn" BETWEEN $1::DATE AND $2::DATE),
      gone AS (
        SELECT e.person, e."endOn", min(g."leftOn") - e."endOn" AS "left"
        FROM ended e JOIN "observationGap" g ON g.person = e.person
          AND coalesce(g."returnedOn", DATE '9999-12-31') > greatest(e."endOn", g."leftOn" + 1)
        GROUP BY e.person, e."endOn"),
      judged AS (
        SELECT r.municipality,
          CASE WHEN p."deceasedOn" <= e."endOn" OR e."endOn" + 365 > $3::DATE OR coalesce(o."left", 0) < 0 THEN 'out'
            WHEN event <= least(365, coalesce(p."deceasedOn" - e."endOn", 9999), coalesce(o."left", 9999)) THEN 'again'
            WHEN p."deceasedOn" - e."endOn" <= least(365, coalesce(o."left", 9999)) THEN 'not'
            WHEN o."left" < 365 THEN 'out' ELSE 'not' END AS status
        FROM ended e LEFT JOIN person p USING (person)
          LEFT JOIN gone o ON o.person = e.person AND o."endOn" = e."endOn"
          LEFT JOIN residence r ON r.person = e.person AND coalesce(r."fromOn", DATE '0001-01-01') <= e."endOn"
            AND coalesce(r."untilOn", DATE '9999-12-31') > e."endOn")
      SELECT municipality AS "group", count(*) FILTER (status = 'again') AS numerator,
        count(*) FILTER (status <> 'out') AS denominator, count(*) FILTER (status = 'out') AS "leftOut"
      FROM judged GROUP BY municipality`,
  },
  {
    id: 'repeat-start',
    what: 'repeat-start of five years by care form',
    indicator: 'repeat-start',
    by: 'careForm',
    sql: `
      WITH started AS (SELECT person, "careForm", "startOn" FROM record WHERE "startOn" BETWEEN $1::DATE AND $2::DATE)
      SELECT "careForm" AS "group",
        count(*) FILTER (EXISTS (SELECT 1 FROM record earlier WHERE earlier.person = started.person
          AND earlier."endOn" BETWEEN CAST(started."startOn" - INTERVAL 5 YEARS AS DATE) AND started."startOn" - 2)) AS numerator,
        count(*) AS denominator, 0 AS "leftOut"
      FROM started GROUP BY "careForm"`,
  },
  {
    id: 'regular-ending',
    what: 'regular-ending of five years by care form',
    indicator: 'regular-ending',
    by: 'careForm',
    sql: `
      SELECT "careForm" AS "group", count(*) FILTER ("endReason" = '01') AS numerator,
        count(*) FILTER ("endReason" IN ('01', '02', '03', '04', '05')) AS denominator,
        count(*) FILTER ("endReason" NOT IN ('01', '02', '03', '04', '05') OR "endReason" IS NULL) AS "leftOut"
      FROM record WHERE "endOn" BETWEEN $1::DATE AND $2::DATE GROUP BY "careForm"`,
  },
  {
    id: 'dropout',
    what: 'dropout of five years by care form',
    indicator: 'dropout',
    by: 'careForm',
    sql: `
      WITH ended AS (
        SELECT r."careForm", r."endReason", coalesce(p."deceasedOn" <= r."endOn", FALSE) AS deceased
        FROM record r LEFT JOIN person p USING (person) WHERE r."endOn" BETWEEN $1::DATE AND $2::DATE)
      SELECT "careForm" AS "group", count(*) FILTER (NOT deceased AND "endReason" = '03') AS numerator,
        count(*) FILTER (NOT deceased AND "endReason" IN ('01', '02', '03', '04', '05')) AS denominator,
        count(*) FILTER (deceased OR coalesce("endReason" NOT IN ('01', '02', '03', '04', '05'), TRUE)) AS "leftOut"
      FROM ended GROUP BY "careForm"`,
  },
  {
    id: 'throughput-time',
    what: 'throughput-time of five years by care form',
    indicator: 'throughput-time',
    by: 'careForm',
    sql: `
      WITH ended AS (
        SELECT "careForm", "startOn", "endOn", "endOn" - "startOn" AS days FROM record WHERE "endOn" BETWEEN $1::DATE AND $2::DATE),
      classed AS (
        SELECT "careForm", days, CASE WHEN "endOn" < "startOn" + INTERVAL 3 MONTHS THEN 0 WHEN "endOn" < "startOn" + INTERVAL 6 MONTHS THEN 1
          WHEN "endOn" < "startOn" + INTERVAL 12 MONTHS THEN 2 WHEN "endOn" < "startOn" + INTERVAL 24 MONTHS THEN 3
          WHEN "endOn" < "startOn" + INTERVAL 36 MONTHS THEN 4 WHEN "endOn" < "startOn" + INTERVAL 48 MONTHS THEN 5 ELSE 6 END AS class
        FROM ended)
      SELECT "careForm" AS "group", count(*) AS n, avg(days) AS mean, stddev_samp(days) AS sd,
        quantile_cont(days, 0.5) AS median, quantile_cont(days, 0.9) AS p90,
        ${['0-3m', '3-6m', '6-12m', '1-2y', '2-3y', '3-4y', '4y+']
          .map((name, i) => `count(*) FILTER (class = ${i}) AS "classes.${name}.numerator"`)
          .join(', ')}
      FROM classed GROUP BY "careForm"`,
  },
  ...['flow-through', 'outflow'].map((indicator): HandWritten => {
    const numbers = {
      outflow: `count(*) FILTER (counted AND id IS NULL) AS numerator, count(*) FILTER (counted) AS denominator`,
      'flow-through': `count(*) FILTER (counted AND class = 0) AS "classes.lighter.numerator", count(*) FILTER (counted AND class = 1) AS "classes.equal.numerator",
        count(*) FILTER (counted AND class = 2) AS "classes.heavier.numerator", count(*) FILTER (counted AND class = 3) AS "classes.none.numerator"`,
    }[indicator]!;
    return {
      id: indicator,
      what: `${indicator} of five years by care form`,
      indicator,
      by: 'careForm',
      sql: `
        WITH ended AS (
          SELECT r.*, coalesce(p."deceasedOn" <= r."endOn", FALSE) AS deceased
          FROM record r LEFT JOIN person p USING (person) WHERE r."endOn" BETWEEN $1::DATE AND $2::DATE),
        successor AS (
          SELECT e.id, arg_min(n.band, (-n.rank, n."startOn", n.id)) AS band
          FROM ended e JOIN record n ON n.person = e.person AND n.id <> e.id AND n."startOn" > e."startOn"
            AND n."startOn" BETWEEN e."endOn" - 30 AND e."endOn" + 30
          GROUP BY e.id),
        judged AS (
          SELECT e."careForm", s.id, NOT e.deceased AND e."endOn" + 30 <= $3::DATE AS counted,
            CASE WHEN e."declaredDirection" = 'lighter' THEN 0 WHEN e."declaredDirection" = 'heavier' THEN 2
              WHEN s.band < e.band THEN 0 WHEN s.band = e.band THEN 1 WHEN s.id IS NOT NULL THEN 2 ELSE 3 END AS class
          FROM ended e LEFT JOIN successor s USING (id))
        SELECT "careForm" AS "group", ${numbers}, count(*) FILTER (NOT counted) AS "leftOut" FROM judged GROUP BY "careForm"`,
    };
  }),
];
