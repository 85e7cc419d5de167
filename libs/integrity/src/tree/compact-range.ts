import { EMPTY_ROOT, hashNode } from './hash.js';

/**
 * A tree that only grows and only knows its right edge: the roots of its complete subtrees, largest first. That is all
 * it takes to add leaves and to say the root, in memory that grows with the logarithm of the leaves.
 */
export class CompactRange {
  private readonly roots: Uint8Array[] = [];
  private leaves = 0;

  /** Leaves so far. */
  get size(): number {
    return this.leaves;
  }

  /** Adds the hash of the next leaf. */
  append(leafHash: Uint8Array): void {
    let root = leafHash;
    for (let below = this.leaves; below % 2 === 1; below = Math.floor(below / 2)) {
      root = hashNode(this.roots.pop()!, root);
    }
    this.roots.push(root);
    this.leaves += 1;
  }

  /** Root of the tree so far. */
  root(): Uint8Array {
    return this.roots.length === 0 ? EMPTY_ROOT : this.roots.reduceRight((right, left) => hashNode(left, right));
  }
}
