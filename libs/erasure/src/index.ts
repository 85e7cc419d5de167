export {
  ERASURE_GROUNDS,
  isGround,
  isReason,
  REFUSAL_REASONS,
  type ErasureGround,
  type RefusalReason,
} from './codes.js';
export { decisionsOf, erase, refuse, replayErasures, settleErasures, type DecisionKeeper } from './erase.js';
export { findPerson, type Ledger, type Person, type PersonStream } from './find-person.js';
export {
  DECISION_TYPES,
  decodeDecision,
  encodeDecision,
  parseDecision,
  type Decision,
  type Erasure,
  type RecordedDecision,
  type Refusal,
} from './record.js';
export { SettledStore } from './settled-store.js';
