import { RULE } from '#libs/privacy';
import type { Cell } from './cells.js';

/** Of a count that lacks at most 7 cases of another one, the first case is one of the first 8 of the other. */
export const TOUCHING = RULE.hiddenBelow;

/** Numbers of cases have 52 bits. An outline has the first 32 of each, so that two cases can be taken for one there. */
const REST = 2 ** 20;

/** The counts of an answer in few bytes: enough to tell that a count does not lie within another one, not enough to tell that it does. */
export interface Outline {
  /** Names of the counts. */
  readonly counts: readonly string[];
  /** By cell the index of its count in `counts`. */
  readonly countOf: Uint16Array;
  /** By cell 1 when it is shown. */
  readonly shown: Uint8Array;
  /** By cell its first case in `cases`; one more at the end. */
  readonly start: Uint32Array;
  /** By cell what tells it from one whose cases agree as far as `cases` goes. */
  readonly rest: Uint32Array;
  /** The cases of one cell after the other, each cell ascending. */
  readonly cases: Uint32Array;
  /** By cell the first 8 of its cases once more, side by side: with most cells nothing else is looked at. */
  readonly heads: Uint32Array;
}

/** Makes the outline of an answer. */
export function outlineOf(cells: readonly Cell[]): Outline {
  const counts = [...new Set(cells.map(({ count }) => count))];
  const index = new Map(counts.map((count, at) => [count, at]));
  const outline = {
    counts,
    countOf: Uint16Array.from(cells, ({ count }) => index.get(count)!),
    shown: Uint8Array.from(cells, ({ shown }) => (shown ? 1 : 0)),
    start: new Uint32Array(cells.length + 1),
    rest: new Uint32Array(cells.length),
    cases: new Uint32Array(cells.reduce((sum, { cases }) => sum + cases.length, 0)),
    heads: new Uint32Array(TOUCHING * cells.length),
  };
  let at = 0;
  cells.forEach(({ cases }, cell) => {
    let rest = 0;
    for (const key of cases) {
      outline.cases[at++] = key / REST;
      rest ^= key % REST;
    }
    outline.heads.set(
      outline.cases.subarray(outline.start[cell], Math.min(at, outline.start[cell]! + TOUCHING)),
      TOUCHING * cell,
    );
    outline.rest[cell] = rest;
    outline.start[cell + 1] = at;
  });
  return outline;
}

/** Bytes that an outline takes, without the names of its counts. */
export const sizeOf = ({ countOf, shown, start, rest, cases, heads }: Outline): number =>
  [countOf, shown, start, rest, cases, heads].reduce((sum, { byteLength }) => sum + byteLength, 0);

/** How many cases a cell has. */
export const lengthOf = ({ start }: Outline, cell: number): number => start[cell + 1]! - start[cell]!;

/** Whether the cases of a cell can all stand in another one. */
export function canLieWithin(inner: Outline, part: number, outer: Outline, whole: number): boolean {
  const these = inner.cases;
  const those = outer.cases;
  const end = inner.start[part + 1]!;
  const last = outer.start[whole + 1]!;
  let at = outer.start[whole]!;
  for (let i = inner.start[part]!; i < end; i += 1) {
    const value = these[i]!;
    while (at < last && those[at]! < value) at += 1;
    if (at === last || those[at] !== value) return false;
    at += 1;
  }
  return true;
}

/** Whether two cells have the same cases, of which one is known to be able to lie within the other. */
export const areSame = (one: Outline, cell: number, other: Outline, beside: number): boolean =>
  lengthOf(one, cell) === lengthOf(other, beside) && one.rest[cell] === other.rest[beside];
