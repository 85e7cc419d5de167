/** Base 64 of RFC 4648 section 4, and nothing else: one text for the same bytes. */

/** The text of bytes, concatenated. */
export function toBase64(...parts: readonly Uint8Array[]): string {
  return Buffer.concat(parts).toString('base64');
}

/** The bytes of a text, or null when it is not exactly what `toBase64` writes. */
export function fromBase64(text: string): Uint8Array | null {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}
