/** Numbers of inhabitants: CSV with a header. */
import { readFile } from 'node:fs/promises';
import type { PopulationRow } from '#libs/fact-schema';
import { ageBandOf, AGE_BAND_NAMES } from '#libs/indicators';
import { isDay } from '#libs/trajectory';
import { cells } from '../csv/csv-line.js';

type Column = 'municipality' | 'year' | 'date' | 'ageBand' | 'age' | 'sex' | 'count';

/** The file cannot be read, or a line of it is not right; the message says which and why. */
export class PopulationFileError extends Error {
  override readonly name = 'PopulationFileError';
}

/**
 * Reads numbers of inhabitants. Columns by name: `municipality`, `year` (1 January of it) or `date`, `count` and, where they are told apart,
 * `ageBand` (or `age`, whole years, which are added up to bands) and `sex` (V, M).
 * @throws PopulationFileError naming the line and what is wrong with it.
 */
export async function readPopulationFile(path: string): Promise<PopulationRow[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new PopulationFileError(`Cannot read the population file ${path}: ${error.code ?? error.message}.`);
  });
  return parsePopulation(text, path);
}

/** The same from text; `name` is used in messages. */
export function parsePopulation(text: string, name: string): PopulationRow[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = cells(lines[0] ?? '');
  const has = (column: Column): boolean => header.includes(column);
  if (!has('municipality') || !has('count') || has('year') === has('date') || (has('age') && has('ageBand'))) {
    throw new PopulationFileError(
      `${name} needs a header with the columns municipality, year (or date) and count; ageBand (or age) and sex are optional.`,
    );
  }
  const rows = new Map<string, PopulationRow>();
  const seen = new Map<string, number>();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '' || line.startsWith('#')) continue;
    const values = cells(line);
    const cell = (column: Column): string => (has(column) ? (values[header.indexOf(column)] ?? '') : '');
    const wrong = (what: string) => new PopulationFileError(`${name}, line ${index + 1}: ${what}.`);
    const row = rowOf(cell, has, wrong);
    const said = JSON.stringify([row.municipality, row.on, has('age') ? Number(cell('age')) : row.ageBand, row.sex]);
    const before = seen.get(said);
    if (before !== undefined) throw wrong(`the same inhabitants are counted in line ${before}`);
    seen.set(said, index + 1);
    const key = JSON.stringify([row.municipality, row.on, row.ageBand, row.sex]);
    rows.set(key, { ...row, count: row.count + (rows.get(key)?.count ?? 0) });
  }
  return [...rows.values()];
}

function rowOf(
  cell: (column: Column) => string,
  has: (column: Column) => boolean,
  wrong: (what: string) => PopulationFileError,
): PopulationRow {
  const [municipality, year, count, sex] = [cell('municipality'), cell('year'), cell('count'), cell('sex')];
  if (!/^GM\d{4}$/.test(municipality)) throw wrong('municipality is not GM and 4 digits');
  if (has('year') && !/^[12]\d{3}$/.test(year)) throw wrong('year is not four digits');
  const on = has('year') ? `${year}-01-01` : cell('date');
  if (!isDay(on)) throw wrong('date is not a date (YYYY-MM-DD)');
  if (!/^\d{1,9}$/.test(count)) throw wrong('count is not a whole number');
  if (has('sex') && sex !== 'V' && sex !== 'M') {
    throw wrong('sex is not V or M; leave the column out where both are counted together');
  }
  if (has('ageBand') && !AGE_BAND_NAMES.includes(cell('ageBand'))) {
    throw wrong(`ageBand is none of ${AGE_BAND_NAMES.join(', ')}`);
  }
  if (has('age') && !/^\d{1,3}$/.test(cell('age'))) throw wrong('age is not a whole number of years');
  const ageBand = has('age') ? ageBandOf(Number(cell('age'))) : cell('ageBand') || null;
  return { municipality, on, ageBand, sex: sex || null, count: Number(count) };
}
