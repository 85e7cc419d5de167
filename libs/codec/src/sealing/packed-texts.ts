/** Texts on their way to the thread that seals them and back: one block of bytes that changes hands each way. */
import type { NewEvent } from '#libs/event-store';
import type { Draft } from './draft.js';
import { sealedLength, sealInto, type SealingKey } from './seal.js';

const SECRET_BYTES = 32;

/** A draft that has to be sealed. */
export type KeyedDraft = Draft & { readonly key: SealingKey };

/** The sealed texts, one after the other. */
export type SealedTexts = Uint8Array<ArrayBuffer>;

export interface PackedTexts {
  /** Length of each text. */
  readonly lengths: Uint32Array<ArrayBuffer>;
  /** Of each its key, the key of its nonce and itself, one after the other. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function packTexts(drafts: readonly KeyedDraft[]): PackedTexts {
  const lengths = Uint32Array.from(drafts, ({ text }) => text.byteLength);
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + 2 * SECRET_BYTES + length, 0));
  let at = 0;
  for (const { key, text } of drafts) {
    bytes.set(key.secret, at);
    bytes.set(key.nonceSecret, at + SECRET_BYTES);
    bytes.set(text, at + 2 * SECRET_BYTES);
    at += 2 * SECRET_BYTES + text.byteLength;
  }
  return { lengths, bytes };
}

/** Seals packed texts; what was packed, keys too, is not in memory afterwards. */
export function sealPacked({ lengths, bytes }: PackedTexts): SealedTexts {
  const texts: { readonly key: SealingKey; readonly text: Uint8Array; readonly length: number }[] = [];
  let [at, all] = [0, 0];
  for (const length of lengths) {
    const [nonce, start] = [at + SECRET_BYTES, at + 2 * SECRET_BYTES];
    const text = bytes.subarray(start, start + length);
    const key = { secret: bytes.subarray(at, nonce), nonceSecret: bytes.subarray(nonce, start) };
    texts.push({ key, text, length: sealedLength(text) });
    all += sealedLength(text);
    at = start + length;
  }
  const target = new Uint8Array(all);
  let offset = 0;
  for (const { key, text, length } of texts) {
    sealInto(target.subarray(offset, offset + length), key, text);
    offset += length;
  }
  bytes.fill(0);
  return target;
}

/** The events of drafts whose texts were sealed; their data share the bytes. */
export function unpackSealed(drafts: readonly KeyedDraft[], bytes: SealedTexts): NewEvent[] {
  let at = 0;
  return drafts.map(({ id, type, metadata, text }) => {
    const data = bytes.subarray(at, (at += sealedLength(text)));
    return { id, type, data, metadata };
  });
}
