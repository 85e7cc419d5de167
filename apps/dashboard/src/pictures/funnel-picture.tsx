import type { RowDto } from '../api/types.js';
import { figureOf } from '../figure/figure.js';
import { writeInterval, writeValue } from '../figure/write-figure.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { ValueAxis } from './axes.js';
import { PictureFrame, type Drawing } from './frame.js';
import { FEWEST_UNITS, funnelOf, Z95, Z998 } from './funnel-limits.js';
import { linePath } from './line-path.js';
import { linear, niceDomain, ticks } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';
import { Key } from './trend-picture.js';

const HEIGHT = 380;
const MARGIN = { top: 12, right: 16, bottom: 44, left: 56 };

/** Each provider by its number of cases, around the figure of all together, within limits of chance. */
export function FunnelPicture({
  title,
  fileName,
  indicator,
  rows,
}: {
  title: string;
  fileName: string;
  indicator: string;
  rows: readonly { readonly label: string; readonly row: RowDto }[];
}) {
  const t = useTexts(PICTURES_TEXTS);
  const formats = useFormats();
  const units = rows.flatMap(({ label, row }) => {
    const figure = figureOf(row, indicator);
    if (figure.value === null || figure.n === null || figure.n === 0) return [];
    const sd = figure.unit === 'share' ? undefined : (row.sd ?? 0);
    return [{ label, figure, value: figure.value, n: figure.n, ...(sd !== undefined && { sd }) }];
  });
  const funnel = funnelOf(units);
  if (!funnel) return <p className="soft">{t.noFunnel(FEWEST_UNITS)}</p>;
  const unit = units[0]!.figure.unit;
  const write = (value: number) => writeValue(value, unit, formats);
  const said = ({ label, figure }: (typeof units)[number]) =>
    `${label}: ${write(figure.value!)} (${writeInterval(figure, formats)}), n = ${formats.count(figure.n)}`;
  const draw = (width: number): Drawing => {
    const right = width - MARGIN.right;
    const bottom = HEIGHT - MARGIN.bottom;
    const most = niceDomain(
      units.map(({ n }) => n),
      5,
      true,
    );
    const x = linear(most, [MARGIN.left, right]);
    const sizes = Array.from({ length: 80 }, (_, index) => Math.max(1, (most[1] * (index + 1)) / 80));
    const smallest = Math.max(1, Math.min(...units.map(({ n }) => n)));
    const shown = sizes.filter((n) => n >= smallest * 0.8);
    const domain = niceDomain(
      [...units.map(({ value }) => value), ...shown.flatMap((n) => Object.values(funnel.limits(n, Z998)))],
      5,
      unit !== 'share',
    );
    const y = linear(domain, [bottom, MARGIN.top]);
    const limit = (z: number, side: 'lower' | 'upper') =>
      linePath(
        shown.map((n) => ({ x: x(n), y: y(Math.max(domain[0], Math.min(domain[1], funnel.limits(n, z)[side]))) })),
      );
    return {
      height: HEIGHT,
      points: [...units].sort((a, b) => a.n - b.n).map((one) => ({ x: x(one.n), y: y(one.value), text: said(one) })),
      content: (
        <>
          <ValueAxis values={ticks(domain, 5)} y={y} left={MARGIN.left} right={right} write={write} />
          {(['lower', 'upper'] as const).map((side) => (
            <g key={side}>
              <path className="limit" d={limit(Z95, side)} />
              <path className="limit far" d={limit(Z998, side)} />
            </g>
          ))}
          <line className="centre" x1={MARGIN.left} x2={right} y1={y(funnel.target)} y2={y(funnel.target)} />
          {units.map((one, index) => (
            <circle key={index} className="dot unit" cx={x(one.n)} cy={y(one.value)} r={6} />
          ))}
          <line className="axis" x1={MARGIN.left} x2={right} y1={bottom} y2={bottom} />
          <g aria-hidden="true">
            {ticks(most, 5).map((n) => (
              <text key={n} className="tick" x={x(n)} y={bottom + 18} textAnchor="middle">
                {formats.count(n)}
              </text>
            ))}
            <text className="tick" x={right} y={bottom + 36} textAnchor="end">
              {t.size}
            </text>
          </g>
        </>
      ),
    };
  };
  return (
    <PictureFrame
      title={title}
      fileName={fileName}
      draw={draw}
      description={`${title}. ${units.map(said).join('. ')}`}
      legend={
        <>
          <Key className="key-centre">{`${t.together} ${write(funnel.target)}`}</Key>
          <Key className="key-limit">{t.limits95}</Key>
          <Key className="key-limit-far">{t.limits998}</Key>
        </>
      }
    >
      <div className="small stack-tight">
        <p>{t.funnelLead}</p>
        <p className="soft">
          {funnel.dispersion > 1.05 ? t.dispersion(formats.number(Math.sqrt(funnel.dispersion))) : t.noDispersion}
        </p>
        {rows.length > units.length && <p className="soft">{t.hiddenRows(rows.length - units.length)}</p>}
      </div>
    </PictureFrame>
  );
}
