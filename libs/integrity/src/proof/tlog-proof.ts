/** Proofs that can be checked offline (C2SP tlog-proof): leaf content, index, path and checkpoint in one text. */
import { fromBase64, toBase64 } from '../note/base64.js';
import { HASH_BYTES } from '../tree/hash.js';

/** That a leaf is in a log. */
export interface TlogProof {
  /** Content of the leaf: the digest record. Proved only once it is hashed and the path followed. */
  readonly record: Uint8Array;
  /** Index of the leaf, from 0. */
  readonly index: number;
  readonly path: readonly Uint8Array[];
  /** The checkpoint, with its signatures. */
  readonly checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';

/** The proof as text. */
export function formatTlogProof({ record, index, path, checkpoint }: TlogProof): string {
  const lines = [HEADER, `extra ${toBase64(record)}`, `index ${index}`, ...path.map((hash) => toBase64(hash))];
  return `${lines.join('\n')}\n\n${checkpoint}`;
}

/** Reads a proof; null when it is none, or has no leaf content. */
export function parseTlogProof(text: string): TlogProof | null {
  const split = text.indexOf('\n\n');
  if (split < 0) return null;
  const [header, extra = '', indexLine = '', ...lines] = text.slice(0, split).split('\n');
  const record = extra.startsWith('extra ') ? fromBase64(extra.slice('extra '.length)) : null;
  const digits = /^index (0|[1-9]\d*)$/.exec(indexLine)?.[1];
  const path = lines.map(fromBase64);
  if (header !== HEADER || !record || digits === undefined || !Number.isSafeInteger(Number(digits))) return null;
  if (!path.every((hash) => hash?.byteLength === HASH_BYTES)) return null;
  return { record, index: Number(digits), path: path as Uint8Array[], checkpoint: text.slice(split + 2) };
}
