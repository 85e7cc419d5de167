/** Deepest nesting of an event: corrections of corrections included. What is deeper is refused before anything recurses. */
export const MAX_DEPTH = 40;

/** Whether a JSON value is nested deeper than `limit`. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  // `for ... in` makes a text of the number of each item: a list as long as a body may be would hold everybody up for seconds.
  if (Array.isArray(value)) return value.some((item) => isDeeperThan(item, limit - 1));
  for (const name in value) if (isDeeperThan((value as Record<string, unknown>)[name], limit - 1)) return true;
  return false;
}
