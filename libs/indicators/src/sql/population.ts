import type { MeasureBody } from '../language/definition.js';
import { DIMENSIONS, type Dimension, type Question } from '../question/question.js';
import type { Compilation } from './compilation.js';
import { groupColumns, holdsOn } from './dimensions.js';
import { measureCases } from './measure.js';
import { CASE } from './stage.js';
import { STATUS } from './status.js';

/** Dimensions by which inhabitants can be told apart. */
export const POPULATION_DIMENSIONS = [
  'region',
  'municipality',
  'sex',
  'ageBand',
] as const satisfies readonly Dimension[];

/** Dimensions that tell whether the inhabitants have a person among them. */
const TOLD_BY: readonly Dimension[] = ['municipality', 'ageBand'];

/** How many rows the table of inhabitants has (`count`), and whether it tells `ages` and `sexes` apart. */
export const populationTable = ({ source }: Compilation): string =>
  `SELECT count(*) AS "count", count("ageBand") > 0 AS "ages", count("sex") > 0 AS "sexes" FROM ${source.schema}."population"`;

/**
 * What a measure per 1,000 inhabitants is made of: rows of `part` persons (`count` by group) and inhabitants (`count` by those of the dimensions that
 * inhabitants have).
 */
export function populationParts(
  compilation: Compilation,
  figure: MeasureBody & { readonly population: NonNullable<MeasureBody['population']> },
  question: Pick<Question, 'by' | 'filters'>,
): string {
  const by = DIMENSIONS.filter((name) => question.by.includes(name) || TOLD_BY.includes(name));
  const stage = measureCases(compilation, figure, { ...question, by }, '/figure');
  if (!stage) return '';
  const { schema, window } = compilation.source;
  const day = compilation.bind(window[figure.population.on], 'DATE');
  // The newest numbers of each municipality that are at most a year old: on 1 January those of that day.
  const inhabitants = compilation.with(
    `SELECT p."municipality" AS "by.municipality", p."ageBand" AS "by.ageBand", p."sex" AS "by.sex", region."region" AS "by.region", p."count" ` +
      `FROM ${schema}."population" AS p ` +
      `LEFT JOIN ${schema}."region" AS region ON region."municipality" = p."municipality" AND ${holdsOn('region', day)} ` +
      `WHERE p."on" <= ${day} AND p."on" > CAST(${day} - to_years(1) AS DATE) ` +
      `QUALIFY p."on" = max(p."on") OVER (PARTITION BY p."municipality")`,
    true,
  );
  const groups = groupColumns(question.by);
  const grouped = (keys: readonly string[]): string => (keys.length > 0 ? ` GROUP BY ${keys.join(', ')}` : '');
  const select = (...columns: readonly string[]): string => `SELECT ${columns.join(', ')}`;
  const among =
    `EXISTS (SELECT 1 FROM ${inhabitants} AS p WHERE p."by.municipality" = ${CASE}."by.municipality" ` +
    `AND (p."by.ageBand" IS NULL OR p."by.ageBand" = ${CASE}."by.ageBand"))`;
  const dimensions = groupColumns(question.by.filter(isPopulationDimension));
  const filters = POPULATION_DIMENSIONS.flatMap((name) => {
    const values = question.filters[name]?.map((value) => compilation.bind(value, 'VARCHAR'));
    return values ? [`${CASE}."by.${name}" IN (${values.join(', ')})`] : [];
  });
  return compilation.statement(
    [
      `${select('\'persons\' AS "part"', ...groups, `count(DISTINCT ${CASE}."case.person") AS "count"`)} FROM ${stage.name} AS ${CASE} ` +
        `WHERE "status" = ${STATUS.first} AND ${among}${grouped(groups)}`,
      `${select('\'inhabitants\' AS "part"', ...dimensions, `CAST(sum(${CASE}."count") AS BIGINT) AS "count"`)} FROM ${inhabitants} AS ${CASE} ` +
        `WHERE ${['TRUE', ...filters].join(' AND ')}${grouped(dimensions)}`,
    ].join(' UNION ALL BY NAME '),
  );
}

/** Whether inhabitants can be told apart by a dimension. */
export const isPopulationDimension = (name: Dimension): boolean =>
  (POPULATION_DIMENSIONS as readonly Dimension[]).includes(name);
