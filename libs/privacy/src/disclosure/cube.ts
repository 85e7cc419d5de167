/**
 * Counts over several dimensions with all their sums: in every dimension stands after the last place one for the sum over it. A cell is told by its
 * offset in that extended table.
 */
export interface Cube {
  /** Number of places of each dimension, without the sum. */
  readonly sizes: readonly number[];
  /** Steps of the offset by dimension. */
  readonly strides: readonly number[];
  /** Counts by offset, sums included. */
  readonly counts: Float64Array;
}

/** Number of cells of a cube, sums included. */
export const cellsOf = (sizes: readonly number[]): number => sizes.reduce((cells, size) => cells * (size + 1), 1);

/** Makes a cube of the counts inside; `count` is asked once for each combination of places. */
export function makeCube(sizes: readonly number[], count: (places: readonly number[]) => number): Cube {
  const strides = sizes.map((_, k) => cellsOf(sizes.slice(k + 1)));
  const counts = new Float64Array(cellsOf(sizes));
  const places = sizes.map(() => 0);
  const fill = (k: number, offset: number): void => {
    if (k === sizes.length) {
      counts[offset] = count(places);
      return;
    }
    for (let i = 0; i < sizes[k]!; i += 1) {
      places[k] = i;
      fill(k + 1, offset + i * strides[k]!);
    }
  };
  fill(0, 0);
  sizes.forEach((size, k) => addSums(counts, strides[k]!, size));
  return { sizes, strides, counts };
}

/** Adds up along one dimension. */
function addSums(counts: Float64Array, stride: number, size: number): void {
  const block = stride * (size + 1);
  for (let start = 0; start < counts.length; start += block) {
    for (let within = 0; within < stride; within += 1) {
      let sum = 0;
      for (let i = 0; i < size; i += 1) sum += counts[start + i * stride + within]!;
      counts[start + size * stride + within] = sum;
    }
  }
}

/** The place of a cell in a dimension; the size of the dimension = the sum over it. */
export const placeOf = ({ sizes, strides }: Cube, offset: number, k: number): number =>
  Math.floor(offset / strides[k]!) % (sizes[k]! + 1);

/** The cell that stands elsewhere in one dimension. */
export const moved = (cube: Cube, offset: number, k: number, place: number): number =>
  offset + (place - placeOf(cube, offset, k)) * cube.strides[k]!;

/** Number of dimensions summed over. */
export const sumsOf = (cube: Cube, offset: number): number =>
  cube.sizes.filter((size, k) => placeOf(cube, offset, k) === size).length;
