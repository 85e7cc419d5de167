/** What is drawn of one curve, by its place among those drawn: colour and line style go together. */
import type { PointDto } from '../api/types.js';
import { pointOn } from './curve-groups.js';
import { textWidth } from './label-places.js';
import { bandPath, stepPath } from './line-path.js';
import type { Scale } from './scale.js';

/** Steps with the interval as a band, or as whiskers on some days where bands would muddle. */
export function CurveLine({
  index,
  points,
  until,
  x,
  y,
  right,
  band,
  whiskersAt,
}: {
  index: number;
  points: readonly PointDto[];
  until: number;
  x: Scale;
  y: Scale;
  right: number;
  band: boolean;
  whiskersAt: readonly { readonly day: number; readonly aside: number }[];
}) {
  const start = { x: x(0), y: y(points[0] && points[0].value > 0.5 ? 1 : 0) };
  const steps = [start, ...points.map(({ day, value }) => ({ x: x(day), y: y(value) }))];
  return (
    <g className={`curve curve-${index}`}>
      {band ? (
        <path
          className="band"
          d={bandPath(
            points.flatMap(({ day, interval }, at) =>
              interval === null
                ? [null]
                : [day, points[at + 1]?.day ?? until].map((edge) => ({
                    x: x(edge),
                    upper: y(interval.upper),
                    lower: y(interval.lower),
                  })),
            ),
          )}
        />
      ) : (
        whiskersAt.map(({ day, aside }) => {
          const interval = pointOn(points, day)?.interval;
          const at = x(day) + aside;
          return interval ? (
            <path
              key={day}
              className="curve-whisker"
              d={`M${at},${y(interval.lower)}V${y(interval.upper)}M${at - 3},${y(interval.lower)}h6M${at - 3},${y(interval.upper)}h6`}
            />
          ) : null;
        })
      )}
      <path className="line" d={stepPath(steps, right)} />
    </g>
  );
}

/** The name of a curve in its colour, as long as there is room for; with a piece of its line before it if asked. */
export function CurveName({
  index,
  x,
  y,
  room,
  line = false,
  children,
}: {
  index: number;
  x: number;
  y: number;
  room: number;
  line?: boolean;
  children: string;
}) {
  const most = Math.floor((room - (line ? 26 : 0)) / textWidth('x'));
  return (
    <g className={`curve curve-${index}`}>
      {line && <path className="line" d={`M${x},${y - 4}h20`} />}
      <text className="curve-name" x={x + (line ? 26 : 0)} y={y}>
        {children.length > most ? `${children.slice(0, Math.max(1, most - 1))}…` : children}
      </text>
    </g>
  );
}

/** One entry of the legend: a piece of the line, and the name. */
export function LineKey({ index, children }: { index: number; children: string }) {
  return (
    <span className="key">
      <svg className={`curve curve-${index}`} width={36} height={12} aria-hidden="true">
        <path className="line" d="M0,6h36" />
      </svg>
      {children}
    </span>
  );
}
