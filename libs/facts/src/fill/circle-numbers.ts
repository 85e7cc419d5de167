/** The circles of streams as numbers. */

/** Streams whose circle is at hand, at some 100 bytes each: those that are written to at one time. */
const KEPT = 100_000;

/**
 * A number below 2^32 for the circle of a stream. Two circles may share one, and are folded together then.
 * @param circleOf what tells the circle of a stream; without it each stream is one
 */
export function circleNumbers(circleOf: (stream: string) => string = (stream) => stream): (stream: string) => number {
  const known = new Map<string, number>();
  return (stream) => {
    let circle = known.get(stream);
    if (circle !== undefined) return circle;
    circle = numberOf(circleOf(stream));
    if (known.size >= KEPT) known.clear();
    known.set(stream, circle);
    return circle;
  };
}

/** FNV-1a of its code units. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
