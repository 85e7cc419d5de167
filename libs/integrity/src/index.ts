export {
  checkpointText,
  openCheckpoint,
  parseCheckpoint,
  signCheckpoint,
  type Checkpoint,
  type TreeHead,
} from './checkpoint/checkpoint.js';
export { cosign, cosignaturesOf, cosignedAt, type Cosignature } from './checkpoint/cosignature.js';
export { formatWitnessRequest, parseWitnessRequest, type WitnessRequest } from './checkpoint/witness-request.js';
export {
  decodeDigestRecord,
  digestRecordOf,
  encodeDigestRecord,
  leafHashOf,
  leafHashTextOf,
  type DigestRecord,
  type LeafEvent,
} from './leaf/digest-record.js';
export { fromBase64, toBase64 } from './note/base64.js';
export {
  formatSigningKey,
  formatVerifierKey,
  isKeyName,
  parseSigningKey,
  parseVerifierKey,
  signingKeyOf,
  verifierKeyOf,
  type SigningKey,
  type VerifierKey,
} from './note/keys.js';
export {
  formatNote,
  formatSignature,
  isNoteSignedBy,
  parseNote,
  parseSignature,
  signNote,
  type Note,
  type NoteSignature,
} from './note/note.js';
export { formatTlogProof, parseTlogProof, type TlogProof } from './proof/tlog-proof.js';
export { verifyInTiles, type TilesCheck, type TileSource, type TilesVerdict } from './proof/verify-in-tiles.js';
export { verifyReceipt, type ReceiptCheck, type ReceiptClaim, type ReceiptVerdict } from './proof/verify-receipt.js';
export { decodeBundle, encodeBundle } from './tiles/bundle.js';
export { parseTilePath, tilePath, type Bundle } from './tiles/tile-path.js';
export { hashesAt, subtreesIn, TILE_WIDTH, tileRoot, tilesOf, type Tile, type TileReader } from './tiles/tiles.js';
export { CompactRange } from './tree/compact-range.js';
export { EMPTY_ROOT, HASH_BYTES, hashLeaf, hashNode, isSameHash } from './tree/hash.js';
export { consistencyProof, inclusionProof, rootOf, type SubtreeReader } from './tree/proofs.js';
export {
  verifyConsistency,
  verifyInclusion,
  type ConsistencyClaim,
  type InclusionClaim,
} from './tree/verify-proofs.js';
