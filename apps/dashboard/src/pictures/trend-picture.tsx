import { STATES } from '../app/texts.js';
import type { Unit } from '../figure/figure.js';
import { writeInterval, tickWriter, writeValue } from '../figure/write-figure.js';
import { FIGURES } from '../figure/texts.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { axisRoom, LabelAxis, ValueAxis } from './axes.js';
import { useCommonDomain } from './common-domain.js';
import { FEWEST_PERIODS, type ControlChart } from './control-limits.js';
import { PictureFrame, type Drawing } from './frame.js';
import { Key } from './key.js';
import { linear, niceDomain, ticks } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';
import { Course, Limits, SecondCourse, Signals } from './trend-marks.js';
import { chartOf, valuesOf, type TrendSeries } from './trend-series.js';

const HEIGHT = 320;
const BOTTOM = 28;

/**
 * The figure per period with its interval, the mean, the control limits, and which rules the course breaks. With `beside`,
 * another course lies over it, period by period: dashed, with its intervals as lines.
 */
export function TrendPicture({
  title,
  fileName,
  series,
  beside,
}: {
  title: string;
  fileName: string;
  series: TrendSeries;
  beside?: TrendSeries;
}) {
  const t = useTexts(PICTURES_TEXTS);
  const words = useTexts(FIGURES);
  const states = useTexts(STATES);
  const formats = useFormats();
  const { points } = series;
  const chart = chartOf(points);
  const all = [...points, ...(beside?.points ?? [])];
  const unit: Unit = points[0]?.figure.unit ?? 'number';
  const write = (value: number) => writeValue(value, unit, formats);
  const said = ({ name, points: own }: TrendSeries, rules: ControlChart['signals'] = []) =>
    own.map(({ label, figure }, index) => {
      const what =
        figure.value !== null
          ? `${write(figure.value)} (${writeInterval(figure, formats)})`
          : figure.hidden
            ? t.hiddenNotZero
            : states.empty.toLowerCase();
      const broken = (rules[index] ?? []).map((rule) => t.rules[rule]).join(', ');
      return `${beside ? `${name}, ` : ''}${label}: ${what}${broken && `; ${broken}`}`;
    });
  const told = [said(series, chart?.signals), beside ? said(beside) : []];
  const domain = useCommonDomain(
    niceDomain([...valuesOf(points, chart), ...valuesOf(beside?.points ?? [], null)], 5, unit === 'count'),
  );
  const draw = (width: number, hatch: string): Drawing => {
    const values = ticks(domain, 5);
    const writeTick = tickWriter(values, unit, formats);
    const left = axisRoom(values, writeTick);
    const right = width - 12;
    const top = words.axis[unit] || chart?.signals.some((rules) => rules.length > 0) ? 36 : 12;
    const bottom = HEIGHT - BOTTOM;
    const y = linear(domain, [bottom, top]);
    const last = Math.max(points.length, beside?.points.length ?? 0) - 1;
    const x = linear([0, Math.max(1, last)], [left + 12, right - 12]);
    const place = { x, y, top, bottom, hatch, step: (x(1) - x(0)) * 0.7 };
    const readable = (own: TrendSeries, texts: readonly string[]) =>
      own.points.map(({ figure }, index) => ({
        x: x(index),
        y: figure.value === null ? bottom - 12 : y(figure.value),
        text: texts[index]!,
      }));
    return {
      height: HEIGHT,
      points: [...readable(series, told[0]!), ...(beside ? readable(beside, told[1]!) : [])],
      content: (
        <>
          <ValueAxis values={values} y={y} left={left} right={right} write={writeTick} title={words.axis[unit]} />
          <Course points={points} place={place} signals={chart?.signals} />
          {chart && <Limits chart={chart} place={place} />}
          {beside && <SecondCourse points={beside.points} place={place} />}
          {chart && <Signals points={points} chart={chart} names={t.shortRules} place={place} within={[left, width]} />}
          <LabelAxis
            labels={points.map(({ short }) => short)}
            x={x}
            y={bottom}
            left={left}
            right={right}
            width={width}
          />
        </>
      ),
    };
  };
  return (
    <PictureFrame
      title={title}
      fileName={fileName}
      draw={draw}
      description={`${title}. ${told.flat().join('. ')}`}
      legend={
        <>
          {beside && <Key className="key-line">{series.name}</Key>}
          <Key className="key-band">{t.margin}</Key>
          {beside && <Key className="key-line second">{`${beside.name} (${t.marginLines})`}</Key>}
          {chart && <Key className="key-centre">{`${t.average} ${write(chart.centre)}`}</Key>}
          {chart && <Key className="key-limit">{t.limits}</Key>}
          {all.some(({ figure }) => figure.hidden) && <Key className="key-hidden">{states.hidden}</Key>}
        </>
      }
    >
      <Words chart={chart} of={beside ? series.name : null} />
    </PictureFrame>
  );
}

/** What the limits are, and which rules the course breaks. */
function Words({ chart, of }: { chart: ControlChart | null; of: string | null }) {
  const t = useTexts(PICTURES_TEXTS);
  if (!chart) return <p className="small soft">{t.noLimits(FEWEST_PERIODS)}</p>;
  const broken = [...new Set(chart.signals.flat())];
  return (
    <div className="small stack-tight">
      {of !== null && <p>{t.limitsOf(of)}</p>}
      {broken.length === 0 ? (
        <p>{t.noSignals}</p>
      ) : (
        <p>
          <strong>{t.signals}:</strong> {broken.map((rule) => t.rules[rule]).join('; ')}. {t.signalMeaning}
        </p>
      )}
      <p className="soft">
        {t.limitsMeaning} {t.chart[chart.kind]}
      </p>
    </div>
  );
}
