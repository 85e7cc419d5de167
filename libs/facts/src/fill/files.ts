/** What stands in the folder of a fill, beside the file that is filled. */

/** Name of the file with the rows of a table that one hand wrote. */
export function fileOf(table: string, hand: number): string {
  return `${table}.${hand}.parquet`;
}

/** A pattern for those of all hands. */
export function filesOf(table: string): string {
  return `${table}.*.parquet`;
}

/** The folder in which a facts file is filled. */
export function folderOf(path: string): string {
  return `${path}.filling`;
}

/** The name of the file that is filled. */
export const FILLED = 'facts.duckdb';
