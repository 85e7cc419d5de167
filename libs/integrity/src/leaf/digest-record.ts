/** What a leaf of the tree says of a stored event. */
import { hashLeaf, sha256 } from '../tree/hash.js';

/** A stored event, as far as a leaf speaks of it. Bytes are hashed as they are stored, encrypted or not. */
export interface LeafEvent {
  readonly stream: string;
  readonly revision: number;
  /** Under which the store keeps it. */
  readonly id: string;
  readonly type: string;
  /** RFC 3339 instant in UTC with milliseconds. */
  readonly recordedAt: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** The content of a leaf, as JSON. Hashes are SHA-256 in hexadecimal. */
export interface DigestRecord {
  /** Hash of the data bytes. */
  readonly data: string;
  readonly id: string;
  /** Hash of the metadata bytes. */
  readonly metadata: string;
  readonly recordedAt: string;
  readonly revision: number;
  /** Hash of the stream's name, which may hold a pseudonym. */
  readonly stream: string;
  readonly type: string;
  /** Version of this form. */
  readonly v: 1;
}

/** The record of an event. */
export function digestRecordOf(event: LeafEvent): DigestRecord {
  const { id, recordedAt, revision, type } = event;
  return {
    data: hex(event.data),
    id,
    metadata: hex(event.metadata),
    recordedAt,
    revision,
    stream: hex(Buffer.from(event.stream, 'utf8')),
    type,
    v: 1,
  };
}

/** The bytes of a record: RFC 8785 canonical JSON, which JSON.stringify writes of sorted members that are texts and whole numbers. */
export function encodeDigestRecord(record: DigestRecord): Uint8Array {
  const { data, id, metadata, recordedAt, revision, stream, type, v } = record;
  return Buffer.from(JSON.stringify({ data, id, metadata, recordedAt, revision, stream, type, v }), 'utf8');
}

/** Reads a record; null for bytes that are not exactly what `encodeDigestRecord` writes. */
export function decodeDigestRecord(bytes: Uint8Array): DigestRecord | null {
  try {
    const record = JSON.parse(Buffer.from(bytes).toString('utf8')) as DigestRecord;
    const texts = [record.data, record.id, record.metadata, record.recordedAt, record.stream, record.type];
    if (record.v !== 1 || !Number.isSafeInteger(record.revision)) return null;
    if (!texts.every((text) => typeof text === 'string')) return null;
    return Buffer.compare(encodeDigestRecord(record), bytes) === 0 ? record : null;
  } catch {
    return null;
  }
}

/** The leaf hash of a stored event: what a receipt names. */
export function leafHashOf(event: LeafEvent): Uint8Array {
  return hashLeaf(encodeDigestRecord(digestRecordOf(event)));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(sha256(bytes)).toString('hex');
}
