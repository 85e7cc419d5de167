/** Paths of lines and bands. Pure; a gap (null) breaks them. */

export interface XY {
  readonly x: number;
  readonly y: number;
}

const at = ({ x, y }: XY): string => `${fixed(x)},${fixed(y)}`;
const fixed = (value: number): string => String(Math.round(value * 100) / 100);

/** A line through points; it stops at a gap and begins again after it. */
export function linePath(points: readonly (XY | null)[]): string {
  return runs(points)
    .map((run) => `M${run.map(at).join('L')}`)
    .join('');
}

/** A band between an upper and a lower line. */
export function bandPath(
  points: readonly ({ readonly x: number; readonly upper: number; readonly lower: number } | null)[],
): string {
  return runs(points)
    .map((run) => {
      const above = run.map(({ x, upper }) => at({ x, y: upper }));
      const below = [...run].reverse().map(({ x, lower }) => at({ x, y: lower }));
      return `M${[...above, ...below].join('L')}Z`;
    })
    .join('');
}

/** A line that keeps its height until the next point. */
export function stepPath(points: readonly XY[], end: number): string {
  const corners = points.flatMap((point, index) => {
    const next = points[index + 1]?.x ?? end;
    return [point, { x: next, y: point.y }];
  });
  return linePath(corners);
}

/** Stretches without a gap. */
export function runs<T>(points: readonly (T | null)[]): T[][] {
  const found: T[][] = [];
  let open: T[] | null = null;
  for (const point of points) {
    if (point === null) open = null;
    else if (open) open.push(point);
    else found.push((open = [point]));
  }
  return found;
}
