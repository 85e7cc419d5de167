/** Roots and proofs of RFC 9162 section 2.1, from the hashes of complete subtrees. */
import { EMPTY_ROOT, hashNode } from './hash.js';

/** The hash of the complete subtree over the leaves from `index * 2^level` to before `(index + 1) * 2^level`. */
export type SubtreeReader = (level: number, index: number) => Uint8Array;

/** Root of the tree over the first `size` leaves. */
export function rootOf(size: number, read: SubtreeReader): Uint8Array {
  return size === 0 ? EMPTY_ROOT : rangeRoot(0, size, read);
}

/**
 * PATH(m, D_n) of section 2.1.3.1: what leads from a leaf to the root, the leaf's sibling first.
 * @throws RangeError when the tree of this size has no such leaf.
 */
export function inclusionProof(leaf: number, size: number, read: SubtreeReader): Uint8Array[] {
  if (!Number.isSafeInteger(leaf) || leaf < 0 || leaf >= size) throw new RangeError('The tree has no such leaf.');
  const path: Uint8Array[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + largestPowerBelow(end - start);
    if (leaf < middle) {
      path.push(rangeRoot(middle, end, read));
      end = middle;
    } else {
      path.push(rangeRoot(start, middle, read));
      start = middle;
    }
  }
  return path.reverse();
}

/**
 * PROOF(m, D_n) of section 2.1.4.1: that the tree of `to` leaves begins with the tree of `from` leaves. Empty for equal
 * sizes and for a tree that was empty.
 * @throws RangeError when `from` is not between 0 and `to`.
 */
export function consistencyProof(from: number, to: number, read: SubtreeReader): Uint8Array[] {
  if (!Number.isSafeInteger(from) || from < 0 || from > to) throw new RangeError('The first tree is not the smaller.');
  if (from === 0 || from === to) return [];
  const path: Uint8Array[] = [];
  let [start, end, isWhole] = [0, to, true];
  while (from !== end) {
    const middle = start + largestPowerBelow(end - start);
    if (from <= middle) {
      path.push(rangeRoot(middle, end, read));
      end = middle;
    } else {
      path.push(rangeRoot(start, middle, read));
      start = middle;
      isWhole = false;
    }
  }
  if (!isWhole) path.push(rangeRoot(start, end, read));
  return path.reverse();
}

/** Root over the leaves from `start`, a place where a subtree of at least this size begins, to before `end`. */
function rangeRoot(start: number, end: number, read: SubtreeReader): Uint8Array {
  const size = end - start;
  const level = Math.log2(size);
  if (Number.isInteger(level)) return read(level, start / size);
  const middle = start + largestPowerBelow(size);
  return hashNode(rangeRoot(start, middle, read), rangeRoot(middle, end, read));
}

/** Largest power of two smaller than `n`, which is at least 2. */
function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}
