import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactView } from '#libs/facts';
import { textOf, type Table } from './table.js';

/**
 * Writes a table as a Parquet file: numbers as DOUBLE, booleans as BOOLEAN, all else as text. A column that is empty
 * in every line is a DOUBLE unless the table says that it holds text: a figure that is not known is still a number.
 *
 * @param view lends the database that writes the file; its facts are not read
 */
export async function toParquet(view: FactView, { columns, textColumns, lines }: Table): Promise<Buffer> {
  const cells = columns.map((column) => lines.map((line) => line[column]));
  const types = columns.map((column, i) => (textColumns.includes(column) ? 'VARCHAR' : typeOf(cells[i]!)));
  const select = columns.map((column, i) => `CAST(unnest($${i + 1}) AS ${types[i]}) AS "${name(column)}"`);
  const folder = await mkdtemp(join(tmpdir(), 'care-ledger-'));
  try {
    const file = join(folder, 'answer.parquet');
    await view.query(
      `COPY (SELECT ${select.join(', ')}) TO '${file.replaceAll("'", "''")}' (FORMAT parquet)`,
      cells.map((column) => column.map(textOf)),
    );
    return await readFile(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function typeOf(cells: readonly unknown[]): 'DOUBLE' | 'BOOLEAN' | 'VARCHAR' {
  const known = cells.filter((cell) => cell !== null && cell !== undefined);
  if (known.every((cell) => typeof cell === 'number')) return 'DOUBLE';
  return known.every((cell) => typeof cell === 'boolean') ? 'BOOLEAN' : 'VARCHAR';
}

function name(column: string): string {
  return column.replaceAll('"', '""');
}
