import { createHash, type Hash } from 'node:crypto';
import { Unreadable } from '../recording/outcome.js';

/** One line of the input, without its end; too long ones come as length and hash. */
export interface Line {
  /** From 1. */
  readonly number: number;
  readonly content: Uint8Array | Unreadable;
}

const NEWLINE = 0x0a;

/**
 * Cuts a stream of bytes into lines. Each chunk that arrives gives one batch with the lines that end in it, so that
 * lines are passed on as soon as they are whole and never more than a line is held back. An empty line is a line; what stands after the
 * last end of a line is one unless it is blank.
 * @param limit longest line in bytes.
 */
export async function* splitLines(input: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<Line[]> {
  const pending = new PendingLine(limit);
  let number = 0;
  for await (const chunk of input) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      pending.add(chunk.subarray(start, end));
      number += 1;
      lines.push({ number, content: pending.take() });
      start = end + 1;
    }
    pending.add(chunk.subarray(start));
    if (lines.length > 0) yield lines;
  }
  const content = pending.take();
  if (content instanceof Unreadable || !isBlank(content)) yield [{ number: number + 1, content }];
}

/** The line that has begun. */
class PendingLine {
  private parts: Uint8Array[] = [];
  private length = 0;
  /** Set once the line is too long to be held. */
  private hash: Hash | null = null;

  constructor(private readonly limit: number) {}

  add(part: Uint8Array): void {
    if (part.byteLength === 0) return;
    this.length += part.byteLength;
    if (this.hash) this.hash.update(part);
    else this.parts.push(part);
    if (!this.hash && this.length > this.limit) {
      this.hash = createHash('sha256');
      for (const held of this.parts) this.hash.update(held);
      this.parts = [];
    }
  }

  /** The line as it is now, and room for the next. */
  take(): Uint8Array | Unreadable {
    const { hash, length, parts, limit } = this;
    [this.parts, this.length, this.hash] = [[], 0, null];
    if (hash) {
      const reason = `The line is longer than ${limit} bytes.`;
      return new Unreadable(length, hash.digest('hex'), reason, 413);
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
