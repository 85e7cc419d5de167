/** Checks of proofs, step by step as RFC 9162 sections 2.1.3.2 and 2.1.4.2 lay down. */
import { HASH_BYTES, hashNode, isSameHash } from './hash.js';

/** That a leaf stands at a place of a tree. */
export interface InclusionClaim {
  /** From 0. */
  readonly leaf: number;
  readonly leafHash: Uint8Array;
  readonly size: number;
  readonly root: Uint8Array;
}

/** That one tree is the beginning of another. */
export interface ConsistencyClaim {
  readonly from: { readonly size: number; readonly root: Uint8Array };
  readonly to: { readonly size: number; readonly root: Uint8Array };
}

/** Whether the path proves the claim. */
export function verifyInclusion({ leaf, leafHash, size, root }: InclusionClaim, path: readonly Uint8Array[]): boolean {
  if (!isCount(leaf) || !isCount(size) || leaf >= size || !areHashes([leafHash, root, ...path])) return false;
  let [fn, sn, r] = [leaf, size - 1, leafHash];
  for (const p of path) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      r = hashNode(p, r);
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      r = hashNode(r, p);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && isSameHash(r, root);
}

/** Whether the path proves the claim. Trees of one size must be the same; every tree continues the empty one. */
export function verifyConsistency({ from, to }: ConsistencyClaim, path: readonly Uint8Array[]): boolean {
  if (!isCount(from.size) || !isCount(to.size) || from.size > to.size) return false;
  if (!areHashes([from.root, to.root, ...path])) return false;
  if (from.size === to.size) return path.length === 0 && isSameHash(from.root, to.root);
  if (from.size === 0) return path.length === 0;
  if (path.length === 0) return false;
  const [first, ...rest] = isPowerOfTwo(from.size) ? [from.root, ...path] : path;
  let [fn, sn] = [from.size - 1, to.size - 1];
  while (isOdd(fn)) [fn, sn] = [half(fn), half(sn)];
  let [fr, sr] = [first!, first!];
  for (const c of rest) {
    if (sn === 0) return false;
    if (isOdd(fn) || fn === sn) {
      [fr, sr] = [hashNode(c, fr), hashNode(c, sr)];
      while (!isOdd(fn) && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = hashNode(sr, c);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && isSameHash(fr, from.root) && isSameHash(sr, to.root);
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.byteLength === HASH_BYTES);
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0;
}

function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n));
}

function isOdd(n: number): boolean {
  return n % 2 === 1;
}

/** Bit shifts would cut numbers off at 32 bits. */
function half(n: number): number {
  return Math.floor(n / 2);
}
