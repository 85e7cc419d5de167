/** The log behind the test server: what EventStoreDB does with appends, without disk, index or cluster. */

/** What an append expects of its stream, as it comes over the wire. */
export type WireExpectation = number | 'no-stream' | 'stream-exists' | 'any';

export interface WireProposal {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface WireRecord extends WireProposal {
  readonly stream: string;
  readonly revision: number;
  readonly commit: bigint;
  readonly prepare: bigint;
  /** When it was written, in ms since 1970. */
  readonly created: number;
}

export type WireOutcome =
  | { readonly kind: 'stored'; readonly last: WireRecord }
  | { readonly kind: 'wrong-version'; readonly actual: number | null }
  | { readonly kind: 'too-large'; readonly limit: number };

export interface WireLogOptions {
  /** The server's clock, in ms since 1970. */
  readonly now?: () => number;
  /** Most bytes of one append; the server's own default is 1 MiB. */
  readonly maxAppendBytes?: number;
}

/** Bytes that a record takes beside its data and metadata. */
const RECORD_OVERHEAD = 64;

/** Outlives the server object, so that a server can be stopped and started again with what it had. */
export class WireLog {
  readonly records: WireRecord[] = [];
  private readonly streams = new Map<string, WireRecord[]>();
  private readonly indexByPosition = new Map<string, number>();
  private readonly listeners = new Set<() => void>();
  private offset = 0n;
  now: () => number;
  maxAppendBytes: number;

  constructor(options: WireLogOptions = {}) {
    this.now = options.now ?? Date.now;
    this.maxAppendBytes = options.maxAppendBytes ?? 1024 * 1024;
    // A fresh database begins with records of its own: no event of a client is ever at position 0.
    this.store('$server', [systemRecord()]);
  }

  streamOf(name: string): readonly WireRecord[] | undefined {
    return this.streams.get(name);
  }

  /** Place in the log of a record's position, or undefined when no record is there. */
  indexOf(commit: string, prepare: string): number | undefined {
    return this.indexByPosition.get(`${commit}-${prepare}`);
  }

  /** Calls back after every append; returns how to stop that. */
  onAppend(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  append(stream: string, expected: WireExpectation, proposed: readonly WireProposal[]): WireOutcome {
    const bytes = proposed.reduce(
      (sum, { data, metadata, type }) => sum + data.byteLength + metadata.byteLength + 2 * type.length,
      0,
    );
    if (bytes > this.maxAppendBytes) return { kind: 'too-large', limit: this.maxAppendBytes };
    const stored = this.streams.get(stream) ?? [];
    const repeated = repeatOf(stored, expected, proposed);
    if (repeated) return { kind: 'stored', last: repeated };
    if (!holds(expected, stored.length - 1)) return this.wrongVersion(stream);
    return { kind: 'stored', last: this.store(stream, proposed) };
  }

  wrongVersion(stream: string): WireOutcome {
    return { kind: 'wrong-version', actual: this.streams.get(stream)?.at(-1)?.revision ?? null };
  }

  private store(stream: string, proposed: readonly WireProposal[]): WireRecord {
    const stored = this.streams.get(stream) ?? [];
    this.streams.set(stream, stored);
    const created = this.now();
    for (const proposal of proposed) {
      const prepare = this.offset;
      // Commit and prepare differ here, as they did under explicit transactions: who keeps only one is found out.
      const commit = prepare + BigInt(RECORD_OVERHEAD / 2 + proposal.data.byteLength);
      this.offset += BigInt(RECORD_OVERHEAD + proposal.data.byteLength + proposal.metadata.byteLength);
      const record = { ...proposal, stream, revision: stored.length, commit, prepare, created };
      this.indexByPosition.set(`${commit}-${prepare}`, this.records.length);
      stored.push(record);
      this.records.push(record);
    }
    for (const listener of [...this.listeners]) listener();
    return stored.at(-1)!;
  }
}

function holds(expected: WireExpectation, actual: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'no-stream') return actual === -1;
  if (expected === 'stream-exists') return actual >= 0;
  return actual === expected;
}

/** The last event of an earlier append that this one repeats: the same ids, one after the other, where it wants them. */
function repeatOf(
  stored: readonly WireRecord[],
  expected: WireExpectation,
  proposed: readonly WireProposal[],
): WireRecord | undefined {
  let start: number;
  if (expected === 'no-stream') start = 0;
  else if (typeof expected === 'number') start = expected + 1;
  else start = stored.findIndex(({ id }) => id === proposed[0]?.id);
  const matches = start >= 0 && proposed.every(({ id }, n) => stored[start + n]?.id === id);
  return matches ? stored[start + proposed.length - 1] : undefined;
}

function systemRecord(): WireProposal {
  const nothing = new Uint8Array();
  return {
    id: '00000000-0000-4000-8000-000000000000',
    type: '$started',
    contentType: 'application/json',
    data: nothing,
    metadata: nothing,
  };
}
