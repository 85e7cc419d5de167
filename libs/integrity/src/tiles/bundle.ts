/** Bundles of leaf contents (C2SP tlog-tiles): each after its length in two bytes, big-endian. */

/** Most bytes of one content. */
const MAX_BYTES = 0xffff;

/** @throws RangeError for a content of more than 65,535 bytes. */
export function encodeBundle(contents: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(
    contents.flatMap((content) => {
      if (content.byteLength > MAX_BYTES) throw new RangeError(`A leaf has at most ${MAX_BYTES} bytes.`);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(content.byteLength);
      return [length, content];
    }),
  );
}

/** @throws RangeError when the bytes end within a content. */
export function decodeBundle(bundle: Uint8Array): Uint8Array[] {
  const bytes = Buffer.from(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const contents: Uint8Array[] = [];
  for (let place = 0; place < bytes.length;) {
    const start = place + 2;
    const end = start <= bytes.length ? start + bytes.readUInt16BE(place) : Infinity;
    if (end > bytes.length) throw new RangeError('The bundle ends within a leaf.');
    contents.push(bytes.subarray(start, end));
    place = end;
  }
  return contents;
}
