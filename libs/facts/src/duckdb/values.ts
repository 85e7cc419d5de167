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
    const type = value.map(typeOf).reduce(widest, null) ?? VARCHAR;
    return { value: listValue(value.map((item) => as(item, type))), type: LIST(type) };
  }
  const type = typeOf(value) ?? VARCHAR;
  return { value: as(value, type), type };
}

/** Whole numbers are INTEGER where they fit, so that they can be added to days. */
function typeOf(value: unknown): DuckDBType | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return VARCHAR;
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'bigint') return BIGINT;
  if (typeof value !== 'number') throw new TypeError('a query parameter is a text, number, boolean, null or a list');
  if (!Number.isInteger(value)) return DOUBLE;
  return Math.abs(value) < 2 ** 31 ? INTEGER : BIGINT;
}

/** The type that holds the items of both; items are all texts, all booleans or all numbers. */
function widest(a: DuckDBType | null, b: DuckDBType | null): DuckDBType | null {
  if (a === null || b === null) return a ?? b;
  return [DOUBLE, BIGINT].find((type) => a === type || b === type) ?? a;
}

function as(value: unknown, type: DuckDBType): DuckDBValue {
  if (value === null || value === undefined) return null;
  if (type === BIGINT) return BigInt(value as number | bigint);
  return type === DOUBLE ? Number(value) : (value as DuckDBValue);
}

/** A value of a result: days as text, whole and decimal numbers as numbers, lists as arrays. */
export function fromResult(value: DuckDBValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof DuckDBListValue) return value.items.map(fromResult);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  return value.toString();
}
