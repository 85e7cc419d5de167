/** Deepest nesting of an event: corrections of corrections included. What is deeper is refused before anything recurses. */
export const MAX_DEPTH = 40;

/** Whether a JSON value is nested deeper than `limit`. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  for (const name in value) if (isDeeperThan((value as Record<string, unknown>)[name], limit - 1)) return true;
  return false;
}
