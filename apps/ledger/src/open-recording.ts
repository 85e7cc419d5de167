import { Recorder } from './events/recording/recorder.js';
import { RecordingService } from './events/recording/recording.service.js';
import type { LedgerOptions } from './ledger.options.js';
import { RejectionStore } from './rejections/rejection-store.js';

/** Recording without a server, for imports: the same rules, and refusals kept in the same place. */
export interface OpenRecording {
  readonly recording: RecordingService;
  /** Releases the rejections; the store stays the caller's. */
  close(): void;
}

/** @throws Error when the rejections cannot be opened. */
export function openRecording({
  store,
  codec,
  pseudonymiser,
  rejectionsPath,
  now = () => new Date(),
}: LedgerOptions): OpenRecording {
  const rejections = new RejectionStore(rejectionsPath);
  const recorder = new Recorder({ store, codec, pseudonymiser, now });
  return {
    recording: new RecordingService({ recorder, rejections, pseudonymiser, now }),
    close: () => rejections.close(),
  };
}
