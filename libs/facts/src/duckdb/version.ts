import { version } from '@duckdb/node-api';

/** The version of DuckDB, as its native part tells it: whoever gets an answer has that part. */
export function duckdbVersion(): string {
  return version();
}
