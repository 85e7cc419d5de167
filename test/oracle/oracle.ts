/** What every indicator of the catalogue comes to, in plain loops over events: written from indicators.md, no code shared with the product. */
import { CARE_INDICATORS } from './care-figures.js';
import type { Question } from './case.js';
import { INDICATORS } from './figures.js';
import { flowRows } from './flow-figures.js';
import type { OracleEvent } from './history.js';
import { figure, type OracleRow } from './rows.js';
import { WAITING_INDICATORS } from './waiting-figures.js';

const OVER_CASES = { ...INDICATORS, ...CARE_INDICATORS, ...WAITING_INDICATORS };

/** Every indicator that the oracle knows. */
export const ORACLE_IDS = [...Object.keys(OVER_CASES), 'stock-and-flow'];

/** Whether an indicator takes a method. */
export const takesMethod = (id: string): boolean => OVER_CASES[id]?.shape === 'time';

/** The rows of an indicator, sorted by group. */
export function oracleRows(id: string, events: readonly OracleEvent[], question: Question): OracleRow[] {
  const rows = id === 'stock-and-flow' ? flowRows(events, question) : figure(OVER_CASES[id]!, events, question);
  return comparable(rows);
}

/** Rows that can be compared: groups and rows in one order, numbers at nine decimals and eleven digits, null for what is not there. */
export function comparable(rows: readonly OracleRow[]): OracleRow[] {
  return rows
    .map(({ group, values }) => ({
      group: Object.fromEntries(Object.entries(group).sort()),
      values: Object.fromEntries(Object.entries(values).map(([path, value]) => [path, rounded(value)])),
    }))
    .sort((a, b) => (JSON.stringify(a.group) < JSON.stringify(b.group) ? -1 : 1));
}

/** What differs below this is the order of adding up. */
const rounded = (value: unknown): unknown =>
  typeof value === 'number' ? Number(Number(value.toFixed(9)).toPrecision(11)) || 0 : (value ?? null);
