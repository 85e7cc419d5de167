import { Sealer } from '#libs/codec';
import { Erasures } from './erasures/erasures.js';
import { Recorder } from './events/recording/recorder.js';
import { RecordingService, type RecordingParts } from './events/recording/recording.service.js';
import type { LedgerOptions } from './ledger.options.js';
import { Streams } from './scope/streams.js';
import { WriterScope } from './scope/writer.js';
import { RejectionStore } from './rejections/rejection-store.js';

/** Recording and erasing, with a server or without: the same rules, and refusals kept in the same place. */
export interface OpenRecording {
  readonly recording: RecordingService;
  /** Erases persons, and finishes erasures that were interrupted. */
  readonly erasures: Erasures;
  /** What was refused. */
  readonly rejections: RejectionStore;
  /** Whose streams are. */
  readonly streams: Streams;
  /** Why the key vault saves nothing, for operators; null when it does. */
  vaultFault(): string | null;
  /** Ends looking for erasures of others and the thread that seals, and releases the rejections; the store stays the caller's. */
  close(): Promise<void>;
}

/** Injection token of the `OpenRecording`. */
export const OPEN_RECORDING = Symbol('OpenRecording');

/**
 * @param count told how many events had each outcome
 * @throws Error when the rejections cannot be opened.
 */
export function openRecording(options: LedgerOptions, count?: RecordingParts['count']): OpenRecording {
  const { store, codec, vault, erasureRegisterPath, pseudonymiser, rejectionsPath, now = () => new Date() } = options;
  const rejections = new RejectionStore(rejectionsPath);
  const sealer = new Sealer();
  const recorder = new Recorder({ store, codec, sealer, pseudonymiser, bsns: vault.bsns, now });
  const streams = new Streams(store, codec);
  const erasures = new Erasures({
    store,
    codec,
    vault,
    rejections,
    registerPath: erasureRegisterPath,
    now,
    forget: () => {
      recorder.forget();
      streams.forget();
    },
  });
  return {
    recording: new RecordingService({
      recorder,
      rejections,
      codec,
      pseudonymiser,
      now,
      scope: new WriterScope(codec, streams),
      count,
    }),
    erasures,
    rejections,
    streams,
    vaultFault: () => vault.fault(),
    close: async () => {
      await erasures.stop();
      await sealer.close();
      rejections.close();
    },
  };
}
