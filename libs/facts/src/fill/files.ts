/** What stands in the folder of a fill, beside the file that is filled. */
import { required, type FactTable } from '#libs/fact-schema';
import { MENTION_TABLE } from '../store/tables.js';

/** Who is named where, and with which streams it was folded. */
export const FOLDED_MENTION_TABLE: FactTable = {
  about: 'Clients ever named by a stream',
  columns: { ...MENTION_TABLE.columns, circle: required('BIGINT', 'The same for what was folded together') },
};

/** Name of the file with the events that one hand read. */
export function spillOf(hand: number): string {
  return `read.${hand}.events`;
}

/** Name of the file with the rows of a table that one hand wrote. */
export function fileOf(table: string, hand: number): string {
  return `${table}.${hand}.parquet`;
}

/** Whether a file is such a one. */
export function isSpill(file: string): boolean {
  return file.endsWith('.events');
}

/** Whether a file holds rows of a table. */
export function isFileOf(file: string, table: string): boolean {
  return file.startsWith(`${table}.`) && file.endsWith('.parquet');
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
