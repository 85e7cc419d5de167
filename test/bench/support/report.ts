/** Tables for people and a file for programs. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Machine } from './machine.js';
import { quantile, ratio, shown, verdict, type Measurement, type Sample, type Target, type Unit } from './measure.js';

/** What one part came to. */
export interface PartResult {
  readonly name: string;
  readonly seconds: number;
  /** Of the machine right before it, and right after it. */
  readonly loads: readonly [number, number];
  readonly measurements: readonly Measurement[];
  /** Why it did not get to its end. */
  readonly failure?: string;
}

export interface Results {
  readonly command: string;
  readonly at: string;
  readonly version: string;
  /** The commit that was measured, with a plus sign when files had changed since; null = not known. */
  readonly commit: string | null;
  readonly peers: string;
  readonly machine: Machine;
  readonly seconds: number;
  readonly parts: readonly PartResult[];
}

const HEADS = ['measured', 'result', 'lowest - highest', 'processor', 'beside it', 'its result', 'its range', 'its processor', 'ratio', 'asked', 'met']; // prettier-ignore
/** Columns of numbers. */
const RIGHT = new Set([1, 2, 3, 5, 6, 7, 8]);

/** What a part came to, as Markdown under a heading of its own. */
export interface Section {
  readonly title: string;
  readonly text: string;
}

/** A section for each part that began: how it was run, then its table. */
export function sections(results: Results): Section[] {
  const { cores, processor, memoryMB, system, node } = results.machine;
  const commit = results.commit === null ? '' : ` at \`${results.commit}\``;
  return results.parts
    .filter(({ measurements, failure }) => measurements.length > 0 || failure !== undefined)
    .map(({ name, measurements, loads, seconds, failure }) => {
      const run = [
        `\`${results.command}\`, ${results.at}; ${Math.round(seconds)} s, load ${loads[0].toFixed(1)} before and ${loads[1].toFixed(1)} after.`,
        `Care Ledger ${results.version}${commit}, ${results.peers}; Node ${node}, ${system}, ${cores} cores (${processor}), ${memoryMB.toLocaleString('en')} MB.`,
      ];
      const lines = [`### ${name}`, run.join('\n')];
      if (failure !== undefined) lines.push(`It did not get to its end: ${failure}`);
      if (measurements.length > 0) lines.push(table(measurements));
      return { title: name, text: lines.join('\n\n') };
    });
}

/** An aligned Markdown table. */
export function table(measurements: readonly Measurement[]): string {
  const rows = [HEADS, ...measurements.map(cells)];
  const widths = HEADS.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, i) => (RIGHT.has(i) ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join(' | ')} |`;
  const rule = widths.map((width, i) => (RIGHT.has(i) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(HEADS), `| ${rule.join(' | ')} |`, ...rows.slice(1).map(line)].join('\n');
}

function cells(one: Measurement): string[] {
  const times = ratio(one);
  return [
    one.what,
    result(one),
    range(one),
    processorTime(one),
    one.peer?.name ?? '',
    one.peer ? (one.peer.missing ?? result(one.peer)) : '',
    one.peer ? range(one.peer) : '',
    one.peer ? processorTime(one.peer) : '',
    times === null ? '' : `${significant(times)} x`,
    one.target ? asked(one.target, one.unit) : '',
    verdict(one) ?? '',
  ];
}

const result = (sample: Sample): string => {
  const value = shown(sample);
  return value === null ? '' : withUnit(value, sample.unit);
};

function range({ values, unit }: Sample): string {
  return values.length < 2 ? '' : `${number(quantile(values, 0), unit)} - ${number(quantile(values, 1), unit)}`;
}

const processorTime = ({ processor = [] }: Sample): string =>
  processor.length === 0 ? '' : `${significant(quantile(processor, 0.5))} µs/event`;

function asked({ of, atLeast, atMost }: Target, unit: Unit): string {
  const [sign, value] = atLeast === undefined ? ['≤', atMost!] : ['≥', atLeast];
  return `${sign} ${of === 'ratio' ? `${value} x` : withUnit(value, unit)}`;
}

const withUnit = (value: number, unit: Unit): string =>
  unit === 'ratio' ? number(value, unit) : `${number(value, unit)} ${unit}`;

/** Rates, sizes and long times as whole numbers; others with what matters of their decimals. */
const number = (value: number, unit: Unit): string =>
  unit === 'events/s' || unit === 'MB' || value >= 100 ? Math.round(value).toLocaleString('en') : significant(value);

const significant = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(value < 1 ? 2 : 3)));

/** Writes everything that was measured, every value included. */
export async function writeResults(path: string, results: Results): Promise<void> {
  const parts = results.parts.map((part) => ({
    ...part,
    measurements: part.measurements.map((one) => ({
      ...one,
      result: shown(one),
      ratio: ratio(one),
      met: verdict(one),
    })),
  }));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ ...results, parts }, null, 1)}\n`);
}
