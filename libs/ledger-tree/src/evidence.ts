/** The tree of a running ledger: it follows the events, signs what it is, and proves what it holds. */
import type { EventStore, Position, StoredEvent } from '#libs/event-store';
import {
  checkpointText,
  cosignaturesOf,
  digestRecordOf,
  encodeDigestRecord,
  hashLeaf,
  isSameHash,
  parseCheckpoint,
  signCheckpoint,
  type Cosignature,
  type SigningKey,
  type Tile,
  type TlogProof,
  type VerifierKey,
} from '#libs/integrity';
import { createProjectionRunner, type ProjectionRunner, type ProjectionStatus } from '#libs/projection';
import { CheckpointStore, type SignedCheckpoint } from './checkpoint-store.js';
import type { Grower } from './growth/grower.js';
import { Stretches } from './growth/stretches.js';
import type { Leaf, TreeStore } from './tree-store.js';

export interface EvidenceOptions {
  readonly store: EventStore;
  /** Closed when this stops. */
  readonly tree: TreeStore;
  /** Signs checkpoints; its name is the origin of the log. */
  readonly key: SigningKey;
  /** Witnesses whose cosignatures are taken. */
  readonly witnesses?: readonly VerifierKey[];
  /** Adds events to the tree elsewhere; closed when this stops. None or null = they are added in this thread. */
  readonly grower?: Grower | null;
  /** A growing tree is signed at least this often, asked or not, in ms; default ten minutes. */
  readonly signEveryMs?: number;
  /** The clock, in ms since 1970; default: the system's. */
  readonly now?: () => number;
  /** Told when the events cannot be followed; the error holds no event data. */
  readonly onFailure?: (error: Error, retryInMs: number) => void;
}

/** The event at a place is not the one that the tree was built with. */
export class BrokenLedgerError extends Error {
  override readonly name = 'BrokenLedgerError';
  constructor(readonly position: Position) {
    super(
      `The event stored at position ${position} is not the one that the tree was built with. ` +
        'care-ledger verify says what else differs.',
    );
  }
}

/** What became of cosignatures that were sent in. */
export type CosigningResult =
  | { readonly ok: true; readonly size: number; readonly cosignatures: readonly Cosignature[] }
  | { readonly ok: false; readonly fault: CosigningFault };

export type CosigningFault = 'no-checkpoint' | 'unknown-checkpoint' | 'no-known-witness';

/** Most events hashed in one go: other work gets its turn between two. */
const BATCH = 1_000;

/** Time between two batches, in ms, so that what is recorded meanwhile shares one. */
const EVERY_MS = 100;

/** How long stopping waits for the last events, in ms; whatever is missing then is taken in after the next start. */
const LAST_EVENTS_MS = 2_000;

const SIGN_EVERY_MS = 10 * 60 * 1000;

export class Evidence {
  readonly checkpoints: CheckpointStore;
  private readonly follower: ProjectionRunner;
  private signedAt: number;
  private started = false;

  constructor(private readonly options: EvidenceOptions) {
    const { store, tree, onFailure } = options;
    this.checkpoints = new CheckpointStore(tree.db);
    this.signedAt = this.now();
    const common = {
      batchSize: BATCH,
      everyMs: EVERY_MS,
      onFailure,
      ahead: 'the tree has leaves of events that the ledger does not hold: care-ledger verify says which',
    };
    const head = () => Promise.resolve(tree.progress().head);
    this.follower = options.grower
      ? createProjectionRunner({
          ...common,
          store: new Stretches(store, options.grower),
          facts: { apply: () => this.grown(), head },
        })
      : createProjectionRunner({
          ...common,
          store,
          facts: { apply: (events: readonly StoredEvent[]) => this.grown(() => tree.append(events)), head },
        });
  }

  /** The public half of the key that signs. */
  get key(): VerifierKey {
    return this.options.key;
  }

  /** Begins to follow the events. */
  start(): void {
    this.started = true;
    this.follower.start();
  }

  /** Takes in and signs what was recorded since the last checkpoint, and closes the tree. The store must still be open. */
  async stop(patienceMs = LAST_EVENTS_MS): Promise<void> {
    const { store, tree, grower } = this.options;
    const head = this.started ? await store.head().catch(() => null) : null;
    if (head) await this.follower.waitFor(head.position, patienceMs);
    await this.follower.stop();
    await grower?.close();
    if (this.size > 0) this.checkpoint();
    tree.close();
  }

  /** How far the tree is behind the ledger. */
  status(): Promise<ProjectionStatus> {
    return this.follower.status();
  }

