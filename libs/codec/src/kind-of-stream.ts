import { STREAM_KINDS, type StreamKind } from '#libs/trajectory';

/** The kind that a stream's name begins with (`<kind>-...`), or null when it is no stream of care events. */
export function kindOfStream(name: string): StreamKind | null {
  const dash = name.indexOf('-');
  if (dash <= 0 || dash === name.length - 1) return null;
  return STREAM_KINDS.find((known) => known === name.slice(0, dash)) ?? null;
}
