import type { Scale } from './scale.js';

/** A picture's room for its axes, in pixels. */
export interface Margin {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Lines across at round values, with the values beside them. */
export function ValueAxis({
  values,
  y,
  left,
  right,
  write,
}: {
  values: readonly number[];
  y: Scale;
  left: number;
  right: number;
  write: (value: number) => string;
}) {
  return (
    <g aria-hidden="true">
      {values.map((value) => (
        <g key={value}>
          <line className="grid" x1={left} x2={right} y1={y(value)} y2={y(value)} />
          <text className="tick" x={left - 6} y={y(value) + 4} textAnchor="end">
            {write(value)}
          </text>
        </g>
      ))}
    </g>
  );
}

/** Labels along the bottom, as many as fit. The last is always there. */
export function LabelAxis({
  labels,
  x,
  y,
  room,
}: {
  labels: readonly string[];
  x: (index: number) => number;
  y: number;
  /** Pixels that a label may take. */
  room: number;
}) {
  const last = labels.length - 1;
  const between = last > 0 ? (x(last) - x(0)) / last : room;
  const every = Math.max(1, Math.ceil(room / Math.max(1, between)));
  return (
    <g aria-hidden="true">
      {labels.map((label, index) =>
        (last - index) % every === 0 ? (
          <text
            key={index}
            className="tick"
            x={x(index)}
            y={y}
            textAnchor={last > 0 && index === last ? 'end' : last > 0 && index === 0 ? 'start' : 'middle'}
          >
            {label}
          </text>
        ) : null,
      )}
    </g>
  );
}
