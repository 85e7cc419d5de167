import type { Figure } from '../figure/figure.js';
import { writeInterval, writeValue } from '../figure/write-figure.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { LabelAxis, ValueAxis } from './axes.js';
import { useCommonDomain } from './common-domain.js';
import { controlChart, FEWEST_PERIODS, type ControlChart, type Rule } from './control-limits.js';
import { PictureFrame, type Drawing } from './frame.js';
import { bandPath, linePath } from './line-path.js';
import { linear, niceDomain, ticks } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';

const HEIGHT = 320;
const MARGIN = { top: 12, right: 12, bottom: 28, left: 56 };

export interface TrendPoint {
  readonly label: string;
  readonly figure: Figure;
}

/** The control chart of a trend's points. */
export const chartOf = (points: readonly TrendPoint[]): ControlChart | null =>
  controlChart(
    points.map(({ figure }) => ({
      value: figure.value,
      numerator: figure.unit === 'share' ? figure.numerator : null,
      denominator: figure.unit === 'share' ? figure.n : null,
    })),
  );

/** The figure per period with its interval, the mean, the control limits, and which rules the course breaks. */
export function TrendPicture({
  title,
  fileName,
  points,
}: {
  title: string;
  fileName: string;
  points: readonly TrendPoint[];
}) {
  const t = useTexts(PICTURES_TEXTS);
  const formats = useFormats();
  const chart = chartOf(points);
  const figures = points.map(({ figure }) => figure);
  const unit = figures[0]?.unit ?? 'number';
  const write = (value: number) => writeValue(value, unit, formats);
  const said = (index: number) => {
    const { label, figure } = points[index]!;
    const rules = (chart?.signals[index] ?? []).map((rule) => t.rules[rule]);
    return `${label}: ${write(figure.value!)} (${writeInterval(figure, formats)})${rules.length > 0 ? `; ${rules.join(', ')}` : ''}`;
  };
  const limits = chart?.limits ?? [];
  const values = [
    ...figures.flatMap(({ value, lower, upper }) => [value, lower, upper]),
    ...limits.flatMap((limit) => (limit ? [limit.lower, limit.upper] : [])),
  ].filter((value) => value !== null);
  const domain = useCommonDomain(niceDomain(values, 5, unit === 'count'));
  const draw = (width: number): Drawing => {
    const right = width - MARGIN.right;
    const bottom = HEIGHT - MARGIN.bottom;
    const y = linear(domain, [bottom, MARGIN.top]);
    const x = linear([0, Math.max(1, points.length - 1)], [MARGIN.left + 8, right - 8]);
    const limitLine = (side: 'lower' | 'upper') =>
      linePath(limits.map((limit, index) => (limit ? { x: x(index), y: y(limit[side]) } : null)));
    return {
      height: HEIGHT,
      points: figures.flatMap(({ value }, index) =>
        value === null ? [] : [{ x: x(index), y: y(value), text: said(index) }],
      ),
      content: (
        <>
          <ValueAxis values={ticks(domain, 5)} y={y} left={MARGIN.left} right={right} write={write} />
          <path
            className="band"
            d={bandPath(
              figures.map(({ lower, upper }, index) =>
                lower === null || upper === null ? null : { x: x(index), upper: y(upper), lower: y(lower) },
              ),
            )}
          />
          {chart && (
            <line className="centre" x1={x(0)} x2={x(points.length - 1)} y1={y(chart.centre)} y2={y(chart.centre)} />
          )}
          <path className="limit" d={limitLine('upper')} />
          <path className="limit" d={limitLine('lower')} />
          <path
            className="line"
            d={linePath(figures.map(({ value }, index) => (value === null ? null : { x: x(index), y: y(value) })))}
          />
          {figures.map(({ value }, index) =>
            value === null ? null : (chart?.signals[index]?.length ?? 0) > 0 ? (
              <Diamond key={index} x={x(index)} y={y(value)} />
            ) : (
              <circle key={index} className="dot" cx={x(index)} cy={y(value)} r={4} />
            ),
          )}
          <line className="axis" x1={MARGIN.left} x2={right} y1={bottom} y2={bottom} />
          <LabelAxis labels={points.map(({ label }) => label)} x={x} y={HEIGHT - 8} room={unitRoom(points)} />
        </>
      ),
    };
  };
  const broken = [...new Set(chart?.signals.flat() ?? [])];
  return (
    <PictureFrame
      title={title}
      fileName={fileName}
      draw={draw}
      description={`${title}. ${points.map((_, index) => (figures[index]!.value === null ? '' : said(index))).join('. ')}`}
      legend={
        <>
          <Key className="key-band">{t.margin}</Key>
          {chart && <Key className="key-centre">{`${t.average} ${write(chart.centre)}`}</Key>}
          {chart && <Key className="key-limit">{t.limits}</Key>}
        </>
      }
    >
      <div className="small stack-tight">
        {chart ? (
          <>
            <p className="soft">{t.chart[chart.kind]}</p>
            {broken.length === 0 ? (
              <p>{t.noSignals}</p>
            ) : (
              <p>
                <strong>{t.signals}:</strong> {broken.map((rule) => t.rules[rule]).join('; ')}.
              </p>
            )}
          </>
        ) : (
          <p className="soft">{t.noLimits(FEWEST_PERIODS)}</p>
        )}
      </div>
    </PictureFrame>
  );
}

/** Names of the rules that a period breaks, for its row in the table. */
export const ruleNames = (rules: readonly Rule[], words: Readonly<Record<Rule, string>>): string =>
  rules.map((rule) => words[rule]).join('; ');

const unitRoom = (points: readonly TrendPoint[]): number =>
  Math.max(...points.map(({ label }) => label.length), 1) * 6.5 + 16;

function Diamond({ x, y }: { x: number; y: number }) {
  return <path className="signal" d={`M${x},${y - 7}L${x + 7},${y}L${x},${y + 7}L${x - 7},${y}Z`} />;
}

/** One entry of a legend. */
export function Key({ className, children }: { className: string; children: string }) {
  return (
    <span className="key">
      <span className={`key-mark ${className}`} aria-hidden="true" />
      {children}
    </span>
  );
}
