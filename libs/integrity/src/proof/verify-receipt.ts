/** The offline check of a receipt: nothing but the receipt, its proof and keys that are known from elsewhere. */
import type { Cosignature } from '../checkpoint/cosignature.js';
import { decodeDigestRecord, type DigestRecord } from '../leaf/digest-record.js';
import { fromBase64 } from '../note/base64.js';
import { hashLeaf, isSameHash } from '../tree/hash.js';
import { verifyInclusion } from '../tree/verify-proofs.js';
import type { TlogProof } from './tlog-proof.js';
import { openTrusted, type Trust } from './trust.js';

/** What a receipt says of its event. */
export interface ReceiptClaim {
  readonly revision: number;
  readonly recordedAt: string;
  /** Base 64. */
  readonly leafHash: string;
}

export interface ReceiptCheck extends Trust {
  readonly receipt: ReceiptClaim;
  readonly proof: TlogProof;
}

export interface ReceiptVerdict {
  /** What does not hold, in words; empty when everything does. */
  readonly faults: readonly string[];
  /** What the leaf says of the event, when it could be read. */
  readonly record: DigestRecord | null;
  /** The tree that the event was proved to be in. */
  readonly size: number | null;
  readonly cosignatures: readonly Cosignature[];
}

/**
 * Checks that the event of a receipt is in the tree that the ledger signed: the receipt names the leaf, the leaf's content
 * agrees with the receipt, the path leads from the leaf to the root of the checkpoint, the checkpoint is signed by the ledger
 * and cosigned by enough witnesses.
 */
export function verifyReceipt({ receipt, proof, ...trust }: ReceiptCheck): ReceiptVerdict {
  const faults: string[] = [];
  const leafHash = hashLeaf(proof.record);
  const named = fromBase64(receipt.leafHash);
  if (!named || !isSameHash(leafHash, named)) faults.push('The proof is about another leaf than the receipt names.');
  const record = decodeDigestRecord(proof.record);
  if (!record) faults.push('The content of the leaf is no digest record.');
  else {
    if (record.revision !== receipt.revision) faults.push('The receipt and the leaf give different revisions.');
    if (record.recordedAt !== receipt.recordedAt) faults.push('The receipt and the leaf give different instants.');
  }
  const trusted = openTrusted(proof.checkpoint, trust);
  if ('fault' in trusted) return { faults: [...faults, trusted.fault], record, size: null, cosignatures: [] };
  const { checkpoint, cosignatures, lacking } = trusted;
  const { size, root } = checkpoint;
  if (!verifyInclusion({ leaf: proof.index, leafHash, size, root }, proof.path)) {
    faults.push('The path does not lead from the leaf to the root of the checkpoint.');
  }
  return { faults: [...faults, ...lacking], record, size, cosignatures };
}
