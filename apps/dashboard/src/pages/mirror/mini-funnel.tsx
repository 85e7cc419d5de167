import { linePath } from '../../pictures/line-path.js';
import { Z95, Z998 } from '../../pictures/funnel-limits.js';
import { linear, niceDomain } from '../../pictures/scale.js';
import type { Mirrored } from './position.js';

const [WIDTH, HEIGHT, EDGE] = [240, 130, 8];

/** A funnel without names: the provider of the report is filled, the others are rings. */
export function MiniFunnel({ label, mirrored }: { label: string; mirrored: Mirrored }) {
  const { funnel, units } = mirrored;
  if (!funnel) return null;
  const most = Math.max(...units.map(({ n }) => n));
  const smallest = Math.max(1, Math.min(...units.map(({ n }) => n)) * 0.8);
  const sizes = Array.from({ length: 60 }, (_, i) => smallest + ((most * 1.05 - smallest) * i) / 59);
  const x = linear([0, most * 1.05], [EDGE, WIDTH - EDGE]);
  const bounds = sizes.flatMap((n) => Object.values(funnel.limits(n, Z95)));
  const domain = niceDomain([...units.map(({ value }) => value), ...bounds], 4, true);
  const y = linear(domain, [HEIGHT - EDGE, EDGE]);
  const clipped = (value: number) => y(Math.max(domain[0], Math.min(domain[1], value)));
  const limit = (z: number, side: 'lower' | 'upper') =>
    linePath(sizes.map((n) => ({ x: x(n), y: clipped(funnel.limits(n, z)[side]) })));
  return (
    <svg className="chart mini-funnel" role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`}>
      {(['lower', 'upper'] as const).map((side) => (
        <g key={side}>
          <path className="limit" d={limit(Z95, side)} />
          <path className="limit far" d={limit(Z998, side)} />
        </g>
      ))}
      <line className="centre" x1={EDGE} x2={WIDTH - EDGE} y1={y(funnel.target)} y2={y(funnel.target)} />
      {[...units]
        .sort((a, b) => Number(a.own) - Number(b.own))
        .map(({ own, n, value }, index) => (
          <circle key={index} className={own ? 'mirror-own' : 'mirror-peer'} cx={x(n)} cy={y(value)} r={own ? 6 : 3} />
        ))}
    </svg>
  );
}
