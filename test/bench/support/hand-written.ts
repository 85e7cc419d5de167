/** Figures as somebody who knows the tables would write them in SQL, for one window and one breakdown each. */

/** What a hand-written query gives for each group; where a figure has no such number, it is 0. */
export interface Numbers {
  readonly group: string;
  readonly numerator: number;
  readonly denominator: number;
  /** Cases that are in neither, for any reason. */
  readonly leftOut: number;
}

export interface HandWritten {
  readonly id: string;
  readonly what: string;
  /** The indicator of the catalogue. */
  readonly indicator: string;
  readonly by: string;
  /** `$1` and `$2` are the window, `$3` is the last day observed. */
  readonly sql: string;
}

export const WINDOW = { from: '2020-01-01', to: '2024-12-31', observedUntil: '2025-12-31' } as const;

export const HAND_WRITTEN: readonly HandWritten[] = [
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
      WITH started AS (SELECT person, "careForm", "startOn" FROM record WHERE "startOn" BETWEEN $1::DATE AND $2::DATE AND $3 IS NOT NULL)
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
      FROM record WHERE "endOn" BETWEEN $1::DATE AND $2::DATE AND $3 IS NOT NULL GROUP BY "careForm"`,
  },
];
