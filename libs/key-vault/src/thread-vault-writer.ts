import { KeysUnavailableError } from '#libs/privacy';
import { Thread, ThreadEndedError } from '#libs/thread';
import { KeyVaultError } from './errors.js';
import type { KeysToSave, NewKey, VaultWriter } from './vault-writer.js';

/** What the thread is asked: to save, or to end what it does. */
export type VaultRequest = PackedKeys | 'close';

/** What the thread answers: whether it saved, or why it cannot now, or cannot for good. */
export type VaultAnswer = { readonly saved: boolean } | { readonly unavailable: string } | { readonly fault: string };

/** Keys on their way to the thread: one block of bytes that changes hands. */
export interface PackedKeys extends Omit<KeysToSave, 'keys'> {
  readonly streams: readonly string[];
  /** Of each key the lengths of its lookup and of itself. */
  readonly lengths: readonly number[];
  /** Lookup and key of each, one after the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Saves keys in a thread of its own, with a connection of its own, while this one goes on with other work. */
export class ThreadVaultWriter implements VaultWriter {
  private readonly thread: Thread<VaultRequest, VaultAnswer>;

  /** @param module the module of the thread */
  constructor(module: URL, path: string) {
    this.thread = new Thread({ module, data: path });
  }

  async save(request: KeysToSave): Promise<boolean> {
    const packed = packKeys(request);
    const answer = await this.thread.ask(packed, [packed.bytes.buffer]).catch((error: unknown) => {
      if (!(error instanceof ThreadEndedError)) throw error;
      throw new KeysUnavailableError('Nothing can be saved: the thread that saves them ended.', { cause: error });
    });
    if ('saved' in answer) return answer.saved;
    throw 'unavailable' in answer ? new KeysUnavailableError(answer.unavailable) : new KeyVaultError(answer.fault);
  }

  close(): void {
    if (!this.thread.isRunning) return;
    void this.thread.ask('close').then(
      () => this.thread.end(),
      () => undefined, // it has ended by itself
    );
  }
}

function packKeys({ keys, notes, destructions, lock }: KeysToSave): PackedKeys {
  const parts = keys.flatMap(({ lookup, wrapped }) => [lookup, wrapped]);
  const lengths = parts.map(({ byteLength }) => byteLength);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.byteLength;
  }
  const streams = keys.map(({ stream }) => stream);
  return { streams, lengths, bytes, notes, destructions, lock: Uint8Array.from(lock) };
}

/** What was packed. */
export function unpackKeys({ streams, lengths, bytes, notes, destructions, lock }: PackedKeys): KeysToSave {
  let offset = 0;
  const next = (length: number) => bytes.subarray(offset, (offset += length));
  const keys = streams.map((stream, i): NewKey => ({
    stream,
    lookup: next(lengths[2 * i]!),
    wrapped: next(lengths[2 * i + 1]!),
  }));
  return { keys, notes, destructions, lock };
}
