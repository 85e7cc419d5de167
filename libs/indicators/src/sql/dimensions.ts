import type { Cases } from '../language/definition.js';
import { AGE_BANDS } from '../question/code-values.js';
import { DIMENSIONS, type Dimension, type Question } from '../question/question.js';
import { quoted } from '../language/vocabulary.js';
import type { Compilation } from './compilation.js';
import { CASE, type Stage } from './stage.js';
import { compileTyped, wholeYears } from './values.js';

/** Columns of a fact that are dimensions as they stand. */
const COLUMNS: readonly Dimension[] = ['provider', 'careForm', 'referrer', 'endReason', 'measureType'];

/** The end of what is open: later than any day that can be asked for. */
export const FOR_EVER = `DATE 'infinity'`;

/** A span that holds on a day: both ends may be open. All are comparisons, so that the join stays a hash join. */
export const holdsOn = (alias: string, day: string): string =>
  `coalesce(${alias}."fromOn", DATE '0001-01-01') <= ${day} AND coalesce(${alias}."untilOn", ${FOR_EVER}) > ${day}`;

/**
 * Adds a column `by.<dimension>` for each dimension that is asked for, read on the index date, and applies the filters.
 * @param cases what the figure counts: where a dimension is read that the unit itself lacks, and on which day the age.
 */
export function addDimensions(
  compilation: Compilation,
  stage: Stage,
  question: Pick<Question, 'by' | 'filters'>,
  { dimensionsOf: of, ageOn }: Pick<Cases, 'dimensionsOf' | 'ageOn'> = {},
  pointer = '',
): Stage {
  const wanted = DIMENSIONS.filter((name) => question.by.includes(name) || question.filters[name]);
  if (wanted.length === 0) return stage;
  const joins: string[] = [];
  const index = `${CASE}."index"`;
  const from = (table: string): string => `${compilation.source.schema}.${quoted(table)}`;
  const kept = stage.unit.kept?.at[stage.indexField ?? ''];
  const municipality = kept ? `${CASE}."kept.${kept.municipality}"` : 'residence."municipality"';
  if (!kept && (wanted.includes('municipality') || wanted.includes('region'))) {
    joins.push(
      `LEFT JOIN ${from('residence')} AS residence ON residence."person" = ${CASE}."case.person" AND ${holdsOn('residence', index)}`,
    );
  }
  if (wanted.includes('region')) {
    joins.push(
      `LEFT JOIN ${from('region')} AS region ON region."municipality" = ${municipality} AND ${holdsOn('region', index)}`,
    );
  }

  const lookup = of === undefined ? undefined : stage.lookups.get(of);
  const unit = lookup ?? stage.unit;
  const fields = lookup ? stage.scope.named.get(of!)! : stage.scope.named.get('case')!;
  const stream = lookup ? undefined : stage.scope.named.get('stream');
  if (wanted.includes('provider') && unit.institution) {
    joins.push(
      `LEFT JOIN ${from('institution')} AS institution ON institution."person" = ${CASE}."case.person" ` +
        `AND institution."kind" = '${unit.institution.kind}' AND institution."id" = ${fields.column(unit.institution.idField)} AND ${holdsOn('institution', index)}`,
    );
  }
  const columnOf = (name: Dimension): string => {
    if (name === 'municipality') return municipality;
    if (name === 'region') return 'region."region"';
    if (name === 'sex') return stage.scope.named.get('person')!.column('sex');
    if (name === 'year') return `strftime(${index}, '%Y')`;
    if (name === 'ageBand') {
      const day =
        ageOn === undefined ? index : compileTyped(compilation, stage.scope, ageOn, `${pointer}/ageOn`, 'date');
      return ageBand(stage.scope.named.get('person')!.column('bornOn'), day);
    }
    if (name === 'provider' && unit.institution) return 'institution."institution"';
    // What an event does not say itself its stream does.
    const said = [fields, ...(stream ? [stream] : [])].find(({ types }) => Object.hasOwn(types, name));
    return COLUMNS.includes(name) && said ? said.column(name) : 'NULL::VARCHAR';
  };
  const columns = wanted.map((name) => `${columnOf(name)} AS "by.${name}"`);
  const filters = wanted
    .filter((name) => question.filters[name])
    .map(
      (name) =>
        `"by.${name}" IN (${question.filters[name]!.map((value) => compilation.bind(value, 'VARCHAR')).join(', ')})`,
    );
  const name = compilation.with(
    `SELECT ${CASE}.*, ${columns.join(', ')} FROM ${stage.name} AS ${CASE} ${joins.join(' ')}` +
      (filters.length > 0 ? ` WHERE ${filters.join(' AND ')}` : ''),
  );
  return { ...stage, name };
}

/** Names of the group columns of a question, for SELECT and GROUP BY. */
export const groupColumns = (by: readonly Dimension[]): string[] => by.map((name) => `${CASE}."by.${name}"`);

function ageBand(born: string, day: string): string {
  const age = wholeYears(born, day);
  const cases = [...AGE_BANDS].reverse().map((band) => `WHEN ${age} >= ${band.from} THEN '${band.name}'`);
  return `CASE ${cases.join(' ')} END`;
}
