/** What can be written. */
export const FORMATS = ['parquet', 'duckdb', 'csv', 'xes', 'ocel'] as const;
export type Format = (typeof FORMATS)[number];
