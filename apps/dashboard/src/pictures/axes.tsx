import { labelPlaces, textWidth } from './label-places.js';
import type { Scale } from './scale.js';

/** Room that the values of a vertical axis take on its left, in pixels. */
export const axisRoom = (values: readonly number[], write: (value: number) => string): number =>
  Math.max(32, ...values.map((value) => textWidth(write(value)) + 12));

/** Lines across at round values, with the values beside them and what they count above. */
export function ValueAxis({
  values,
  y,
  left,
  right,
  write,
  title = '',
}: {
  values: readonly number[];
  y: Scale;
  left: number;
  right: number;
  write: (value: number) => string;
  /** What the values count, where they do not say it themselves. */
  title?: string;
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
      {title && (
        <text className="tick" x={0} y={11}>
          {title}
        </text>
      )}
    </g>
  );
}

/** The bottom of a picture: its line, a mark per place, and as many labels as fit; `keep` is always among them. */
export function LabelAxis({
  labels,
  x,
  y,
  left,
  right,
  width,
  keep = 'last',
  title = '',
}: {
  labels: readonly string[];
  x: (index: number) => number;
  /** Height of the line. */
  y: number;
  left: number;
  right: number;
  /** Of the whole picture: labels stay inside it. */
  width: number;
  keep?: 'first' | 'last';
  /** What the labels count. */
  title?: string;
}) {
  const shown = labelPlaces(labels, x, [Math.min(left - 24, x(0)), width], keep);
  return (
    <g aria-hidden="true">
      <line className="axis" x1={left} x2={right} y1={y} y2={y} />
      {shown.map(({ index, middle }) => (
        <g key={index}>
          <line className="axis" x1={x(index)} x2={x(index)} y1={y} y2={y + 5} />
          <text className="tick axis-label" x={middle} y={y + 18} textAnchor="middle">
            {labels[index]}
          </text>
        </g>
      ))}
      {title && (
        <text className="tick" x={right} y={y + 36} textAnchor="end">
          {title}
        </text>
      )}
    </g>
  );
}

/** Round numbers along the bottom, as many as fit. */
export function NumberAxis({
  values,
  x,
  write,
  ...rest
}: {
  values: readonly number[];
  x: Scale;
  write: (value: number) => string;
  y: number;
  left: number;
  right: number;
  width: number;
  title: string;
}) {
  return <LabelAxis labels={values.map(write)} x={(index) => x(values[index]!)} keep="first" {...rest} />;
}
