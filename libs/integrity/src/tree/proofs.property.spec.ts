import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wholeTree } from '../../testing/whole-tree.js';
import { CompactRange } from './compact-range.js';
import { EMPTY_ROOT, hashLeaf, hashNode } from './hash.js';
import { consistencyProof, inclusionProof, rootOf } from './proofs.js';
import { verifyConsistency, verifyInclusion } from './verify-proofs.js';

const LEAVES = 200;
const leafHashes = Array.from({ length: LEAVES }, (_, n) => hashLeaf(Buffer.from(`leaf ${n}`)));
const tree = wholeTree(leafHashes);

/** MTH(D_n) as RFC 9162 section 2.1.1 defines it. */
function definedRoot(hashes: readonly Uint8Array[]): Uint8Array {
  if (hashes.length === 0) return EMPTY_ROOT;
  if (hashes.length === 1) return hashes[0]!;
  let k = 1;
  while (k * 2 < hashes.length) k *= 2;
  return hashNode(definedRoot(hashes.slice(0, k)), definedRoot(hashes.slice(k)));
}

const head = (size: number) => ({ size, root: rootOf(size, tree) });
const size = fc.integer({ min: 1, max: LEAVES });

/** Every hash of a list with one bit turned, at each place once. */
function flips(hashes: readonly Uint8Array[], bit: number): Uint8Array[][] {
  return hashes.map((_, place) =>
    hashes.map((hash, at) => {
      const copy = Uint8Array.from(hash);
      if (at === place) copy[bit >> 3]! ^= 1 << (bit & 7);
      return copy;
    }),
  );
}
const bit = fc.integer({ min: 0, max: 255 });

describe('trees of any size', () => {
  it('have the root that the RFC defines, leaf by leaf and from subtrees', () => {
    const range = new CompactRange();
    for (let n = 0; n <= LEAVES; n++) {
      const defined = definedRoot(leafHashes.slice(0, n));
      expect(range.size).toBe(n);
      expect(Buffer.compare(range.root(), defined)).toBe(0);
      expect(Buffer.compare(rootOf(n, tree), defined)).toBe(0);
      if (n < LEAVES) range.append(leafHashes[n]!);
    }
  });

  it('prove every leaf, and nothing with a bit turned', () => {
    fc.assert(
      fc.property(size, fc.nat(), bit, (leaves, pick, turned) => {
        const leaf = pick % leaves;
        const path = inclusionProof(leaf, leaves, tree);
        const claim = { leaf, leafHash: leafHashes[leaf]!, ...head(leaves) };
        expect(verifyInclusion(claim, path)).toBe(true);
        for (const wrong of flips(path, turned)) expect(verifyInclusion(claim, wrong)).toBe(false);
        const [leafHash, root] = [flips([claim.leafHash], turned)[0]![0]!, flips([claim.root], turned)[0]![0]!];
        expect(verifyInclusion({ ...claim, leafHash }, path)).toBe(false);
        expect(verifyInclusion({ ...claim, root }, path)).toBe(false);
        for (let other = 0; other < leaves; other++) {
          if (other !== leaf) expect(verifyInclusion({ ...claim, leaf: other }, path)).toBe(false);
        }
        expect(verifyInclusion(claim, [...path, EMPTY_ROOT])).toBe(false);
        if (path.length > 0) expect(verifyInclusion(claim, path.slice(1))).toBe(false);
      }),
    );
  });

  it('prove every earlier tree, and nothing with a bit turned', () => {
    fc.assert(
      fc.property(size, size, bit, (a, b, turned) => {
        const [from, to] = [head(Math.min(a, b)), head(Math.max(a, b))];
        const path = consistencyProof(from.size, to.size, tree);
        expect(verifyConsistency({ from, to }, path)).toBe(true);
        for (const wrong of flips(path, turned)) expect(verifyConsistency({ from, to }, wrong)).toBe(false);
        const root = flips([from.root], turned)[0]![0]!;
        expect(verifyConsistency({ from: { ...from, root }, to }, path)).toBe(false);
        expect(verifyConsistency({ from, to: { ...to, root: flips([to.root], turned)[0]![0]! } }, path)).toBe(false);
        expect(verifyConsistency({ from, to }, [...path, EMPTY_ROOT])).toBe(false);
      }),
    );
  });

  it('have no proof of what they do not hold', () => {
    expect(() => inclusionProof(3, 3, tree)).toThrow(RangeError);
    expect(() => inclusionProof(-1, 3, tree)).toThrow(RangeError);
    expect(() => consistencyProof(4, 3, tree)).toThrow(RangeError);
  });
});
