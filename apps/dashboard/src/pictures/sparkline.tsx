import type { Figure } from '../figure/figure.js';
import { tickWriter } from '../figure/write-figure.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { bandPath, linePath } from './line-path.js';
import { linear, niceDomain } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';
import { useWidth } from './use-width.js';

const HEIGHT = 96;
const MARGIN = { top: 8, right: 8, bottom: 18, left: 46 };

/** A small trend: the figure per period with its interval as a band, the last period marked. The text beside it says the same. */
export function Sparkline({
  points,
  label,
}: {
  points: readonly { readonly label: string; readonly figure: Figure }[];
  /** Says what is drawn to those who do not see it. */
  label: string;
}) {
  const [box, width] = useWidth<HTMLDivElement>(280);
  const t = useTexts(PICTURES_TEXTS);
  const formats = useFormats();
  const figures = points.map(({ figure }) => figure);
  const drawn = figures.flatMap(({ value, lower, upper }) => [value, lower, upper]).filter((value) => value !== null);
  const domain = niceDomain(drawn, 3);
  const write = tickWriter(domain, figures[0]?.unit ?? 'number', formats);
  const hidden = figures.filter((figure) => figure.hidden).length;
  const y = linear(domain, [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const x = linear([0, Math.max(1, points.length - 1)], [MARGIN.left, width - MARGIN.right]);
  const last = figures.findLastIndex(({ value }) => value !== null);
  return (
    <div ref={box} className="sparkline">
      <svg
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={hidden > 0 ? `${label}. ${t.hiddenPeriods(hidden)}` : label}
      >
        <path
          className="band"
          d={bandPath(
            figures.map(({ lower, upper }, index) =>
              lower === null || upper === null ? null : { x: x(index), upper: y(upper), lower: y(lower) },
            ),
          )}
        />
        <path
          className="line"
          d={linePath(figures.map(({ value }, index) => (value === null ? null : { x: x(index), y: y(value) })))}
        />
        {figures.map(({ value, hidden: covered }, index) =>
          value === null ? (
            covered && (
              <rect
                key={index}
                className="hidden-mark"
                x={x(index) - 5}
                y={MARGIN.top}
                width={10}
                height={HEIGHT - MARGIN.bottom - MARGIN.top}
              />
            )
          ) : (
            <circle
              key={index}
              className={index === last ? 'dot last' : 'dot'}
              cx={x(index)}
              cy={y(value)}
              r={index === last ? 4 : 2}
            />
          ),
        )}
        {domain.map((value, index) => (
          <text key={value} className="tick" x={MARGIN.left - 8} y={y(value) + (index === 0 ? 0 : 8)} textAnchor="end">
            {write(value)}
          </text>
        ))}
        <line
          className="axis"
          x1={MARGIN.left}
          x2={width - MARGIN.right}
          y1={HEIGHT - MARGIN.bottom}
          y2={HEIGHT - MARGIN.bottom}
        />
        <text className="tick" x={MARGIN.left} y={HEIGHT - 4}>
          {points[0]?.label}
        </text>
        <text className="tick" x={width - MARGIN.right} y={HEIGHT - 4} textAnchor="end">
          {points.at(-1)?.label}
        </text>
      </svg>
    </div>
  );
}
