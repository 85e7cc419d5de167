import { boundsOf } from '../../pictures/funnel-units.js';
import { Z95 } from '../../pictures/funnel-limits.js';
import { FunnelLimits } from '../../pictures/funnel-picture.js';
import { textWidth } from '../../pictures/label-places.js';
import { linear, niceDomain } from '../../pictures/scale.js';
import { tickWriter } from '../../figure/write-figure.js';
import { useFormats } from '../../text/formats.js';
import type { Mirrored } from './position.js';

const [WIDTH, HEIGHT, EDGE, BOTTOM] = [280, 150, 8, 18];
const TEXT = 10;

/** A funnel without names: the provider of the report is filled, the others are rings. */
export function MiniFunnel({ label, mirrored }: { label: string; mirrored: Mirrored }) {
  const formats = useFormats();
  const { funnel, units, unit } = mirrored;
  if (!funnel) return null;
  const most = niceDomain(
    units.map(({ n }) => n),
    4,
    true,
  );
  const smallest = Math.max(1, Math.min(...units.map(({ n }) => n)) * 0.8);
  const domain = niceDomain(
    [...units.map(({ value }) => value), ...Object.values(funnel.limits(smallest, Z95))],
    4,
    boundsOf(unit)[0] === 0,
  );
  const write = tickWriter(domain, unit, formats);
  const left = Math.max(...domain.map((value) => textWidth(write(value), TEXT))) + 6;
  const x = linear(most, [left, WIDTH - EDGE]);
  const y = linear(domain, [HEIGHT - BOTTOM, EDGE]);
  return (
    <svg className="chart mini-funnel" role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      <FunnelLimits funnel={funnel} x={x} y={y} sizes={[smallest, most[1]]} domain={domain} />
      <line className="centre" x1={left} x2={WIDTH - EDGE} y1={y(funnel.target)} y2={y(funnel.target)} />
      <path className="mini-axis" d={`M${left},${EDGE}V${HEIGHT - BOTTOM}H${WIDTH - EDGE}`} />
      <g aria-hidden="true">
        {domain.map((value, index) => (
          <text key={value} x={left - 4} y={y(value) + (index === 0 ? 0 : 7)} textAnchor="end">
            {write(value)}
          </text>
        ))}
        <text x={left} y={HEIGHT - 5}>
          0
        </text>
        <text x={WIDTH - EDGE} y={HEIGHT - 5} textAnchor="end">
          {`n = ${formats.count(most[1])}`}
        </text>
      </g>
      {[...units]
        .sort((a, b) => Number(a.own) - Number(b.own))
        .map(({ own, n, value }, index) => (
          <circle key={index} className={own ? 'mirror-own' : 'mirror-peer'} cx={x(n)} cy={y(value)} r={own ? 6 : 3} />
        ))}
    </svg>
  );
}
