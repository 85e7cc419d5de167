import type { CurveRowDto, PointDto } from '../api/types.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { ValueAxis } from './axes.js';
import { useCommonDomain } from './common-domain.js';
import { PictureFrame, type Drawing } from './frame.js';
import { bandPath, stepPath } from './line-path.js';
import { linear, niceDomain, ticks } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';

const HEIGHT = 320;
const ROW = 18;
const MARGIN = { top: 12, right: 16, bottom: 44, left: 64 };

/** What holds on a day of a step curve: the last point on or before it; null before the first. */
export function pointOn(points: readonly PointDto[], day: number): PointDto | null {
  return points.findLast((point) => point.day <= day) ?? null;
}

/** How many are still followed at the beginning of a day. */
export function atRiskOn(points: readonly PointDto[], day: number): number | null {
  const next = points.find((point) => point.day >= day);
  if (next) return next.atRisk;
  const last = points.at(-1);
  if (!last) return 0;
  const { atRisk, events, competing, censored } = last;
  return atRisk === null || events === null || competing === null || censored === null
    ? null
    : atRisk - events - competing - censored;
}

/** The probability of the event over time as steps, its interval as a band, and how many are still followed below. */
export function CurvePicture({
  title,
  fileName,
  rows,
  until,
}: {
  title: string;
  fileName: string;
  rows: readonly { readonly label: string; readonly row: CurveRowDto }[];
  /** Last day drawn. */
  until: number;
}) {
  const t = useTexts(PICTURES_TEXTS);
  const formats = useFormats();
  const curves = rows
    .filter(({ row }) => row.points.length > 0)
    .map(({ label, row }) => ({ label, points: row.points.filter(({ day }) => day <= until), all: row.points }));
  const domain = useCommonDomain(
    niceDomain(
      curves.flatMap(({ points }) =>
        points.flatMap(({ value, interval }) => [value, interval?.upper ?? value, interval?.lower ?? value]),
      ),
      5,
    ),
  );
  const draw = (width: number): Drawing => {
    const right = width - MARGIN.right;
    const bottom = HEIGHT - MARGIN.bottom;
    const x = linear([0, until], [MARGIN.left, right]);
    const y = linear(domain, [bottom, MARGIN.top]);
    const days = ticks([0, until], width < 520 ? 3 : 6);
    const start = (points: readonly PointDto[]) => [{ x: x(0), y: y(points[0] && points[0].value > 0.5 ? 1 : 0) }];
    return {
      height: HEIGHT + (curves.length + 1) * ROW,
      points: curves.flatMap(({ label, points }) =>
        points
          .filter(({ events }, index) => (events ?? 0) > 0 || index === points.length - 1)
          .map((point) => ({
            x: x(point.day),
            y: y(point.value),
            text: `${label ? `${label}, ` : ''}${t.day.toLowerCase()} ${formats.count(point.day)}: ${formats.share(point.value)}${
              point.interval ? ` (${formats.share(point.interval.lower)} – ${formats.share(point.interval.upper)})` : ''
            }; ${t.atRisk.toLowerCase()}: ${formats.count(point.atRisk)}`,
          })),
      ),
      content: (
        <>
          <ValueAxis values={ticks(domain, 5)} y={y} left={MARGIN.left} right={right} write={formats.share} />
          {curves.map(({ points }, index) => (
            <g key={index} className={`curve curve-${index % 2}`}>
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
              <path
                className="line"
                d={stepPath([...start(points), ...points.map(({ day, value }) => ({ x: x(day), y: y(value) }))], right)}
              />
            </g>
          ))}
          <line className="axis" x1={MARGIN.left} x2={right} y1={bottom} y2={bottom} />
          <g aria-hidden="true">
            {days.map((day) => (
              <text key={day} className="tick" x={x(day)} y={bottom + 18} textAnchor="middle">
                {formats.count(day)}
              </text>
            ))}
            <text className="tick" x={right} y={bottom + 36} textAnchor="end">
              {t.daysAfter}
            </text>
            <text className="tick" x={4} y={HEIGHT + 8}>
              {t.atRisk}
            </text>
            {curves.map(({ all }, index) =>
              days.map((day) => (
                <text
                  key={`${index}-${day}`}
                  className="tick"
                  x={x(day)}
                  y={HEIGHT + 8 + (index + 1) * ROW}
                  textAnchor="middle"
                >
                  {formats.count(atRiskOn(all, day))}
                </text>
              )),
            )}
          </g>
        </>
      ),
    };
  };
  if (curves.length === 0) return <p className="soft">{t.empty}</p>;
  const half = rows.length === 1 ? rows[0]!.row.median : undefined;
  return (
    <PictureFrame
      title={title}
      fileName={fileName}
      draw={draw}
      description={`${title}. ${curves
        .map(
          ({ label, points }) =>
            `${label} ${t.day.toLowerCase()} ${points.at(-1)?.day}: ${formats.share(points.at(-1)?.value)}`,
        )
        .join('. ')}`}
    >
      {half !== undefined && <p className="small soft">{half === null ? t.noHalf : t.half(formats.count(half))}</p>}
    </PictureFrame>
  );
}