  /** The checkpoint of the tree as it is now: signed, and kept so that nothing that contradicts it is ever signed. */
  checkpoint(): SignedCheckpoint {
    const { tree, key } = this.options;
    const { size } = tree.progress();
    const known = this.checkpoints.at(size);
    if (known) return known;
    const note = signCheckpoint({ origin: key.name, size, root: tree.root(size) }, key);
    this.signedAt = this.now();
    this.checkpoints.add(size, note, new Date(this.signedAt).toISOString());
    return this.checkpoints.at(size)!;
  }

  /**
   * The leaf of the event at a position, once the tree has grown that far.
   * @returns null when there is no event, or the tree did not reach it within the time.
   */
  async leafAt(position: Position, timeoutMs: number): Promise<Leaf | null> {
    const { tree } = this.options;
    const found = tree.leafAt(position);
    if (found) return found;
    await this.follower.waitFor(position, timeoutMs);
    return tree.leafAt(position);
  }

  /**
   * Proves a leaf in the tree of a checkpoint.
   * @throws BrokenLedgerError
   */
  async prove(leaf: Leaf, { size, note }: SignedCheckpoint): Promise<TlogProof> {
    const [record] = await this.records(leaf.index, 1);
    return {
      record: record!,
      index: leaf.index,
      path: this.options.tree.inclusion(leaf.index, size),
      checkpoint: note,
    };
  }

  /** Proves that the tree of `from` leaves is the beginning of that of `to`; both are sizes that the tree has or had. */
  consistency(from: number, to: number): Uint8Array[] {
    return this.options.tree.consistency(from, to);
  }

  /** Root of the tree at a size that it has or had. */
  root(size: number): Uint8Array {
    return this.options.tree.root(size);
  }

  /** Leaves of the tree now. */
  get size(): number {
    return this.options.tree.progress().size;
  }

  /** The hashes of a tile, or null when the tree is not that large. */
  tile(tile: Tile): Uint8Array | null {
    return this.options.tree.tile(tile);
  }

  /**
   * The contents of leaves: their digest records, read anew from the store.
   * @throws BrokenLedgerError when one does not hash to its leaf.
   */
  async records(first: number, count: number): Promise<Uint8Array[]> {
    const { tree, store } = this.options;
    const after = first === 0 ? undefined : tree.leaf(first - 1)!.position;
    const records: Uint8Array[] = [];
    for await (const event of store.readAll({ after, limit: count })) {
      records.push(recordOf(event, tree.leaf(first + records.length)!));
    }
    const missing = tree.leaf(first + records.length);
    if (records.length < count && missing) throw new BrokenLedgerError(missing.position);
    return records;
  }

  /** Takes what witnesses put under a checkpoint of this ledger. @param note the checkpoint with their lines. */
  addCosignatures(note: string): CosigningResult {
    const checkpoint = parseCheckpoint(note);
    if (!checkpoint) return { ok: false, fault: 'no-checkpoint' };
    const signed = this.checkpoints.at(checkpoint.size);
    if (!signed || parseCheckpoint(signed.note)!.note.text !== checkpointText(checkpoint)) {
      return { ok: false, fault: 'unknown-checkpoint' };
    }
    const cosignatures = cosignaturesOf(checkpoint.note, this.options.witnesses ?? []);
    if (cosignatures.length === 0) return { ok: false, fault: 'no-known-witness' };
    for (const cosignature of cosignatures) {
      const line = checkpoint.note.signatures.find(
        ({ name, id }) => name === cosignature.witness && id === cosignature.id,
      )!;
      this.checkpoints.cosign(checkpoint.size, line, cosignature);
    }
    return { ok: true, size: checkpoint.size, cosignatures };
  }

  /** The tree grew, or does so now: it is signed when that is due. */
  private grown(grow: () => void = () => undefined): Promise<void> {
    return new Promise((resolve) => {
      grow();
      if (this.now() - this.signedAt >= (this.options.signEveryMs ?? SIGN_EVERY_MS)) this.checkpoint();
      resolve();
    });
  }

  private now(): number {
    return (this.options.now ?? Date.now)();
  }
}

function recordOf(event: StoredEvent, leaf: Leaf): Uint8Array {
  const recordedAt = leaf.raisedTo ?? event.recordedAt;
  const record = encodeDigestRecord(digestRecordOf({ ...event, recordedAt }));
  if (event.position !== leaf.position || !isSameHash(hashLeaf(record), leaf.hash)) {
    throw new BrokenLedgerError(leaf.position);
  }
  return record;
}
