/** Memory for the values of columns, in blocks of one size: what one column gives back the next one takes. */

/** Bytes of a block: few, as every column of every table has one that is not full. */
const BLOCK_BYTES = 8 * 1024;

/** Blocks are cut from pieces of this size, of which there are few to keep track of. */
const PIECE_BYTES = 64 * BLOCK_BYTES;

export class BlockPool {
  private readonly free: Buffer[] = [];
  private bytes = 0;

  /** Bytes of what is taken. */
  get taken(): number {
    return this.bytes;
  }

  /** A block; what is too long for one gets memory of its own. */
  take(bytes: number): Buffer {
    const block = bytes > BLOCK_BYTES ? Buffer.allocUnsafeSlow(bytes) : this.block();
    this.bytes += block.length;
    return block;
  }

  giveBack(block: Buffer): void {
    this.bytes -= block.length;
    if (block.length === BLOCK_BYTES) this.free.push(block);
  }

  private block(): Buffer {
    if (this.free.length === 0) {
      const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
      for (let at = 0; at < PIECE_BYTES; at += BLOCK_BYTES) this.free.push(piece.subarray(at, at + BLOCK_BYTES));
    }
    return this.free.pop()!;
  }
}
