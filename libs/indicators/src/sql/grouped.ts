import type { Question } from '../question/question.js';
import { besideColumns } from './beside.js';
import { DRAWN, PLACE, takesSample } from './case-rows.js';
import type { Compilation } from './compilation.js';
import { groupColumns } from './dimensions.js';
import { quoted } from '../language/vocabulary.js';
import { sortKey } from './lookups.js';
import type { Shared } from './scope.js';
import { CASE, type Stage } from './stage.js';

type Body = Parameters<typeof takesSample>[1] & { readonly beside?: unknown };

/** Column with the ids of a sample, a list in the order in which they were drawn. */
export const SAMPLE = 'sample';

/**
 * One row per person and group where persons are counted: of several cases the best status, so that one with the property is enough.
 * @param read tells the columns that are read of it, once the rest is compiled; default: any may be
 */
export function onePerPerson(
  compilation: Compilation,
  stage: Stage,
  { cases }: Body,
  by: Question['by'],
  read?: () => ReadonlySet<string>,
): Stage {
  if (cases.distinct !== 'person') return stage;
  const whole = [...groupColumns(by), `${CASE}."case.person"`].join(', ');
  const order = sortKey(
    ['status', ...stage.unit.keys.map((key) => `case.${key}`)].map((column) => `${CASE}.${quoted(column)}`),
  );
  const grouped = columnsOfPersons(stage, by);
  const name = compilation.with(() => {
    const columns = [...(read?.() ?? [])].map((column) => grouped.get(column));
    return columns.length > 0 && columns.every((sql) => sql !== undefined)
      ? `SELECT ${[...new Set([whole, ...columns])].filter((sql) => sql !== '').join(', ')} FROM ${stage.name} AS ${CASE} GROUP BY ${whole}`
      : `SELECT ${CASE}.* FROM ${stage.name} AS ${CASE} QUALIFY row_number() OVER (PARTITION BY ${whole} ORDER BY ${order}) = 1`;
  });
  return { ...stage, name };
}

/** What the best of a person's cases has without looking for that one: what is the same in all of them, and the status. */
function columnsOfPersons({ scope }: Stage, by: Question['by']): ReadonlyMap<string, string> {
  const person = scope.named.get('person')!;
  const same = Object.keys(person.types).map((field) => person.column(field));
  return new Map([
    ...groupColumns(by).map((column) => [column, ''] as const),
    [`${CASE}."case.person"`, ''],
    [`${CASE}."status"`, `min(${CASE}."status") AS "status"`],
    ...same.map((column) => [column, `any_value(${column}) AS ${column.slice(CASE.length + 1)}`] as const),
  ]);
}

/** The columns that stand in SQL, as columns of a case; those that only name a result do not count. */
const columnsIn = (sql: string): string[] =>
  [...sql.replace(/ AS "[^"]*"$/, '').matchAll(/"([^"]+)"/g)].map(([column]) => `${CASE}.${column}`);

/** Values that are columns of the stage before the further numbers. */
class SharedValues implements Shared {
  private readonly values = new Map<string, readonly [column: string, sql: string]>();

  constructor(private readonly compilation: Compilation) {}

  get columns(): (readonly [column: string, sql: string])[] {
    return [...this.values.values()];
  }

  once(made: string, compiled: () => string): string {
    const known = this.values.get(made);
    if (known) this.compilation.check(compiled);
    const value = known ?? ([this.compilation.name('y'), compiled()] as const);
    this.values.set(made, value);
    return `${CASE}.${quoted(value[0])}`;
  }
}

/** What is asked of the cases of a group. */
interface Asked {
  /** Columns by which the cases of a group are told apart. */
  readonly keys?: readonly string[];
  readonly columns: readonly string[];
  /** The status of every case that counts, where it is one: then the further numbers stand beside it. */
  readonly counted?: number;
}

/**
 * The statement of a figure over judged cases: a row per group and key with the columns asked for, and beside them, where the figure has any, a row
 * per group with its further numbers and its sample (`status` null, or the one of all cases counted).
 */
export function groupedStatement(
  compilation: Compilation,
  judged: Stage,
  body: Body,
  { by }: Pick<Question, 'by'>,
  { keys = ['status'], columns, counted }: Asked,
  pointer: string,
): string {
  const read = (): ReadonlySet<string> => {
    const all = [...shared.columns, ...computed];
    const own = new Set(all.map(([column]) => `${CASE}.${quoted(column)}`));
    const sql = [...all.map(([, one]) => one), ...keys.map(quoted), ...columns, ...beside];
    return new Set(sql.flatMap(columnsIn).filter((column) => !own.has(column)));
  };
  const stage = onePerPerson(compilation, judged, body, by, read);
  const shared = new SharedValues(compilation);
  const { inputs, aggregates } = besideColumns(
    compilation,
    { ...stage.scope, shared },
    body.beside,
    `${pointer}/beside`,
  );
  const computed = [...new Map(inputs.map(({ column, sql }) => [column, sql]))];
  const sampled = takesSample(compilation, body);
  const beside = [
    ...aggregates,
    ...(sampled ? [`list(${CASE}.${DRAWN} ORDER BY ${CASE}.${PLACE}) AS "${SAMPLE}"`] : []),
  ];
  // A sample is of all cases, also of those that do not count.
  const together = counted !== undefined && !sampled;
  const extended = (from: string, added: readonly (readonly [column: string, sql: string])[]): string =>
    compilation.with(
      `SELECT ${[`${CASE}.*`, ...added.map(([column, sql]) => `${sql} AS "${column}"`)].join(', ')} FROM ${from} AS ${CASE}`,
      true,
    );
  const name = beside.length > 0 ? extended(extended(stage.name, shared.columns), computed) : stage.name;
  const select = (grouped: readonly string[], what: readonly string[]): string =>
    `SELECT ${[...grouped, ...what].join(', ')} FROM ${name} AS ${CASE}${grouped.length > 0 ? ` GROUP BY ${grouped.join(', ')}` : ''}`;
  const groups = groupColumns(by);
  const own = [...groups, ...keys.map((key) => `${CASE}."${key}"`)];
  if (together || beside.length === 0) return compilation.statement(select(own, [...columns, ...beside]));
  return compilation.statement(`${select(own, columns)} UNION ALL BY NAME ${select(groups, beside)}`);
}
