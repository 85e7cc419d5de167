/** Writes on their way to the thread that commits them: one block of bytes that changes hands, and few objects to copy. */
import type { AppendManyOptions, ExpectedRevision, NewEvent } from '#libs/event-store';
import type { QueuedWrite } from '../writer.js';

/** Length of an id as text. */
const ID = 36;

/** The type and metadata that events share. */
interface Sort {
  readonly type: string;
  readonly metadata: Uint8Array;
}

export interface PackedWrites {
  readonly options: AppendManyOptions;
  /** Streams of writes that cannot be made, in the order in which that was found. */
  readonly fallen: readonly string[];
  /** Of each write: its stream, what it expects, how many events it has. */
  readonly streams: readonly string[];
  readonly expected: readonly ExpectedRevision[];
  readonly counts: readonly number[];
  /** Ids of all events, one after the other. */
  readonly ids: string;
  readonly sorts: readonly Sort[];
  /** Of each event: its sort, and the length of its data. */
  readonly numbers: Uint32Array<ArrayBuffer>;
  /** Data of all events, one after the other. */
  readonly data: Uint8Array<ArrayBuffer>;
  /** Instants that events bring along; null when none does. */
  readonly instants: readonly (string | undefined)[] | null;
}

/** @param fallen streams of writes that cannot be made */
export function packWrites(
  writes: readonly QueuedWrite[],
  fallen: readonly string[],
  options: AppendManyOptions,
): PackedWrites {
  const events = writes.flatMap(({ write }) => write.events);
  const data = new Uint8Array(events.reduce((bytes, event) => bytes + event.data.byteLength, 0));
  const numbers = new Uint32Array(2 * events.length);
  const sorts = new Sorts();
  let [ids, offset] = ['', 0];
  events.forEach((event, i) => {
    ids += event.id;
    numbers[2 * i] = sorts.numberOf(event);
    numbers[2 * i + 1] = event.data.byteLength;
    data.set(event.data, offset);
    offset += event.data.byteLength;
  });
  return {
    options,
    fallen,
    streams: writes.map(({ write }) => write.stream),
    expected: writes.map(({ write }) => write.expectedRevision),
    counts: writes.map(({ write }) => write.events.length),
    ids,
    sorts: sorts.all,
    numbers,
    data,
    instants: events.some(({ recordedAt }) => recordedAt !== undefined)
      ? events.map(({ recordedAt }) => recordedAt)
      : null,
  };
}

/** The writes again; their events share the packed bytes. */
export function unpackWrites(packed: PackedWrites): QueuedWrite[] {
  const { sorts, numbers, ids, instants } = packed;
  let [at, offset] = [0, 0];
  const next = (): NewEvent => {
    const { type, metadata } = sorts[numbers[2 * at]!]!;
    const end = offset + numbers[2 * at + 1]!;
    const event = { id: ids.slice(ID * at, ID * (at + 1)), type, data: packed.data.subarray(offset, end), metadata };
    const recordedAt = instants?.[at];
    [at, offset] = [at + 1, end];
    return recordedAt === undefined ? event : { ...event, recordedAt };
  };
  return packed.streams.map((stream, i) => {
    const start = offset;
    const events = Array.from({ length: packed.counts[i]! }, next);
    return { write: { stream, events, expectedRevision: packed.expected[i]! }, bytes: offset - start };
  });
}

/** What events have in common, told apart by their metadata as objects: who encodes many events has one for each type. */
class Sorts {
  readonly all: Sort[] = [];
  private readonly byMetadata = new Map<Uint8Array, number>();

  numberOf({ type, metadata }: NewEvent): number {
    const known = this.byMetadata.get(metadata);
    if (known !== undefined && this.all[known]!.type === type) return known;
    this.byMetadata.set(metadata, this.all.length);
    return this.all.push({ type, metadata: Uint8Array.from(metadata) }) - 1;
  }
}
