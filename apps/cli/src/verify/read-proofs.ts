/** Files that were kept elsewhere: receipts, proofs, checkpoints, keys. */
import { readFile } from 'node:fs/promises';
import {
  encodeDigestRecord,
  fromBase64,
  parseCheckpoint,
  parseTlogProof,
  parseVerifierKey,
  type Checkpoint,
  type DigestRecord,
  type ReceiptClaim,
  type TlogProof,
  type VerifierKey,
} from '#libs/integrity';
import { UsageError } from '../errors.js';

/** A receipt as the ledger gave it. */
export interface Receipt extends ReceiptClaim {
  readonly position: string;
}

/** @throws UsageError when the file is no receipt, or one without a leaf. */
export async function readReceipt(path: string): Promise<Receipt> {
  const receipt = json(await read(path)) as Partial<Receipt> | null;
  const texts = [receipt?.position, receipt?.recordedAt, receipt?.leafHash];
  if (texts.every((text) => typeof text === 'string') && Number.isSafeInteger(receipt?.revision)) {
    return receipt as Receipt;
  }
  throw new UsageError(`${path} is no receipt: save the whole JSON answer to POST /v1/events, with its leafHash.`);
}

/** Reads a proof of inclusion, as text (C2SP tlog-proof) or as JSON. @throws UsageError */
export async function readProof(path: string): Promise<TlogProof> {
  const text = await read(path);
  const proof = parseTlogProof(text) ?? proofOf(json(text));
  if (proof) return proof;
  throw new UsageError(`${path} is no proof of inclusion: save the answer of /v1/ledger/proofs/inclusion.`);
}

/** @throws UsageError when the file holds no checkpoint. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const checkpoint = parseCheckpoint(await read(path));
  if (checkpoint) return checkpoint;
  throw new UsageError(`${path} is no checkpoint: save the answer of /v1/ledger/checkpoint as it is.`);
}

/** @throws UsageError */
export function readVerifierKey(text: string): VerifierKey {
  const key = parseVerifierKey(text);
  if (key) return key;
  throw new UsageError('A verifier key is name+id+key, on one line, as care-ledger signing-key shows it.');
}

interface InclusionAnswer {
  readonly leafIndex: number;
  readonly record: DigestRecord;
  readonly hashes: readonly string[];
  readonly checkpoint: { readonly note: string };
}

function proofOf(value: unknown): TlogProof | null {
  const { leafIndex, record, hashes, checkpoint } = (value ?? {}) as Partial<InclusionAnswer>;
  if (!Number.isSafeInteger(leafIndex) || !record || !Array.isArray(hashes)) return null;
  const path = (hashes as unknown[]).map((hash) => (typeof hash === 'string' ? fromBase64(hash) : null));
  if (typeof checkpoint?.note !== 'string' || !path.every((hash) => hash !== null)) return null;
  return { record: encodeDigestRecord(record), index: leafIndex!, path, checkpoint: checkpoint.note };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function read(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`Cannot read ${path}: ${error.code ?? error.message}.`);
  });
}
