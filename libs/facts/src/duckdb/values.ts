/** Values between JavaScript and DuckDB: days as `YYYY-MM-DD`, whole numbers as numbers. */
import type { DuckDBDateValue } from '@duckdb/node-api';
import {
  BIGINT,
  BOOLEAN,
  DATE,
  dateValue,
  DOUBLE,
  DuckDBDecimalValue,
  DuckDBListValue,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { dayNumber } from '#libs/trajectory';
import type { ColumnType } from '#libs/fact-schema';

/** The DuckDB type of a column. */
export const COLUMN_TYPES: Readonly<Record<ColumnType, DuckDBType>> = {
  VARCHAR,
  DATE,
  INTEGER,
  BIGINT,
  DOUBLE,
  BOOLEAN,
};

/** Days come back thousands of times each, and there are only so many of them. */
const DATES = new Map<string, DuckDBDateValue>();

/** A value as a column of the given type stores it. */
export function toColumn(value: unknown, type: ColumnType): DuckDBValue {
  if (value === null || value === undefined) return null;
  if (type === 'DATE') return toDate(value as string);
  if (type === 'BIGINT') return BigInt(value as number | bigint);
  return value as DuckDBValue;
}

function toDate(day: string): DuckDBDateValue {
  let value = DATES.get(day);
  if (!value) DATES.set(day, (value = dateValue(dayNumber(day))));
  return value;
}

/** A parameter of a query, with its type. Days go as text and are cast in the SQL. */
export function toParameter(value: unknown): { value: DuckDBValue; type: DuckDBType } {
  if (Array.isArray(value)) {
    const items = value.map((item) => toParameter(item));
    const type = items.some((item) => item.type === DOUBLE) ? DOUBLE : (items[0]?.type ?? VARCHAR);
    return { value: listValue(items.map((item) => item.value)), type: LIST(type) };
  }
  if (value === null || value === undefined) return { value: null, type: VARCHAR };
  if (typeof value === 'string') return { value, type: VARCHAR };
  if (typeof value === 'boolean') return { value, type: BOOLEAN };
  if (typeof value === 'bigint') return { value, type: BIGINT };
  if (typeof value !== 'number') throw new TypeError('a query parameter is a text, number, boolean, null or a list');
  if (!Number.isInteger(value)) return { value, type: DOUBLE };
  return Math.abs(value) < 2 ** 31 ? { value, type: INTEGER } : { value: BigInt(value), type: BIGINT };
}

/** A value of a result: days as text, whole and decimal numbers as numbers, lists as arrays. */
export function fromResult(value: DuckDBValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof DuckDBListValue) return value.items.map(fromResult);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  return value.toString();
}
