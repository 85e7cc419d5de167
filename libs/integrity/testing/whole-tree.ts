import { hashNode } from '../src/tree/hash.js';
import type { SubtreeReader } from '../src/tree/proofs.js';

/** Reads the subtrees of a tree whose leaf hashes are all at hand. */
export function wholeTree(leafHashes: readonly Uint8Array[]): SubtreeReader {
  const levels = [leafHashes];
  for (let below = leafHashes; below.length > 1; levels.push(below)) {
    const pairs = Math.floor(below.length / 2);
    const lower = below;
    below = Array.from({ length: pairs }, (_, n) => hashNode(lower[2 * n]!, lower[2 * n + 1]!));
  }
  return (level, index) => {
    const hash = levels[level]?.[index];
    if (!hash) throw new Error(`the tree has no subtree ${index} at level ${level}`);
    return hash;
  };
}
