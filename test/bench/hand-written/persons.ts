/** Persons in care, child protection and probation. */
import type { HandWritten } from './question.js';

const BANDS = {
  '0-3': [0, 3],
  '4-11': [4, 11],
  '12-15': [12, 15],
  '16-17': [16, 17],
  '18-22': [18, 22],
  '23+': [23, 999],
};

export const PERSONS: readonly HandWritten[] = [
  {
    id: 'reach',
    what: 'reach of five years by care form',
    indicator: 'reach',
    by: 'careForm',
    sql: `
      WITH active AS (
        SELECT DISTINCT "careForm", person FROM record WHERE "startOn" <= $2::DATE AND ("endOn" >= $1::DATE OR "endOn" IS NULL)),
      aged AS (SELECT "careForm", CASE WHEN "bornOn" <= $1::DATE THEN datesub('year', "bornOn", $1::DATE) END AS age FROM active LEFT JOIN person USING (person))
      SELECT "careForm" AS "group", count(*) AS n,
        ${Object.entries(BANDS)
          .map(([name, [from, to]]) => `count(*) FILTER (age BETWEEN ${from} AND ${to}) AS "distribution.${name}"`)
          .join(', ')}
      FROM aged GROUP BY "careForm"`,
  },
  {
    id: 'residential-share',
    what: 'residential-share of five years by municipality',
    indicator: 'residential-share',
    by: 'municipality',
    sql: `
      WITH active AS (
        SELECT person, "careForm", greatest("startOn", $1::DATE) AS "on" FROM record
        WHERE "startOn" <= $2::DATE AND ("endOn" >= $1::DATE OR "endOn" IS NULL)),
      persons AS (
        SELECT r.municipality, a.person, bool_or("careForm" IN ('11', '12', '13', '14')) AS residential
        FROM active a LEFT JOIN residence r ON r.person = a.person AND coalesce(r."fromOn", DATE '0001-01-01') <= a."on"
          AND coalesce(r."untilOn", DATE '9999-12-31') > a."on"
        GROUP BY r.municipality, a.person)
      SELECT municipality AS "group", count(*) FILTER (residential) AS numerator, count(*) AS denominator FROM persons GROUP BY municipality`,
  },
  {
    id: 'measure-no-longer-needed',
    what: 'measure-no-longer-needed of five years by type of measure',
    indicator: 'measure-no-longer-needed',
    by: 'measureType',
    sql: `
      WITH ended AS (SELECT * FROM measure WHERE "endOn" BETWEEN $1::DATE AND $2::DATE),
      continued AS (
        SELECT DISTINCT e.id FROM ended e JOIN measure n ON n.person = e.person AND n."startOn" BETWEEN e."endOn" AND e."endOn" + 7
          AND ((e."measureType" = '12' AND n."measureType" = '11') OR (e."measureType" = '22' AND n."measureType" = '21'))),
      judged AS (
        SELECT e."measureType", e."endReason",
          coalesce(e."endReason" IN ('06', '15', '07'), FALSE) OR c.id IS NOT NULL AS "leftOut" FROM ended e LEFT JOIN continued c USING (id))
      SELECT "measureType" AS "group", count(*) FILTER (NOT "leftOut" AND "endReason" IN ('02', '03', '04', '12', '13', '14')) AS numerator,
        count(*) FILTER (NOT "leftOut") AS denominator, count(*) FILTER ("leftOut") AS "leftOut"
      FROM judged GROUP BY "measureType"`,
  },
  {
    id: 'probation-outcome',
    what: 'probation-outcome of five years by year',
    indicator: 'probation-outcome',
    by: 'year',
    sql: `
      SELECT strftime("endOn", '%Y') AS "group", count(*) FILTER ("riskChange" = '41') AS numerator, count("riskChange") AS denominator,
        count(*) - count("riskChange") AS "leftOut"
      FROM probation WHERE "endOn" BETWEEN $1::DATE AND $2::DATE GROUP BY 1`,
  },
];
