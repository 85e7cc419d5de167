export { CheckpointStore, type SignedCheckpoint } from './checkpoint-store.js';
export {
  BrokenLedgerError,
  Evidence,
  type CosigningFault,
  type CosigningResult,
  type EvidenceOptions,
} from './evidence.js';
export { growerFor, type Grower } from './growth/grower.js';
export { openEvidence, type EvidenceSources } from './open-evidence.js';
export {
  KeySettingError,
  newSigningKey,
  SIGNING_KEY_VARIABLE,
  signingKey,
  WITNESSES_VARIABLE,
  writeSigningKey,
} from './signing-key.js';
export { openTree, TreeStore, type Leaf, type TreeProgress } from './tree-store.js';
export { verifyLedger, type Difference, type LedgerVerification, type VerifyOptions } from './verify-ledger.js';
