/**
 * Writes a Parquet file row by row: plain values without compression, for files that DuckDB reads once and that are then
 * removed. Handing rows to DuckDB value by value costs several times as much, all of it in the thread that owns the database.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { ColumnType, FactTable } from '#libs/fact-schema';
import { BlockPool } from './block-pool.js';
import { ColumnBuffer } from './column-buffer.js';
import { structBytes, type Field, type Value } from './thrift.js';

const MAGIC = Buffer.from('PAR1');

/** Most rows of a row group: as many as DuckDB has in one of its own. */
const GROUP_ROWS = 122_880;

/** Physical type and converted type (none: -1) in Parquet's own codes. */
const TYPES: Readonly<Record<ColumnType, readonly [physical: number, converted: number]>> = {
  BOOLEAN: [0, -1],
  INTEGER: [1, -1],
  DATE: [1, 6],
  BIGINT: [2, -1],
  DOUBLE: [5, -1],
  VARCHAR: [6, 0],
};
const [PLAIN, RLE, UNCOMPRESSED, DATA_PAGE] = [0, 3, 0, 0] as const;

/** One file of one table. */
export class ParquetWriter {
  private readonly columns: readonly ColumnBuffer[];
  private readonly file: number;
  private readonly groups: Value[] = [];
  private offset = 0;
  private rows = 0;
  private rowsInGroup = 0;

  /**
   * @param path where no file is yet; only its owner can read it
   * @param pool memory for rows until they are written
   */
  constructor(path: string, table: FactTable, pool = new BlockPool()) {
    this.columns = Object.entries(table.columns).map(([name, column]) => new ColumnBuffer(name, column, pool));
    this.file = openSync(path, 'wx', 0o600);
    this.write(MAGIC);
  }

  /** @throws TypeError for a row that lacks what every row has. */
  add(row: object): void {
    const { columns } = this;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]!;
      column.add((row as Record<string, unknown>)[column.name]);
    }
    if (++this.rowsInGroup >= GROUP_ROWS) this.flush();
  }

  /** Writes what is left and the footer. */
  close(): void {
    this.flush();
    const schema = [
      struct([4, { text: 'table' }], [5, { i32: this.columns.length }]),
      ...this.columns.map(({ name, column }) => {
        const [physical, converted] = TYPES[column.type];
        const kind: Field[] = converted < 0 ? [] : [[6, { i32: converted }]];
        return struct([1, { i32: physical }], [3, { i32: column.nullable ? 1 : 0 }], [4, { text: name }], ...kind);
      }),
    ];
    const footer = structBytes([
      [1, { i32: 1 }],
      [2, { list: schema }],
      [3, { i64: this.rows }],
      [4, { list: this.groups }],
    ]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(footer.length);
    this.write(footer, length, MAGIC);
    closeSync(this.file);
  }

  /** Bytes of the rows that are not written yet. */
  size(): number {
    return this.columns.reduce((sum, { size }) => sum + size, 0);
  }

  /** Writes the rows so far as a row group. */
  flush(): void {
    if (this.rowsInGroup === 0) return;
    const start = this.offset;
    const chunks = this.columns.map((column) => this.writeColumn(column));
    this.groups.push(struct([1, { list: chunks }], [2, { i64: this.offset - start }], [3, { i64: this.rowsInGroup }]));
    this.rows += this.rowsInGroup;
    this.rowsInGroup = 0;
  }

  /** One data page holds the whole chunk. */
  private writeColumn(column: ColumnBuffer): Value {
    const start = this.offset;
    const body = column.page();
    const size = body.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const page = struct([1, { i32: this.rowsInGroup }], [2, { i32: PLAIN }], [3, { i32: RLE }], [4, { i32: RLE }]);
    this.write(
      structBytes([
        [1, { i32: DATA_PAGE }],
        [2, { i32: size }],
        [3, { i32: size }],
        [5, page],
      ]),
      ...body,
    );
    column.empty();
    const bytes = this.offset - start;
    const meta = struct(
      [1, { i32: TYPES[column.column.type][0] }],
      [2, { list: [{ i32: PLAIN }, { i32: RLE }] }],
      [3, { list: [{ text: column.name }] }],
      [4, { i32: UNCOMPRESSED }],
      [5, { i64: this.rowsInGroup }],
      [6, { i64: bytes }],
      [7, { i64: bytes }],
      [9, { i64: start }],
    );
    return struct([2, { i64: start }], [3, meta]);
  }

  private write(...parts: readonly Uint8Array[]): void {
    for (const part of parts) {
      for (let from = 0; from < part.byteLength;) from += writeSync(this.file, part, from);
      this.offset += part.byteLength;
    }
  }
}

function struct(...fields: readonly Field[]): Value {
  return { struct: fields };
}
