/** What JSON can hold, and whether two such values are the same figure. */

/** Whether a value comes back from JSON as it went in; members that are undefined are left out. */
export function isJson(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== 'object') return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return false; // no Date, Map, class
  return Object.values(value).every((member) => member === undefined || isJson(member));
}

/** Sums of the same numbers in another order differ by this much at most, relative to their size. */
const ROUNDING = 1e-9;

/** Whether two JSON values are equal but for rounding. */
export function sameFigure(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') {
    return Math.abs(a - b) <= ROUNDING * Math.max(1, Math.abs(a), Math.abs(b));
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [x, y] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const names = Object.keys(x);
  return (
    names.length === Object.keys(y).length &&
    names.every((name) => Object.hasOwn(y, name) && sameFigure(x[name], y[name]))
  );
}
