/** Thrift's compact protocol, as far as the headers and the footer of a Parquet file need it. */

/** A field of a struct with its id; fields come in ascending order of id. */
export type Field = readonly [id: number, value: Value];

/** Whole numbers of 32 and 64 bits, texts, lists of one kind, and structs. */
export type Value =
  | { readonly i32: number }
  | { readonly i64: number }
  | { readonly text: string }
  | { readonly list: readonly Value[] }
  | { readonly struct: readonly Field[] };

const [I32, I64, BINARY, LIST, STRUCT] = [5, 6, 8, 9, 12] as const;

/** The bytes of a struct. */
export function structBytes(fields: readonly Field[]): Buffer {
  const out: number[] = [];
  writeStruct(out, fields);
  return Buffer.from(out);
}

function writeStruct(out: number[], fields: readonly Field[]): void {
  let last = 0;
  for (const [id, value] of fields) {
    out.push(((id - last) << 4) | typeOf(value));
    writeValue(out, value);
    last = id;
  }
  out.push(0);
}

function writeValue(out: number[], value: Value): void {
  if ('i32' in value) return writeVarint(out, zigzag(value.i32));
  if ('i64' in value) return writeVarint(out, zigzag(value.i64));
  if ('struct' in value) return writeStruct(out, value.struct);
  if ('text' in value) {
    const bytes = Buffer.from(value.text, 'utf8');
    writeVarint(out, BigInt(bytes.length));
    for (const byte of bytes) out.push(byte);
    return;
  }
  const { list } = value;
  const type = list.length === 0 ? STRUCT : typeOf(list[0]!);
  if (list.length < 15) out.push((list.length << 4) | type);
  else {
    out.push(0xf0 | type);
    writeVarint(out, BigInt(list.length));
  }
  for (const item of list) writeValue(out, item);
}

function typeOf(value: Value): number {
  if ('i32' in value) return I32;
  if ('i64' in value) return I64;
  if ('text' in value) return BINARY;
  return 'list' in value ? LIST : STRUCT;
}

/** Non-negative numbers only: what a Parquet footer holds are sizes, places and codes. */
function zigzag(value: number): bigint {
  return BigInt(value) << 1n;
}

function writeVarint(out: number[], value: bigint): void {
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) out.push(Number(rest & 0x7fn) | 0x80);
  out.push(Number(rest));
}
