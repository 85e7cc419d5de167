/** Fact tables filled by hand in a DuckDB of one test, and the engine asked over them. */
import { DuckDBInstance, type DuckDBConnection, type DuckDBValue } from '@duckdb/node-api';
import {
  ALL_FACT_TABLES,
  POPULATION_TABLE,
  REGION_TABLE,
  type EventFactRow,
  type FactRow,
  type FactTableName,
  type PopulationRow,
  type RegionRow,
  type StandingEventName,
} from '#libs/fact-schema';
import { careEpisodeRows } from '#libs/facts';
import {
  answer,
  BUILT_IN,
  cases,
  curve,
  flows,
  parseQuestion,
  settle,
  type Asked,
  type CasePage,
  type CurveRow,
  type FlowRow,
  type IndicatorDefinition,
  type Page,
  type Query,
  type View,
} from '#libs/indicators';

/** Rows to insert: what is left out is null, or the filler of the table. */
export type Facts = { [N in FactTableName]?: readonly Partial<FactRow<N>>[] } & {
  [N in StandingEventName]?: readonly EventFactRow[];
} & { region?: readonly RegionRow[]; population?: readonly Partial<PopulationRow>[] };

/** What the rows of a test need not say. */
const FILLERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  record: { provider: 'P', careForm: '02', band: 2, rank: 20, referrer: '01', crisis: false },
  trajectory: { provider: 'P', careForm: '02', referrer: '01', deceased: false },
  measure: { measureType: '11' },
  probation: { probationType: '41' },
  offence: { rankInPerson: 1, severity: 'general', severityRank: 1, caseStatus: 'valid' },
};

/** Last day observed unless a question says otherwise. */
export const OBSERVED_UNTIL = '2030-12-31';

/** Anything a row has: tests look at single members. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- rows of several shapes, with members named by definitions
export type AnyRow = any;

/** Facts in a database of the test's own, with ways to ask. */
export interface Asking extends Questions {
  readonly connection: DuckDBConnection;
}

/** Ways to ask a view of facts. */
export interface Questions {
  readonly view: View;
  /** All rows of a figure. */
  rows(id: string | IndicatorDefinition, query: Query): Promise<AnyRow[]>;
  /** The only row of a figure without a breakdown. */
  row(id: string | IndicatorDefinition, query: Query): Promise<AnyRow>;
  curve(id: string, query: Query): Promise<CurveRow[]>;
  flows(query: Query): Promise<FlowRow[]>;
  /** A page of the cases; all of them unless asked otherwise. */
  cases(id: string | IndicatorDefinition, query: Query, page?: Page): Promise<CasePage>;
}

/** Opens a database with the facts. */
export async function given(facts: Facts): Promise<Asking> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const tables = Object.entries({ ...ALL_FACT_TABLES, region: REGION_TABLE, population: POPULATION_TABLE });
  for (const [table, { columns }] of tables) {
    const types = Object.entries(columns as Record<string, { type: string }>);
    await connection.run(
      `CREATE TABLE "${table}" (${types.map(([name, { type }]) => `"${name}" ${type}`).join(', ')})`,
    );
    const rows = table === 'careEpisode' ? episodesOf(facts) : (facts as Record<string, readonly object[]>)[table];
    for (const row of rows ?? []) {
      const full = Object.entries({ ...FILLERS[table], ...row });
      await connection.run(
        `INSERT INTO "${table}" (${full.map(([name]) => `"${name}"`).join(', ')}) VALUES (${full.map((_, i) => `$${i + 1}`).join(', ')})`,
        full.map(([, value]) => value as DuckDBValue),
      );
    }
  }
  return asking(connection);
}

/** The episodes that the records given make up, as the fold finds them. */
function episodesOf(facts: Facts): FactRow<'careEpisode'>[] {
  const full = <N extends FactTableName>(table: N): FactRow<N>[] => {
    const unknown = Object.fromEntries(Object.keys(ALL_FACT_TABLES[table].columns).map((column) => [column, null]));
    const rows = (facts[table] ?? []) as readonly object[];
    return rows.map((row) => ({ ...unknown, ...FILLERS[table], ...row }) as FactRow<N>);
  };
  const [persons, residences, gaps] = [full('person'), full('residence'), full('observationGap')];
  const byStart = full('record')
    .filter(({ startOn }) => (startOn as string | null) !== null)
    .sort((a, b) => (a.startOn === b.startOn ? (a.id < b.id ? -1 : 1) : a.startOn < b.startOn ? -1 : 1));
  return [...new Set(byStart.map(({ person }) => person))].flatMap((person) => {
    const own = <T extends { person: string }>(rows: readonly T[]): T[] => rows.filter((row) => row.person === person);
    return careEpisodeRows(own(byStart), {
      person: own(persons)[0],
      residence: own(residences),
      observationGap: own(gaps),
    });
  });
}

/** Ways to ask a database that has the fact tables. */
export function asking(connection: DuckDBConnection): Asking {
  const view: View = {
    schema: 'main',
    async query(sql, params) {
      const reader = await connection.runAndReadAll(sql, params as DuckDBValue[]);
      return reader
        .getRowObjectsJS()
        .map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, plain(v)])));
    },
  };
  return { connection, ...questions(view) };
}

/** Ways to ask a view. */
export function questions(view: View): Questions {
  const ask = (id: string | IndicatorDefinition, query: Query, asked: Asked = 'values') => {
    const definition = typeof id === 'string' ? BUILT_IN.find((one) => one.id === id)! : id;
    const parsed = parseQuestion(definition, query, asked);
    if (parsed.errors) throw new Error(JSON.stringify(parsed.errors));
    return { definition, question: settle(parsed.question, OBSERVED_UNTIL) };
  };
  const rows: Questions['rows'] = (id, query) => {
    const { definition, question } = ask(id, query);
    return answer(view, definition, question);
  };
  return {
    view,
    rows,
    async row(id, query) {
      const all = await rows(id, query);
      if (all.length !== 1) throw new Error(`One row was expected, not ${all.length}.`);
      return all[0];
    },
    curve: (id, query) => {
      const { definition, question } = ask(id, query, 'curve');
      return curve(view, definition, question);
    },
    cases: (id, query, page = { offset: 0, limit: 1_000 }) => {
      const { definition, question } = ask(id, query, 'cases');
      return cases(view, definition, question, page);
    },
    flows: (query) => flows(view, ask('stock-and-flow', query).question),
  };
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return value instanceof Date ? value.toISOString().slice(0, 10) : value;
}
