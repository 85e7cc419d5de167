import type { PointDto } from '../api/types.js';
import { STATES } from '../app/texts.js';
import { tickWriter } from '../figure/write-figure.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { axisRoom, NumberAxis, ValueAxis } from './axes.js';
import { useCommonDomain } from './common-domain.js';
import { atRiskOn, chooseCurves, pointOn, spread, type NamedCurve } from './curve-groups.js';
import { CurveLine, CurveName, LineKey } from './curve-marks.js';
import { PictureFrame, type Drawing } from './frame.js';
import { textWidth } from './label-places.js';
import { linear, niceDomain, ticks } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';

const HEIGHT = 320;
const ROW = 18;
/** Most groups whose intervals are bands; bands of more cannot be told apart. */
const MOST_BANDS = 2;
/** Names up to this width stand beside their numbers, in pixels. */
const SHORT_NAME = 80;
/** Most room for names at the ends of the curves, in pixels. */
const LONG_NAME = 170;

/** The probability of the event over time as steps, its interval, and how many are still followed below. */
export function CurvePicture({
  title,
  fileName,
  rows,
  until,
}: {
  title: string;
  fileName: string;
  rows: readonly NamedCurve[];
  /** Last day drawn. */
  until: number;
}) {
  const t = useTexts(PICTURES_TEXTS);
  const states = useTexts(STATES);
  const formats = useFormats();
  const { drawn, smaller, hidden, without } = chooseCurves(rows);
  const curves = drawn.map(({ label, row }) => ({
    label,
    points: row.points.filter(({ day }) => day <= until),
    all: row.points,
    half: row.median !== null && row.median <= until ? row.median : null,
  }));
  const named = curves.some(({ label }) => label !== '');
  const bands = curves.length <= MOST_BANDS;
  const whiskerDays = ticks([0, until], 6).slice(1);
  const domain = useCommonDomain(
    curves.length === 0
      ? null
      : niceDomain(
          curves.flatMap(({ points }) => {
            const shown = bands ? points : whiskerDays.flatMap((day) => pointOn(points, day) ?? []);
            return [
              ...points.map(({ value }) => value),
              ...shown.flatMap(({ interval }) => (interval ? [interval.lower, interval.upper] : [])),
            ];
          }),
          5,
        ),
  );
  const count = (value: number | null) => (value === null ? states.hidden : formats.count(value));
  const interval = ({ interval: of }: PointDto) =>
    of ? ` (${formats.share(of.lower)} – ${formats.share(of.upper)})` : '';
  const draw = (width: number): Drawing => {
    const narrow = width < 520;
    const values = ticks(domain, 5);
    const writeTick = tickWriter(values, 'share', formats);
    const names = Math.max(0, ...curves.map(({ label }) => textWidth(withoutCode(label))));
    // The names of the rows of numbers stand beside them where they are short, else above them.
    const above = named && (narrow || names > SHORT_NAME);
    const left = Math.max(axisRoom(values, writeTick), above ? 0 : textWidth(t.atRisk) + 8, above ? 0 : names + 44);
    const right = width - (named && !narrow ? Math.min(LONG_NAME, names + 12) : 20);
    const bottom = HEIGHT - 44;
    const x = linear([0, until], [left, right]);
    const y = linear(domain, [bottom, 12]);
    const days = ticks([0, until], narrow ? 4 : 6);
    const ends = spread(
      curves.map(({ points }) => y(points.at(-1)?.value ?? domain[0])),
      14,
      [16, bottom],
    );
    const rowHeight = above ? 2 * ROW : ROW;
    const rowOf = (index: number) => HEIGHT + 8 + ROW + index * rowHeight;
    return {
      height: HEIGHT + ROW + curves.length * rowHeight + 4,
      points: curves.flatMap(({ label, points }) =>
        points
          .filter(({ events }, index) => (events ?? 0) > 0 || index === points.length - 1)
          .map((point) => ({
            x: x(point.day),
            y: y(point.value),
            text: `${label ? `${label}, ` : ''}${t.day.toLowerCase()} ${formats.count(point.day)}: ${formats.share(point.value)}${interval(
              point,
            )}; ${t.atRisk.toLowerCase()}: ${count(point.atRisk)}`,
          })),
      ),
      content: (
        <>
          <ValueAxis values={values} y={y} left={left} right={right} write={writeTick} />
          {curves.map(({ points }, index) => (
            <CurveLine
              key={index}
              index={index}
              points={points}
              until={until}
              x={x}
              y={y}
              right={right}
              band={bands}
              // Each group a little aside, so that no whisker lies over another.
              whiskersAt={whiskerDays.map((day) => ({ day, aside: (index - (curves.length - 1) / 2) * 7 }))}
            />
          ))}
          {named &&
            !narrow &&
            curves.map(({ label }, index) => (
              <CurveName key={index} index={index} x={right + 6} y={ends[index]! + 4} room={width - right - 6}>
                {withoutCode(label)}
              </CurveName>
            ))}
          <NumberAxis
            values={days}
            x={x}
            write={formats.count}
            y={bottom}
            left={left}
            right={right}
            width={width}
            title={t.daysAfter}
          />
          <g aria-hidden="true">
            <text className="tick" x={0} y={HEIGHT + 4}>
              {t.atRisk}
            </text>
            {curves.map(({ label, all }, index) => (
              <g key={index}>
                {named && (
                  <CurveName index={index} x={0} y={rowOf(index)} room={above ? width : left} line>
                    {withoutCode(label)}
                  </CurveName>
                )}
                {days.map((day) => (
                  <text
                    key={day}
                    className="tick at-risk"
                    x={x(day)}
                    y={rowOf(index) + (above ? ROW : 0)}
                    textAnchor="middle"
                  >
                    {count(atRiskOn(all, day))}
                  </text>
                ))}
              </g>
            ))}
          </g>
        </>
      ),
    };
  };
  const left = (
    <>
      {smaller.length > 0 && <p>{t.smallerCurves(curves.length, smaller.join(', '))}</p>}
      {hidden.length > 0 && <p>{t.hiddenCurves(hidden.join(', '))}</p>}
      {without.length > 0 && named && <p>{t.withoutCurves(without.join(', '))}</p>}
    </>
  );
  const reached = curves.flatMap(({ label, half }) => (half === null ? [] : [{ label, half: formats.count(half) }]));
  const halfway =
    reached.length === 0
      ? t.noHalf
      : named
        ? t.halves(reached.map(({ label, half }) => t.halfOf(label, half)).join(', '))
        : t.half(reached[0]!.half);
  if (curves.length === 0)
    return (
      <div className="small stack-tight soft">
        <p>{t.empty}</p>
        {left}
      </div>
    );
  return (
    <PictureFrame
      title={title}
      fileName={fileName}
      draw={draw}
      description={`${title}. ${curves
        .map(({ label, points }) => {
          const end = pointOn(points, until);
          return `${label} ${t.day.toLowerCase()} ${formats.count(until)}: ${formats.share(end?.value)}${end ? interval(end) : ''}`;
        })
        .join('. ')}`}
      legend={
        <>
          {named &&
            curves.map(({ label }, index) => (
              <LineKey key={index} index={index}>
                {label}
              </LineKey>
            ))}
          <span>{bands ? t.marginBand : t.marginWhiskers}</span>
        </>
      }
    >
      <div className="small stack-tight">
        {left}
        <p className="soft">{halfway}</p>
      </div>
    </PictureFrame>
  );
}

/** A name without its code, where the legend has both. */
const withoutCode = (label: string): string => label.replace(/ \(\d+\)$/, '');
