/** Whether rows of one table say the same. */

/** The same rows in the same order. */
export function sameRows(some: readonly object[], others: readonly object[]): boolean {
  return some.length === others.length && some.every((row, i) => sameRow(row, others[i]));
}

/** Two rows of one table. */
export function sameRow(a: object, b: object | undefined): boolean {
  if (b === undefined) return false;
  for (const column in a) {
    if (!Object.is((a as Record<string, unknown>)[column], (b as Record<string, unknown>)[column])) return false;
  }
  return true;
}
