import { textOf, type Table } from './table.js';

/** Writes a table as CSV by RFC 4180: CRLF line ends, a header row, cells quoted only where they must be. */
export function toCsv({ columns, lines }: Table): string {
  const cells = [columns, ...lines.map((line) => columns.map((column) => textOf(line[column]) ?? ''))];
  return cells.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
