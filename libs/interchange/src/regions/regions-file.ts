/** The municipality-to-region table: CSV with a header, validity dates optional. */
import { readFile } from 'node:fs/promises';
import { isRegionName, type RegionRow } from '#libs/fact-schema';
import { isDay } from '#libs/trajectory';
import { cells } from '../csv/csv-line.js';

/** The region table cannot be read, a line of it is wrong, or two lines put a municipality in a region on the same day. */
export class RegionsFileError extends Error {
  override readonly name = 'RegionsFileError';
}

const COLUMNS = ['municipality', 'fromOn', 'untilOn', 'region'] as const;

/**
 * Reads a region table. Columns by name: `municipality`, `region` and, where wanted, `fromOn` (first day) and
 * `untilOn` (first day no longer).
 * @throws RegionsFileError naming the line and what is wrong with it.
 */
export async function readRegionsFile(path: string): Promise<RegionRow[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new RegionsFileError(`Cannot read the region table ${path}: ${error.code ?? error.message}.`);
  });
  return parseRegions(text, path);
}

/** The same from text; `name` is used in messages. */
export function parseRegions(text: string, name: string): RegionRow[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = cells(lines[0] ?? '');
  const place = Object.fromEntries(COLUMNS.map((column) => [column, header.indexOf(column)]));
  if (place['municipality']! < 0 || place['region']! < 0) {
    throw new RegionsFileError(
      `${name} needs a header with the columns municipality and region (fromOn, untilOn optional).`,
    );
  }
  const rows: (RegionRow & { readonly line: number })[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '' || line.startsWith('#')) continue;
    const row = cells(line);
    const cell = (column: (typeof COLUMNS)[number]) => row[place[column]!] ?? '';
    const wrong = (what: string) => new RegionsFileError(`${name}, line ${index + 1}: ${what}.`);
    if (!/^GM\d{4}$/.test(cell('municipality'))) throw wrong('municipality is not GM and 4 digits');
    if (cell('region') === '') throw wrong('region is empty');
    // Questions would never find such a one.
    if (!isRegionName(cell('region'))) {
      throw wrong('region is longer than 100 characters, or has a comma, a control character or a line separator');
    }
    for (const column of ['fromOn', 'untilOn'] as const) {
      if (cell(column) !== '' && !isDay(cell(column))) throw wrong(`${column} is not a date (YYYY-MM-DD)`);
    }
    const [fromOn, untilOn] = [cell('fromOn') || null, cell('untilOn') || null];
    if (fromOn !== null && untilOn !== null && untilOn <= fromOn) throw wrong('untilOn is not after fromOn');
    const added = { municipality: cell('municipality'), fromOn, untilOn, region: cell('region') };
    // A case would count once for each of the two.
    const other = rows.find((before) => overlap(before, added));
    if (other) throw wrong(`on some days ${added.municipality} is in a region by line ${other.line} already`);
    rows.push({ ...added, line: index + 1 });
  }
  return rows.map(({ line: _, ...row }) => row);
}

/** Whether two rows say something of one municipality on the same day. */
function overlap(one: RegionRow, other: RegionRow): boolean {
  const before = (a: RegionRow, b: RegionRow): boolean =>
    a.untilOn !== null && b.fromOn !== null && a.untilOn <= b.fromOn;
  return one.municipality === other.municipality && !before(one, other) && !before(other, one);
}
