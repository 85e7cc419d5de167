/** What is drawn of a course, in places that the picture gives. */
import type { ControlChart, Rule } from './control-limits.js';
import { bandPath, linePath } from './line-path.js';
import type { Scale } from './scale.js';
import { signalLabels } from './signal-labels.js';
import type { TrendPoint } from './trend-series.js';

export interface Place {
  /** Of a period, by its number. */
  readonly x: Scale;
  readonly y: Scale;
  readonly top: number;
  readonly bottom: number;
  /** Fill of what is hidden. */
  readonly hatch: string;
  /** Width of a period, in pixels. */
  readonly step: number;
}

const lineOf = (points: readonly TrendPoint[], { x, y }: Place): string =>
  linePath(points.map(({ figure: { value } }, index) => (value === null ? null : { x: x(index), y: y(value) })));

/** A course with its interval as a band; a hidden period is hatched from top to bottom, and the line stops there. */
export function Course({
  points,
  place,
  signals,
}: {
  points: readonly TrendPoint[];
  place: Place;
  signals: ControlChart['signals'] | undefined;
}) {
  const { x, y } = place;
  return (
    <>
      <path
        className="band"
        d={bandPath(
          points.map(({ figure: { lower, upper } }, index) =>
            lower === null || upper === null ? null : { x: x(index), upper: y(upper), lower: y(lower) },
          ),
        )}
      />
      <Lonely points={points} place={place} />
      <HiddenPeriods points={points} place={place} />
      <path className="line" d={lineOf(points, place)} />
      {points.map(({ figure: { value } }, index) =>
        value === null ? null : (signals?.[index]?.length ?? 0) > 0 ? (
          <Diamond key={index} x={x(index)} y={y(value)} />
        ) : (
          <circle key={index} className="dot" cx={x(index)} cy={y(value)} r={4} />
        ),
      )}
    </>
  );
}

/** The interval of a period without neighbours: a band of one period has no width, so it is a line. */
function Lonely({ points, place: { x, y } }: { points: readonly TrendPoint[]; place: Place }) {
  const known = (index: number) => (points[index]?.figure.lower ?? null) !== null;
  return points.map(({ figure: { lower, upper } }, index) =>
    lower === null || upper === null || known(index - 1) || known(index + 1) ? null : (
      <line key={index} className="lonely" x1={x(index)} x2={x(index)} y1={y(lower)} y2={y(upper)} />
    ),
  );
}

function HiddenPeriods({ points, place }: { points: readonly TrendPoint[]; place: Place }) {
  const { x, top, bottom, hatch, step } = place;
  const width = Math.max(6, Math.min(28, step));
  return points.map(({ figure: { hidden } }, index) =>
    hidden ? (
      <rect
        key={index}
        className="hidden-mark"
        fill={hatch}
        x={x(index) - width / 2}
        y={top}
        width={width}
        height={bottom - top}
      />
    ) : null,
  );
}

/** The course that lies over the first: dashed, open marks, its intervals as thin lines a little to the right. */
export function SecondCourse({ points, place }: { points: readonly TrendPoint[]; place: Place }) {
  const { x, y } = place;
  const aside = 5;
  return (
    <g className="second">
      <HiddenPeriods points={points} place={place} />
      {points.map(({ figure: { lower, upper } }, index) =>
        lower === null || upper === null ? null : (
          <line
            key={index}
            className="thin-whisker"
            x1={x(index) + aside}
            x2={x(index) + aside}
            y1={y(lower)}
            y2={y(upper)}
          />
        ),
      )}
      <path className="line" d={lineOf(points, { ...place, x: (index) => x(index) + aside })} />
      {points.map(({ figure: { value } }, index) =>
        value === null ? null : (
          <rect key={index} className="dot open" x={x(index) + aside - 3.5} y={y(value) - 3.5} width={7} height={7} />
        ),
      )}
    </g>
  );
}

/** The mean and the control limits. */
export function Limits({ chart, place: { x, y } }: { chart: ControlChart; place: Place }) {
  const limitLine = (side: 'lower' | 'upper') =>
    linePath(chart.limits.map((limit, index) => (limit ? { x: x(index), y: y(limit[side]) } : null)));
  return (
    <>
      <line className="centre" x1={x(0)} x2={x(chart.limits.length - 1)} y1={y(chart.centre)} y2={y(chart.centre)} />
      <path className="limit" d={limitLine('upper')} />
      <path className="limit" d={limitLine('lower')} />
    </>
  );
}

/** The names of the rules that the course breaks, where it does. */
export function Signals({
  points,
  chart,
  names,
  place: { x, y },
  within,
}: {
  points: readonly TrendPoint[];
  chart: ControlChart;
  names: Readonly<Record<Rule, string>>;
  place: Place;
  within: readonly [number, number];
}) {
  const at = (index: number) => ({ x: x(index), y: y(points[index]!.figure.value ?? chart.centre) });
  return signalLabels(chart.signals, names, at, within).map(({ rule, x: middle, y: base }) => (
    <text key={`${rule}-${middle}-${base}`} className="signal-name" x={middle} y={base} textAnchor="middle">
      {names[rule]}
    </text>
  ));
}

function Diamond({ x, y }: { x: number; y: number }) {
  return <path className="signal" d={`M${x},${y - 7}L${x + 7},${y}L${x},${y + 7}L${x - 7},${y}Z`} />;
}
