/** The table for people and the file for programs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Machine } from './machine.js';
import { quantile, ratio, shown, type Measurement, type Sample, type Unit } from './measure.js';

/** A measurement with the load of the machine right after it. */
export interface Taken extends Measurement {
  readonly load: number;
}

export interface Results {
  readonly command: string;
  readonly at: string;
  readonly version: string;
  readonly machine: Machine;
  readonly loadBefore: number;
  readonly loadAfter: number;
  /** Seconds that the whole took. */
  readonly seconds: number;
  readonly measurements: readonly Taken[];
}

/** An aligned Markdown table. */
export function table(measurements: readonly Taken[]): string {
  const rows = [
    ['measured', 'result', 'lowest - highest', 'beside it', 'its result', 'ratio', 'load'],
    ...measurements.map((one) => [
      one.what,
      withUnit(shown(one, one.show), one.unit),
      range(one),
      one.peer?.name ?? '',
      one.peer ? withUnit(shown(one.peer), one.peer.unit) : '',
      one.peer ? `${ratio(one)!.toPrecision(2)} x` : '',
      one.load.toFixed(1),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const numbers = new Set([1, 2, 4, 5, 6]);
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => (numbers.has(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join(' | ')} |`;
  const rule = `| ${widths.map((width, i) => (numbers.has(i) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join('\n');
}

function range({ values, unit }: Sample): string {
  return values.length < 2 ? '' : `${number(quantile(values, 0), unit)} - ${number(quantile(values, 1), unit)}`;
}

const withUnit = (value: number, unit: Unit): string => `${number(value, unit)} ${unit}`;

const number = (value: number, unit: Unit): string =>
  value.toLocaleString('en', { maximumFractionDigits: (unit === 'ms' || unit === 's') && value < 100 ? 1 : 0 });

/** Writes everything that was measured, every value included. */
export async function writeResults(path: string, results: Results): Promise<void> {
  const measurements = results.measurements.map((one) => ({ ...one, result: shown(one, one.show), ratio: ratio(one) }));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ ...results, measurements }, null, 2)}\n`);
}
