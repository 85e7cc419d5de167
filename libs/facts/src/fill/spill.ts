/**
 * Stored events on their way from the order of the ledger to that of circles, in a file: each goes to one of a number of
 * heaps, sealed as it is stored, and a heap is read back whole. So no more than one heap has to be in memory, however
 * large the ledger.
 */
import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import type { StoredEvent } from '#libs/event-store';

/** Bytes written at one time, all of one heap. */
const BLOCK_BYTES = 32 * 1024;

/** Lengths of the head, the metadata and the data, and the circle. */
const FIXED_BYTES = 16;

/** Where the events of a heap stand in one file, in the order in which they were added. */
export interface HeapPlace {
  readonly file: string;
  /** Numbers of the blocks. */
  readonly blocks: readonly number[];
  /** Bytes in all of them; only the last is not full. */
  readonly bytes: number;
}

class Heap {
  readonly block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  readonly blocks: number[] = [];
  used = 0;
  bytes = 0;
}

/** Writes heaps into one file. */
export class HeapWriter {
  private readonly heaps: readonly Heap[];
  private readonly file: number;
  private blocks = 0;
  private entry = Buffer.allocUnsafe(8 * 1024);

  /** @param path where no file is yet; only its owner can read it. */
  constructor(
    private readonly path: string,
    count: number,
  ) {
    this.heaps = Array.from({ length: count }, () => new Heap());
    this.file = openSync(path, 'wx', 0o600);
  }

  /** @param circle a whole number below 2^32, the same for all events that are to be together; it tells the heap */
  add(stored: StoredEvent, circle: number): void {
    const { position, revision, recordedAt, id, type, stream, metadata, data } = stored;
    // The name of a stream comes last: it is the only one of these that may hold anything.
    const head = `${position}\n${revision}\n${recordedAt}\n${id}\n${type}\n${stream}`;
    const most = FIXED_BYTES + 3 * head.length + metadata.byteLength + data.byteLength;
    if (most > this.entry.length) this.entry = Buffer.allocUnsafe(2 * most);
    const { entry } = this;
    const headBytes = entry.write(head, FIXED_BYTES, 'utf8');
    let end = FIXED_BYTES + headBytes;
    entry.set(metadata, end);
    entry.set(data, (end += metadata.byteLength));
    end += data.byteLength;
    entry.writeUInt32LE(headBytes, 0);
    entry.writeUInt32LE(metadata.byteLength, 4);
    entry.writeUInt32LE(data.byteLength, 8);
    entry.writeUInt32LE(circle, 12);
    this.append(this.heaps[circle % this.heaps.length]!, end);
  }

  /** Writes what is left. @returns where each heap stands */
  close(): HeapPlace[] {
    for (const heap of this.heaps) if (heap.used > 0) this.flush(heap);
    closeSync(this.file);
    return this.heaps.map(({ blocks, bytes }) => ({ file: this.path, blocks, bytes }));
  }

  private append(heap: Heap, end: number): void {
    heap.bytes += end;
    for (let from = 0; from < end;) {
      const part = Math.min(end - from, BLOCK_BYTES - heap.used);
      this.entry.copy(heap.block, heap.used, from, from + part);
      heap.used += part;
      from += part;
      if (heap.used === BLOCK_BYTES) this.flush(heap);
    }
  }

  /** Whole blocks, also the last of a heap: every block has its place by its number. */
  private flush(heap: Heap): void {
    for (let from = 0; from < BLOCK_BYTES;) {
      from += writeSync(this.file, heap.block, from, BLOCK_BYTES - from, this.blocks * BLOCK_BYTES + from);
    }
    heap.blocks.push(this.blocks++);
    heap.used = 0;
  }
}

/** Events that are to be together. */
export interface SpilledCircle {
  readonly circle: number;
  readonly events: readonly StoredEvent[];
}

/** The events of a heap by circle, each circle in the order in which its events were added, read when it is its turn. */
export function* circlesIn(places: readonly HeapPlace[]): Generator<SpilledCircle> {
  const parts = places.map(readHeap);
  const circles = new Map<number, number[][]>();
  parts.forEach((bytes, part) => {
    for (let at = 0; at < bytes.length; at = endOf(bytes, at)) {
      const circle = bytes.readUInt32LE(at + 12);
      let starts = circles.get(circle);
      if (!starts) circles.set(circle, (starts = parts.map(() => [])));
      starts[part]!.push(at);
    }
  });
  const entries = new EntryReader();
  for (const [circle, starts] of circles) {
    yield { circle, events: starts.flatMap((own, part) => own.map((at) => entries.read(parts[part]!, at))) };
  }
}

function readHeap({ file, blocks, bytes }: HeapPlace): Buffer {
  const heap = Buffer.allocUnsafeSlow(bytes);
  if (bytes === 0) return heap;
  const opened = openSync(file, 'r');
  try {
    blocks.forEach((block, i) => {
      const [start, end] = [i * BLOCK_BYTES, Math.min(bytes, (i + 1) * BLOCK_BYTES)];
      for (let at = start; at < end;) {
        const read = readSync(opened, heap, at, end - at, block * BLOCK_BYTES + at - start);
        if (read === 0) throw new Error('a file of the fill is shorter than what was written to it');
        at += read;
      }
    });
  } finally {
    closeSync(opened);
  }
  return heap;
}

function endOf(bytes: Buffer, at: number): number {
  return at + FIXED_BYTES + bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) + bytes.readUInt32LE(at + 8);
}

/** Metadata is shared between events that have the same, as it is by a store. */
class EntryReader {
  private metadata: Buffer = Buffer.alloc(0);

  read(bytes: Buffer, at: number): StoredEvent {
    const start = at + FIXED_BYTES;
    const metadataAt = start + bytes.readUInt32LE(at);
    const dataAt = metadataAt + bytes.readUInt32LE(at + 4);
    const [position, revision, recordedAt, id, type, ...stream] = bytes.toString('utf8', start, metadataAt).split('\n');
    const metadata = bytes.subarray(metadataAt, dataAt);
    if (!metadata.equals(this.metadata)) this.metadata = Buffer.from(metadata);
    return {
      position: position!,
      revision: Number(revision),
      recordedAt: recordedAt!,
      id: id!,
      type: type!,
      stream: stream.length === 1 ? stream[0]! : stream.join('\n'),
      metadata: this.metadata,
      data: bytes.subarray(dataAt, dataAt + bytes.readUInt32LE(at + 8)),
    };
  }
}
