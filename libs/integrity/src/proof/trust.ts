/** What a checkpoint is held against: keys that are known from somewhere else than what is checked. */
import { openCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js';
import { cosignaturesOf, type Cosignature } from '../checkpoint/cosignature.js';
import type { VerifierKey } from '../note/keys.js';

export interface Trust {
  /** The ledger's key. */
  readonly key: VerifierKey;
  /** Witnesses that are trusted; default none. */
  readonly witnesses?: readonly VerifierKey[];
  /** How many of them must have cosigned; default 0. */
  readonly quorum?: number;
}

/** A checkpoint that the ledger signed, or what is wrong with it. */
export type Trusted =
  | {
      readonly checkpoint: Checkpoint;
      readonly cosignatures: readonly Cosignature[];
      /** What there is too little of, in words. */
      readonly lacking: readonly string[];
    }
  | { readonly fault: string };

/** Opens a checkpoint that is signed by the ledger, and counts the trusted witnesses under it. */
export function openTrusted(text: string, { key, witnesses = [], quorum = 0 }: Trust): Trusted {
  const checkpoint = openCheckpoint(text, key);
  if (!checkpoint) return { fault: 'The checkpoint is not signed by the key of the ledger.' };
  const cosignatures = cosignaturesOf(checkpoint.note, witnesses);
  const lacking =
    cosignatures.length < quorum
      ? [`${cosignatures.length} of the trusted witnesses cosigned the checkpoint, ${quorum} are asked for.`]
      : [];
  return { checkpoint, cosignatures, lacking };
}
