import { formatVerifierKey, parseCheckpoint, toBase64 } from '#libs/integrity';
import type { Evidence, SignedCheckpoint } from '#libs/ledger-tree';
import type { CheckpointDto } from './evidence.dto.js';

/** A checkpoint as JSON. */
export function checkpointAnswer({ note, signedAt }: SignedCheckpoint, { key }: Evidence): CheckpointDto {
  const { origin, size, root } = parseCheckpoint(note)!;
  return { origin, size, rootHash: toBase64(root), signedAt, note, verifierKey: formatVerifierKey(key) };
}
