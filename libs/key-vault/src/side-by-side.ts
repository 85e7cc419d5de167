/** Where keys lie in memory for as long as they are at hand. */

/** Bytes of a block: few, since one key that stays at hand keeps the whole of it. */
const BLOCK_BYTES = 4096;

let block = Buffer.alloc(0);
let used = 0;

/**
 * A copy of some bytes beside other such copies. Any other small `Buffer` is cut from a block of 8 KB that it shares with
 * whatever was made at that moment, and keeps all of that in memory.
 */
export function keptBesideOthers(bytes: Uint8Array): Buffer {
  if (used + bytes.byteLength > block.byteLength) {
    block = Buffer.alloc(Math.max(BLOCK_BYTES, bytes.byteLength));
    used = 0;
  }
  const kept = block.subarray(used, used + bytes.byteLength);
  kept.set(bytes);
  used += bytes.byteLength;
  return kept;
}
