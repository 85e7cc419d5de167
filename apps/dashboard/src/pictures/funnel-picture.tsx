import type { RowDto } from '../api/types.js';
import { figureOf } from '../figure/figure.js';
import { FIGURES } from '../figure/texts.js';
import { tickWriter, writeInterval, writeValue } from '../figure/write-figure.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { axisRoom, NumberAxis, ValueAxis } from './axes.js';
import { useCommonDomain } from './common-domain.js';
import { PictureFrame, type Drawing } from './frame.js';
import { FEWEST_UNITS, funnelOf, Z95, Z998, type Funnel } from './funnel-limits.js';
import { boundsOf, funnelUnits } from './funnel-units.js';
import { Key } from './key.js';
import { linePath } from './line-path.js';
import { linear, niceDomain, ticks } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';

const HEIGHT = 380;
const MARGIN = { right: 20, bottom: 44 };
/** Points on a limit. */
const FINE = 120;

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
  const words = useTexts(FIGURES);
  const formats = useFormats();
  const units = funnelUnits(rows, indicator);
  const unit = units[0]?.figure.unit ?? 'share';
  const bounds = boundsOf(unit);
  const funnel = funnelOf(units, bounds);
  const sizes = units.map(({ n }) => n);
  const smallest = Math.max(1, Math.min(...sizes) * 0.8);
  const most = useCommonDomain(funnel && niceDomain(sizes, 5, true), 'size');
  // Far limits of the smallest units would press all others together: they run out of the picture.
  const domain = useCommonDomain(
    funnel &&
      niceDomain(
        [...units.map(({ value }) => value), ...Object.values(funnel.limits(smallest, Z95))],
        5,
        bounds[0] === 0 && unit !== 'share',
      ),
  );
  const hidden = rows.filter(({ row }) => figureOf(row, indicator).hidden).length;
  const left = (
    <>
      {hidden > 0 && <p>{t.hiddenUnits(hidden)}</p>}
      {rows.length > units.length + hidden && <p>{t.emptyUnits(rows.length - units.length - hidden)}</p>}
    </>
  );
  if (!funnel)
    return (
      <div className="small stack-tight soft">
        <p>{t.noFunnel(FEWEST_UNITS)}</p>
        {left}
      </div>
    );
  const write = (value: number) => writeValue(value, unit, formats);
  const said = ({ of, figure, value }: (typeof units)[number]) =>
    `${of.label}: ${write(value)} (${writeInterval(figure, formats)}), n = ${formats.count(figure.n)}`;
  const draw = (width: number): Drawing => {
    const values = ticks(domain, 5);
    const writeTick = tickWriter(values, unit, formats);
    const [start, right] = [axisRoom(values, writeTick), width - MARGIN.right];
    const bottom = HEIGHT - MARGIN.bottom;
    const x = linear(most, [start, right]);
    const y = linear(domain, [bottom, words.axis[unit] ? 28 : 12]);
    return {
      height: HEIGHT,
      points: [...units].sort((a, b) => a.n - b.n).map((one) => ({ x: x(one.n), y: y(one.value), text: said(one) })),
      content: (
        <>
          <ValueAxis values={values} y={y} left={start} right={right} write={writeTick} title={words.axis[unit]} />
          <FunnelLimits funnel={funnel} x={x} y={y} sizes={[smallest, most[1]]} domain={domain} />
          <line className="centre" x1={start} x2={right} y1={y(funnel.target)} y2={y(funnel.target)} />
          {units.map((one, index) => (
            <circle key={index} className="dot unit" cx={x(one.n)} cy={y(one.value)} r={width < 520 ? 5 : 6} />
          ))}
          <NumberAxis
            values={ticks(most, width < 520 ? 4 : 6)}
            x={x}
            write={formats.count}
            y={bottom}
            left={start}
            right={right}
            width={width}
            title={t.size}
          />
        </>
      ),
    };
  };
  const clipped = unit !== 'share' && unit !== 'net' && funnel.limits(smallest, Z998).lower === 0;
  const wide = funnel.dispersion > 1.05;
  return (
    <PictureFrame
      title={title}
      fileName={fileName}
      draw={draw}
      description={`${title}. ${units.map(said).join('. ')}${hidden > 0 ? `. ${t.hiddenUnits(hidden)}` : ''}`}
      legend={
        <>
          <Key className="key-dot">{t.provider}</Key>
          <Key className="key-centre">{`${t.together} ${write(funnel.target)}${words.axis[unit] && unit === 'days' ? ` ${words.axis.days}` : ''}`}</Key>
          <Key className="key-limit">{t.limits95}</Key>
          <Key className="key-limit-far">{t.limits998}</Key>
        </>
      }
    >
      <div className="small stack-tight">
        <p>{t.funnelLead}</p>
        <p>
          <strong>{wide ? t.overDispersion : t.noOverDispersion}:</strong>{' '}
          {wide
            ? t.dispersion(formats.number(Math.sqrt(funnel.dispersion)), formats.number(funnel.dispersion))
            : t.noDispersion}
        </p>
        {clipped && <p className="soft">{t.clipped}</p>}
        {left}
      </div>
    </PictureFrame>
  );
}

/** The limits of 95 % and 99.8 % over a range of sizes; where one leaves the domain it is not drawn. */
export function FunnelLimits({
  funnel,
  x,
  y,
  sizes: [from, to],
  domain: [low, high],
}: {
  funnel: Funnel;
  x: (n: number) => number;
  y: (value: number) => number;
  sizes: readonly [number, number];
  domain: readonly [number, number];
}) {
  // Closer together where they are small: there the limits bend.
  const sizes = Array.from({ length: FINE + 1 }, (_, index) => from + (to - from) * (index / FINE) ** 2);
  const path = (z: number, side: 'lower' | 'upper') =>
    linePath(
      sizes.map((n) => {
        const value = funnel.limits(n, z)[side];
        return value < low || value > high ? null : { x: x(n), y: y(value) };
      }),
    );
  return (['lower', 'upper'] as const).map((side) => (
    <g key={side}>
      <path className="limit" d={path(Z95, side)} />
      <path className="limit far" d={path(Z998, side)} />
    </g>
  ));
}
