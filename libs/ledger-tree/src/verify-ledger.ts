/** The whole ledger computed again from the stored bytes, and compared with the kept tree and what was signed. */
import { comparePositions, type EventStore, type Position, type StoredEvent } from '#libs/event-store';
import { CompactRange, isSameHash, leafHashOf, type Checkpoint } from '#libs/integrity';
import type { Leaf, TreeStore } from './tree-store.js';

/** Where the ledger first differs from what it was, and how. */
export interface Difference {
  /** The first position that differs; null when it is not known which of several. */
  readonly position: Position | null;
  /** What differs, in words; no event data. */
  readonly what: string;
}

export interface LedgerVerification {
  /** Events read, up to the first difference. */
  readonly events: number;
  /** Root over them. */
  readonly root: Uint8Array;
  /** Position of the last event that is as it was. */
  readonly position: Position | null;
  /** Leaves of the kept tree; events beyond them are bound by nothing yet. */
  readonly kept: number;
  /** Sizes of the signed checkpoints that the events agree with. */
  readonly checkpoints: readonly number[];
  readonly difference: Difference | null;
}

export interface VerifyOptions {
  readonly store: EventStore;
  /** The kept tree; null when there is none. */
  readonly tree: TreeStore | null;
  /** Checkpoints whose signatures hold, of any sizes. */
  readonly checkpoints?: readonly Checkpoint[];
  /** What is wrong with an event by itself, or null. */
  readonly fault?: (event: StoredEvent) => string | null;
  /** Told how many events were read. */
  readonly progress?: (events: number) => void;
}

const PROGRESS_EVERY = 1_000;

/** Reads every event and stops at the first difference. */
export async function verifyLedger(options: VerifyOptions): Promise<LedgerVerification> {
  return new Verification(options).run();
}

class Verification {
  private readonly range = new CompactRange();
  private readonly revisions = new Map<string, number>();
  private readonly waiting: Checkpoint[];
  private readonly agreed: number[] = [];
  private readonly kept: number;
  private last: StoredEvent | null = null;
  /** The instant in the leaf of the last event. */
  private instant = '';

  constructor(private readonly options: VerifyOptions) {
    this.kept = options.tree?.progress().size ?? 0;
    this.waiting = [...(options.checkpoints ?? [])].sort((a, b) => a.size - b.size);
  }

  async run(): Promise<LedgerVerification> {
    let difference = this.compareCheckpoints();
    if (!difference) difference = await this.read();
    if (!difference) difference = this.compareEnd();
    this.options.progress?.(this.range.size);
    const { range, last, kept, agreed } = this;
    const position = last?.position ?? null;
    return { events: range.size, root: range.root(), position, kept, checkpoints: agreed, difference };
  }

  private async read(): Promise<Difference | null> {
    try {
      for await (const event of this.options.store.readAll()) {
        const difference = this.compare(event);
        if (difference) return difference;
        if (this.range.size % PROGRESS_EVERY === 0) this.options.progress?.(this.range.size);
      }
      return null;
    } catch (error) {
      const after = this.last ? `after position ${this.last.position}` : 'from the first position on';
      return { position: null, what: `The events ${after} cannot be read. ${(error as Error).message}` };
    }
  }

  private compare(event: StoredEvent): Difference | null {
    const leaf = this.options.tree?.leaf(this.range.size) ?? null;
    const moved = this.compareOrder(event, leaf);
    if (moved) return moved;
    const recordedAt = leaf?.raisedTo ?? (event.recordedAt < this.instant ? this.instant : event.recordedAt);
    const hash = leafHashOf({ ...event, recordedAt });
    const what =
      (leaf && !isSameHash(hash, leaf.hash) && CHANGED) || this.faultOf(event) || (leaf ? null : this.tooEarly(event));
    if (what) return { position: event.position, what };
    this.range.append(hash);
    this.revisions.set(event.stream, event.revision);
    [this.last, this.instant] = [event, recordedAt];
    return this.compareCheckpoints();
  }

  /** Whether this is the event that the tree has at this place. */
  private compareOrder({ position }: StoredEvent, leaf: Leaf | null): Difference | null {
    if (this.last && comparePositions(position, this.last.position) <= 0) {
      return { position, what: 'The event does not stand after the one before it.' };
    }
    if (!leaf || leaf.position === position) return null;
    return comparePositions(leaf.position, position) < 0
      ? { position: leaf.position, what: 'The event that the tree has here is gone.' }
      : { position, what: 'An event stands here that was not there when the tree was built.' };
  }

  private faultOf(event: StoredEvent): string | null {
    const expected = (this.revisions.get(event.stream) ?? -1) + 1;
    if (event.revision !== expected) {
      return `The event has revision ${event.revision} where its stream goes on with ${expected}.`;
    }
    return this.options.fault?.(event) ?? null;
  }

  private tooEarly({ recordedAt }: StoredEvent): string | null {
    return recordedAt < this.instant ? 'The event was recorded at an earlier instant than the one before it.' : null;
  }

  /** Compares with what was signed at this size. */
  private compareCheckpoints(): Difference | null {
    while (this.waiting[0]?.size === this.range.size) {
      const { size, root } = this.waiting.shift()!;
      if (!isSameHash(root, this.range.root())) return this.notSigned(size);
      this.agreed.push(size);
    }
    return null;
  }

  private notSigned(size: number): Difference {
    const before = this.agreed.at(-1) ?? 0;
    const since = before > 0 ? `after the first ${before}, which are as they were signed,` : 'among them';
    return {
      position: size - before === 1 ? (this.last?.position ?? null) : null,
      what: `The first ${size} events are not those that were signed: something ${since} was changed, taken out or put in, and the kept tree with it.`,
    };
  }

  private compareEnd(): Difference | null {
    const { tree } = this.options;
    const next = this.range.size < this.kept ? tree!.leaf(this.range.size) : null;
    if (next) return { position: next.position, what: `The events from here on are gone: the tree has ${this.kept}.` };
    const [missing] = this.waiting;
    if (missing) {
      const what = `A checkpoint was signed over ${missing.size} events, and there are only ${this.range.size}.`;
      return { position: null, what };
    }
    if (!tree) return null;
    const check = new CompactRange();
    for (let index = 0; index < this.kept; index++) check.append(tree.leaf(index)!.hash);
    if (isSameHash(check.root(), tree.root(this.kept))) return null;
    return { position: null, what: 'The tiles of the kept tree do not fit its leaves; its events are as they were.' };
  }
}

const CHANGED =
  'The event is not what it was: its bytes, type, id, stream, revision or instant differ from what the tree was built with.';
