/** One line of a table: cells by column name. */
export type Line = Readonly<Record<string, unknown>>;

/** An answer as a table. A line without a column has an empty cell there. */
export interface Table {
  readonly columns: readonly string[];
  /** Those that hold text, also where all their cells are empty. */
  readonly textColumns: readonly string[];
  readonly lines: readonly Line[];
}

/** What a figure without an interval has in its place, so that the columns are the same for every answer. */
const NO_INTERVAL = { level: null, lower: null, upper: null, method: null };

/**
 * Flattens nested objects to one level, names joined with a point: `{interval: {lower: 1}}` becomes
 * `{"interval.lower": 1}`. Lists stay as they are.
 */
export function flatten(value: Line, prefix = ''): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    const nested = name === 'interval' ? (member ?? NO_INTERVAL) : member;
    if (isObject(nested)) Object.assign(flat, flatten(nested, `${prefix}${name}.`));
    else flat[prefix + name] = nested;
  }
  return flat;
}

function isObject(value: unknown): value is Line {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A cell as text: codes as they are (`01` keeps its zero), numbers in full precision with a point, lists with a space
 * between their members; null when empty.
 */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(textOf).join(' ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
