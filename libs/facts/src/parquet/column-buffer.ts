/** The values of one column on their way into a Parquet file: plain encoding, in memory that is used again. */
import type { Column, ColumnType } from '#libs/fact-schema';
import type { BlockPool } from './block-pool.js';

const NO_BYTES: Buffer = Buffer.alloc(0);

interface Filled {
  readonly block: Buffer;
  readonly used: number;
}

/** Takes values and gives the bytes of a data page. */
export class ColumnBuffer {
  private readonly filled: Filled[] = [];
  /** The block that is written to, and how much of it is in use. */
  private bytes: Buffer = NO_BYTES;
  private used = 0;
  private filledBytes = 0;
  /** One bit for each value: whether it is there. Of a column that every row has, none. */
  private present = Buffer.alloc(0);
  private count = 0;
  private bits = 0;

  constructor(
    readonly name: string,
    readonly column: Column,
    private readonly pool: BlockPool,
  ) {}

  /** Bytes in use. */
  get size(): number {
    return this.filledBytes + this.used;
  }

  /** @throws TypeError for nothing in a column that every row has, and for a value of another type. */
  add(value: unknown): void {
    const absent = value === null || value === undefined;
    if (this.column.nullable) this.note(!absent);
    else if (absent) throw new TypeError(`NOT NULL constraint failed: ${this.name}`);
    this.count++;
    if (!absent) this.write(value, this.column.type);
  }

  /** The body of a data page with what was added, which holds until the buffer is emptied. */
  page(): readonly Uint8Array[] {
    const last = this.bytes.subarray(0, this.bits % 8 === 0 ? this.used : this.used + 1);
    const body = [...this.filled.map(({ block, used }) => block.subarray(0, used)), last];
    return this.column.nullable ? [this.levels(), ...body] : body;
  }

  /** Gives the memory of the values back. */
  empty(): void {
    for (const { block } of this.filled) this.pool.giveBack(block);
    if (this.bytes !== NO_BYTES) this.pool.giveBack(this.bytes);
    this.filled.length = 0;
    this.bytes = NO_BYTES;
    this.used = this.filledBytes = this.count = this.bits = 0;
  }

  private note(there: boolean): void {
    const byte = this.count >> 3;
    if (byte >= this.present.length) {
      this.present = Buffer.concat([this.present, Buffer.alloc(Math.max(512, this.present.length))]);
    }
    if ((this.count & 7) === 0) this.present[byte] = 0;
    if (there) this.present[byte]! |= 1 << (this.count & 7);
  }

  /** Definition levels: one bit-packed run, its length before it. */
  private levels(): Uint8Array {
    const groups = Math.ceil(this.count / 8);
    const header: number[] = [];
    let rest = groups * 2 + 1;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) header.push((rest & 0x7f) | 0x80);
    header.push(rest);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(header.length + groups);
    return Buffer.concat([length, Buffer.from(header), this.present.subarray(0, groups)]);
  }

  private write(value: unknown, type: ColumnType): void {
    switch (type) {
      case 'VARCHAR':
        return this.writeText(value as string);
      case 'DATE':
        return this.writeInt(dayOf(value as string));
      case 'INTEGER':
        return this.writeInt(value as number);
      case 'BIGINT':
        this.reserve(8);
        this.used = this.bytes.writeBigInt64LE(BigInt(value as number | bigint), this.used);
        return;
      case 'DOUBLE':
        this.reserve(8);
        this.used = this.bytes.writeDoubleLE(value as number, this.used);
        return;
      case 'BOOLEAN':
        return this.writeBit(value as boolean);
    }
  }

  private writeInt(value: number): void {
    this.reserve(4);
    this.used = this.bytes.writeInt32LE(value, this.used);
  }

  private writeBit(value: boolean): void {
    this.reserve(1);
    const place = this.bits++ & 7;
    if (place === 0) this.bytes[this.used] = 0;
    if (value) this.bytes[this.used]! |= 1 << place;
    if (place === 7) this.used++;
  }

  /** Short texts byte by byte: a call out of JavaScript costs more than they do. */
  private writeText(text: string): void {
    const { length } = text;
    this.reserve(4 + 3 * length);
    const { bytes } = this;
    const start = this.used + 4;
    let written = 0;
    if (length <= 48) {
      for (; written < length; written++) {
        const code = text.charCodeAt(written);
        if (code > 0x7f) break;
        bytes[start + written] = code;
      }
    }
    if (written < length) written = bytes.write(text, start, 'utf8');
    bytes.writeUInt32LE(written, this.used);
    this.used = start + written;
  }

  private reserve(more: number): void {
    if (this.used + more > this.bytes.length) this.turnOver(more);
  }

  private turnOver(more: number): void {
    if (this.used > 0) this.filled.push({ block: this.bytes, used: this.used });
    else if (this.bytes !== NO_BYTES) this.pool.giveBack(this.bytes);
    this.filledBytes += this.used;
    this.bytes = this.pool.take(more);
    this.used = 0;
  }
}

/** The days since 1970 of a day as `YYYY-MM-DD`, by arithmetic: looking up a text that was just parsed costs more. */
function dayOf(text: string): number {
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2)];
  // Years begin in March here, so that a leap day is the last of its year.
  const years = month > 2 ? year : year - 1;
  const era = Math.floor(years / 400);
  const inEra = years - era * 400;
  const inYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + inEra * 365 + Math.floor(inEra / 4) - Math.floor(inEra / 100) + inYear - 719_468;
}

function digits(text: string, from: number, count: number): number {
  let number = 0;
  for (let i = from; i < from + count; i++) number = number * 10 + text.charCodeAt(i) - 48;
  return number;
}
