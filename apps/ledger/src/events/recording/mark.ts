import type { EventKey } from '#libs/trajectory';

/**
 * A number made of the id of an event: where no event of a stream has it, the event does not stand in that stream. Small
 * enough (30 bits) for a list of them to take little memory. FNV-1a.
 */
export function markOf({ id }: EventKey): number {
  let mark = 0x811c9dc5;
  for (let i = 0; i < id.length; i += 1) mark = Math.imul(mark ^ id.charCodeAt(i), 0x01000193);
  return mark >>> 2;
}
