/**
 * Positions as text. The embedded store writes a counter (`"184467"`), EventStoreDB its commit and prepare
 * (`"900-880"`). The first number alone orders events; both are kept because a resume needs both.
 */
import type { Position } from './port.js';

/** Before every event: what a reader that has seen nothing has seen. */
export const BEGINNING: Position = '0';

const POSITION = /^\d{1,19}(-\d{1,19})?$/;

/** Whether a text is a position; anything a caller sends is checked with this first. */
export function isPosition(text: string): boolean {
  return POSITION.test(text);
}

/** The number that orders a position. */
export function positionOrder(position: Position): bigint {
  const dash = position.indexOf('-');
  return BigInt(dash < 0 ? position : position.slice(0, dash));
}

/** Negative when `a` comes before `b`, 0 when they are the same place, positive after. */
export function comparePositions(a: Position, b: Position): number {
  const [x, y] = [positionOrder(a), positionOrder(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Whether two positions can be of one store: a store writes one number, or two, and the beginning is that of every store. */
export function areOfOneKind(a: Position, b: Position): boolean {
  return a === BEGINNING || b === BEGINNING || a.includes('-') === b.includes('-');
}
