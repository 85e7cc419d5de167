export { eraseFromRejections } from './erasures/erase-from-rejections.js';
export { Erasures } from './erasures/erasures.js';
export { LedgerModule } from './ledger.module.js';
export type { LedgerOptions } from './ledger.options.js';
export { openRecording, type OpenRecording } from './open-recording.js';
export { LINE_BYTES, recordLines, type LineResult } from './events/lines/record-lines.js';
export { Unreadable, type Outcome, type Receipt, type Submission } from './events/recording/outcome.js';
export { RecordingService } from './events/recording/recording.service.js';
export { EvidenceModule } from './evidence/evidence.module.js';
