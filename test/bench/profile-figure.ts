/** What the statements of one figure do: each with its operators, the costly ones first to be seen (docs/performance.md). */
import { parseArgs } from 'node:util';
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import { answer, BUILT_IN, parseQuestion, settle, type View } from '#libs/indicators';

const { values } = parseArgs({
  options: {
    facts: { type: 'string' },
    indicator: { type: 'string', default: 'repeat-referral' },
    by: { type: 'string', default: 'municipality' },
    from: { type: 'string', default: '2019-01-01' },
    to: { type: 'string', default: '2023-12-31' },
    'observed-until': { type: 'string', default: '2025-12-31' },
    sql: { type: 'boolean', default: false },
  },
});

/** Part of the time of a statement from which an operator is shown. */
const SHOWN_FROM = 0.02;

interface Operator {
  readonly operator_name?: string;
  readonly operator_timing?: number;
  readonly operator_cardinality?: number;
  readonly extra_info?: Readonly<Record<string, unknown>>;
  readonly children?: readonly Operator[];
}

/** Lines of the operators that take a part of the time, each deeper than who reads it. */
function linesOf(operator: Operator, least: number, depth = 0): string[] {
  const { operator_name: name, operator_timing: seconds = 0, operator_cardinality: rows, extra_info: info } = operator;
  const about = JSON.stringify(info ?? {}).slice(0, 160);
  const own =
    seconds >= least ? [`${'  '.repeat(depth)}${(seconds * 1_000).toFixed(0)} ms ${name}, ${rows} rows ${about}`] : [];
  return [...own, ...(operator.children ?? []).flatMap((child) => linesOf(child, least, depth + 1))];
}

async function profile(connection: DuckDBConnection, sql: string, parameters: DuckDBValue[]): Promise<void> {
  const reader = await connection.runAndReadAll(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, parameters);
  const plan = JSON.parse(String(reader.getRows()[0]![1])) as Operator & { readonly cpu_time: number };
  console.log([...(values.sql ? [sql] : []), ...linesOf(plan, plan.cpu_time * SHOWN_FROM), ''].join('\n'));
}

const definition = BUILT_IN.find(({ id }) => id === values.indicator);
if (!values.facts || !definition)
  throw new Error('Give --facts <file>, in use by nobody, and --indicator <id> of the catalogue.');
const parsed = parseQuestion(definition, { from: values.from, to: values.to, by: values.by }, 'values');
if (!parsed.question) throw new Error(JSON.stringify(parsed.errors));
const instance = await DuckDBInstance.create(values.facts, { access_mode: 'READ_ONLY' });
const connection = await instance.connect();
const view: View = {
  schema: 'main',
  async query(sql, parameters) {
    await profile(connection, sql, parameters as DuckDBValue[]);
    const used = process.cpuUsage();
    const rows = (await connection.runAndReadAll(sql, parameters as DuckDBValue[])).getRowObjectsJson();
    const { user, system } = process.cpuUsage(used);
    console.log(
      `${((user + system) / 1_000).toFixed(0)} ms of processor time without the profile, ${rows.length} rows\n`,
    );
    return rows;
  },
};
await answer(view, definition, settle(parsed.question, values['observed-until']));
