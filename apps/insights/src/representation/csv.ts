/** One line of a table: cells by column name. */
export type CsvRow = Readonly<Record<string, unknown>>;

/**
 * Writes rows as CSV by RFC 4180: CRLF line ends, a header row, cells quoted only where they must be.
 *
 * Codes stay the text they are (`01` keeps its zero), numbers are written in full precision with a point, booleans as
 * `true` and `false`, null and absent as an empty cell, lists with a space between their members. The columns are
 * those of all rows in order of first appearance, so that a row without one has an empty cell there.
 *
 * @param leading columns that come first and are there even without rows
 */
export function toCsv(rows: readonly CsvRow[], leading: readonly string[] = []): string {
  const columns = [...new Set([...leading, ...rows.flatMap((row) => Object.keys(row))])];
  const lines = [columns.map(cell), ...rows.map((row) => columns.map((column) => cell(row[column])))];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

/**
 * Flattens nested objects to one level, names joined with a point: `{interval: {lower: 1}}` becomes
 * `{"interval.lower": 1}`. Lists stay as they are.
 */
export function flatten(value: Readonly<Record<string, unknown>>, prefix = ''): Record<string, unknown> {
  const flat: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(value)) {
    if (isObject(member)) Object.assign(flat, flatten(member, `${prefix}${name}.`));
    else flat[prefix + name] = member;
  }
  return flat;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function cell(value: unknown): string {
  const text = Array.isArray(value) ? value.map(textOf).join(' ') : textOf(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
