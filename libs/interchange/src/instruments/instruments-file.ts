/** Which items of an instrument make up which scale: CSV with a header. */
import { readFile } from 'node:fs/promises';
import type { InstrumentDefinition } from '#libs/facts';
import { cells } from '../csv/csv-line.js';

/** The file cannot be read, or a line of it is not right; the message says which and why. */
export class InstrumentsFileError extends Error {
  override readonly name = 'InstrumentsFileError';
}

const COLUMNS = ['instrument', 'version', 'scale', 'item'] as const;

/** As ids and codes of events are written. */
const CODE = /^[A-Za-z0-9._:-]{1,64}$/;

/**
 * Reads the scales of instruments, one line per item. Columns by name: `instrument`, `version`, `scale`, and `item`, its place in the list of
 * item scores, from 1.
 * @throws InstrumentsFileError naming the line and what is wrong with it.
 */
export async function readInstrumentsFile(path: string): Promise<InstrumentDefinition[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InstrumentsFileError(`Cannot read the instruments file ${path}: ${error.code ?? error.message}.`);
  });
  return parseInstruments(text, path);
}

/** The same from text; `name` is used in messages. */
export function parseInstruments(text: string, name: string): InstrumentDefinition[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const header = cells(lines[0] ?? '');
  if (COLUMNS.some((column) => !header.includes(column))) {
    throw new InstrumentsFileError(`${name} needs a header with the columns ${COLUMNS.join(', ')}.`);
  }
  const instruments = new Map<string, { id: string; version: string; scales: Map<string, number[]> }>();
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line.trim() === '' || line.startsWith('#')) continue;
    const row = cells(line);
    const [id, version, scale, item] = COLUMNS.map((column) => row[header.indexOf(column)] ?? '') as [
      string,
      string,
      string,
      string,
    ];
    const wrong = (what: string) => new InstrumentsFileError(`${name}, line ${index + 1}: ${what}.`);
    for (const [column, value] of Object.entries({ instrument: id, version, scale })) {
      if (!CODE.test(value)) throw wrong(`${column} is not 1-64 characters of A-Z a-z 0-9 . _ : -`);
    }
    if (!/^[1-9]\d{0,3}$/.test(item)) throw wrong('item is not a whole number from 1 to 9999');
    const key = JSON.stringify([id, version]);
    const instrument = instruments.get(key) ?? { id, version, scales: new Map<string, number[]>() };
    instruments.set(key, instrument);
    const items = instrument.scales.get(scale) ?? [];
    instrument.scales.set(scale, items);
    if (items.includes(Number(item) - 1)) throw wrong('this item is in this scale already');
    items.push(Number(item) - 1);
  }
  return [...instruments.values()].map(({ id, version, scales }) => ({
    id,
    version,
    scales: [...scales].map(([code, items]) => ({ code, items })),
  }));
}
