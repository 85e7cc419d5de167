/** CSV by RFC 4180: CRLF line ends, a header, cells quoted only where they must be. */

/** A line of cells: codes as they are (`01` keeps its zero), numbers in full precision with a point, null as nothing. */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** The rows of a table as CSV text, with its header, piece by piece. */
export async function* csvOf(
  columns: readonly string[],
  portions: AsyncIterable<readonly Readonly<Record<string, unknown>>[]>,
): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const rows of portions) {
    yield rows.map((row) => csvLine(columns.map((column) => row[column]))).join('');
  }
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
