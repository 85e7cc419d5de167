/** The rows that one hand writes: a file for each table that has any, and for each that must have one. */
import { join } from 'node:path';
import type { FactTable } from '#libs/fact-schema';
import { BlockPool } from '../parquet/block-pool.js';
import { ParquetWriter } from '../parquet/parquet-writer.js';
import { fileOf } from './files.js';

/** Most bytes of rows of all tables that are in memory until there are enough of one table to be written together. */
const MOST_BYTES = 16 * 1024 * 1024;

export class TableFiles {
  private readonly writers = new Map<string, ParquetWriter>();
  private readonly pool = new BlockPool();

  /**
   * @param folder that of the fill
   * @param hand tells its files from those of others
   */
  constructor(
    private readonly folder: string,
    private readonly hand: number,
    private readonly mostBytes = MOST_BYTES,
  ) {}

  /** Bytes of memory for rows that are not written yet. */
  get bytesInMemory(): number {
    return this.pool.taken;
  }

  /** Makes the file of a table, also where no row comes. */
  begin(name: string, table: FactTable): void {
    this.writerOf(name, table);
  }

  /** Adds rows; when there are too many of all tables, writes those of the table that has most. */
  add(name: string, table: FactTable, rows: readonly object[]): void {
    if (rows.length === 0) return;
    const writer = this.writerOf(name, table);
    for (const row of rows) writer.add(row);
    if (this.bytesInMemory > this.mostBytes) this.largest().flush();
  }

  /** Finishes the files, so that they can be read. */
  close(): void {
    for (const writer of this.writers.values()) writer.close();
    this.writers.clear();
  }

  private largest(): ParquetWriter {
    return [...this.writers.values()].reduce((a, b) => (b.size() > a.size() ? b : a));
  }

  private writerOf(name: string, table: FactTable): ParquetWriter {
    let writer = this.writers.get(name);
    if (!writer) {
      writer = new ParquetWriter(join(this.folder, fileOf(name, this.hand)), table, this.pool);
      this.writers.set(name, writer);
    }
    return writer;
  }
}
