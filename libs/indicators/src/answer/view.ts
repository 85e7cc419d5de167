/** One state of knowledge: a DuckDB schema with the fact tables, and a way to ask it. */
export interface View {
  /** Trusted identifier, such as `main` or `snapshot_3.main`. */
  readonly schema: string;
  /** Runs a SQL text with positional parameters (`$1` ...). Dates come back as `YYYY-MM-DD`, whole numbers as numbers. */
  query(sql: string, params: readonly unknown[]): Promise<Record<string, unknown>[]>;
}
