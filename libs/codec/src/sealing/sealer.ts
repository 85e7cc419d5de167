import type { NewEvent } from '#libs/event-store';
import { builtModule, Thread } from '#libs/thread';
import { sealed, type Draft } from './draft.js';
import { packTexts, unpackSealed, type KeyedDraft, type PackedTexts, type SealedTexts } from './packed-texts.js';

/** Most events that are sealed in this thread: the way to another and back costs more than it saves. */
const FEW = 64;

/** The thread that seals; none where sources are run as they are. */
const THREAD = builtModule('./sealing-thread.js', import.meta.url);

/** Seals many events at once in a thread of its own, while this one goes on with other work. */
export class Sealer {
  private readonly thread: Thread<PackedTexts, SealedTexts> | null;
  private closed = false;

  /** @param module the module of the thread; null = all are sealed in this one */
  constructor(module: URL | null = THREAD) {
    this.thread = module && new Thread({ module, data: null });
  }

  /** The events of the drafts, in their order. What the thread has not sealed when it breaks is sealed here. */
  async seal(drafts: readonly Draft[]): Promise<NewEvent[]> {
    if (this.thread === null || this.closed || drafts.length <= FEW || !areKeyed(drafts)) return drafts.map(sealed);
    const packed = packTexts(drafts);
    try {
      return unpackSealed(drafts, await this.thread.ask(packed, [packed.lengths.buffer, packed.bytes.buffer]));
    } catch {
      return drafts.map(sealed);
    }
  }

  /** Ends the thread; what comes later is sealed here. */
  async close(): Promise<void> {
    this.closed = true;
    await this.thread?.end();
  }
}

function areKeyed(drafts: readonly Draft[]): drafts is readonly KeyedDraft[] {
  return drafts.every(({ key }) => key !== null);
}
