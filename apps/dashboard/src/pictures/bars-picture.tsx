import { STATES } from '../app/texts.js';
import type { Figure } from '../figure/figure.js';
import { FIGURES } from '../figure/texts.js';
import { tickWriter, writeInterval, writeValue } from '../figure/write-figure.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { useCommonDomain } from './common-domain.js';
import { PictureFrame, type Drawing } from './frame.js';
import { Key } from './key.js';
import { labelPlaces, textWidth } from './label-places.js';
import { linear, niceDomain, ticks } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';

const BAR = 14;
const NAME_SIZE = 13;
/** Room below for the values, in pixels. */
const BOTTOM = 24;

export interface Bar {
  readonly label: string;
  readonly figure: Figure;
  /** Drawn under the bar before it, in the second colour: the same group in what stands beside the question. */
  readonly second?: boolean;
}

/** A bar per group with its 95 % interval, in the order of the groups: no ranking. */
export function BarsPicture({
  title,
  fileName,
  bars,
  names,
}: {
  title: string;
  fileName: string;
  bars: readonly Bar[];
  /** What the two colours stand for, where there are two. */
  names?: readonly [string, string];
}) {
  const t = useTexts(PICTURES_TEXTS);
  const words = useTexts(FIGURES);
  const states = useTexts(STATES);
  const formats = useFormats();
  const drawn = bars.filter(({ figure }) => figure.value !== null);
  const unit = drawn[0]?.figure.unit ?? 'number';
  const nameOf = ({ label, second }: Bar) => (names ? `${label}, ${names[second ? 1 : 0]}` : label);
  const without = ({ figure }: Bar) => (figure.hidden ? states.hidden : states.empty.toLowerCase());
  const said = (bar: Bar) =>
    `${nameOf(bar)}: ${
      bar.figure.value !== null
        ? `${writeValue(bar.figure.value, unit, formats)} (${writeInterval(bar.figure, formats)})`
        : bar.figure.hidden
          ? t.hiddenNotZero
          : without(bar)
    }`;
  const values = drawn
    .flatMap(({ figure }) => [figure.value!, figure.lower, figure.upper])
    .filter((one) => one !== null);
  const domain = useCommonDomain(niceDomain(values, 4, true));
  const draw = (width: number, hatch: string): Drawing => {
    // On a phone a name stands above its bar, elsewhere beside it.
    const narrow = width < 520;
    const room = narrow ? width - 16 : Math.min(240, width / 3);
    const left = narrow
      ? 8
      : Math.min(room, Math.max(...bars.map(({ label }) => textWidth(label, NAME_SIZE)), 40)) + 12;
    const row = narrow ? 44 : 30;
    const right = width - 16;
    const places = placesOf(bars, row);
    const height = places.height + BOTTOM + 8;
    const x = linear(domain, [left, right]);
    const middle = (index: number) => places.tops[index]! + (bars[index]!.second || !narrow ? row / 2 : 30);
    const axis = ticks(domain, narrow ? 3 : 5);
    const writeTick = tickWriter(axis, unit, formats);
    const zero = x(Math.max(domain[0], Math.min(domain[1], 0)));
    return {
      height,
      points: bars.map((bar, index) => ({ x: x(bar.figure.value ?? domain[0]), y: middle(index), text: said(bar) })),
      content: (
        <>
          <g aria-hidden="true">
            {axis.map((value) => (
              <line key={value} className="grid" x1={x(value)} x2={x(value)} y1={0} y2={height - BOTTOM} />
            ))}
            {labelPlaces(axis.map(writeTick), (index) => x(axis[index]!), [0, width], 'first').map((label) => (
              <text key={label.index} className="tick axis-label" x={label.middle} y={height - 8} textAnchor="middle">
                {writeTick(axis[label.index]!)}
              </text>
            ))}
          </g>
          {bars.map((bar, index) => (
            <g key={index} className={bar.second ? 'second' : undefined}>
              {!bar.second && (
                <text
                  x={narrow ? left : left - 8}
                  y={narrow ? middle(index) - 12 : middle(index) + 4}
                  textAnchor={narrow ? 'start' : 'end'}
                >
                  {shortened(bar.label, room)}
                </text>
              )}
              {bar.figure.value === null ? (
                <>
                  {bar.figure.hidden && (
                    <rect
                      className="hidden-mark"
                      fill={hatch}
                      x={zero}
                      y={middle(index) - BAR / 2}
                      width={64}
                      height={BAR}
                    />
                  )}
                  <text className="tick" x={zero + (bar.figure.hidden ? 72 : 6)} y={middle(index) + 4}>
                    {without(bar)}
                  </text>
                </>
              ) : (
                <BarMark
                  figure={bar.figure}
                  value={bar.figure.value}
                  second={bar.second ?? false}
                  x={x}
                  y={middle(index)}
                />
              )}
            </g>
          ))}
          <line className="axis" x1={zero} x2={zero} y1={0} y2={height - BOTTOM} />
        </>
      ),
    };
  };
  return (
    <PictureFrame
      title={title}
      fileName={fileName}
      draw={draw}
      description={`${title}. ${bars.map(said).join('. ')}`}
      legend={
        <>
          {names && <Key className="key-first">{names[0]}</Key>}
          {names && <Key className="key-second">{names[1]}</Key>}
          <Key className="key-whisker">{t.margin}</Key>
          {unit === 'days' && <span>{words.axis.days}</span>}
        </>
      }
    >
      {bars.some(({ figure }) => figure.hidden) && <p className="small soft">{states.hiddenExplanation}</p>}
    </PictureFrame>
  );
}

/** A bar from zero to its value, its interval over it. */
function BarMark({
  figure: { lower, upper },
  value,
  second,
  x,
  y,
}: {
  figure: Figure;
  value: number;
  second: boolean;
  x: (value: number) => number;
  y: number;
}) {
  return (
    <>
      <rect
        className={second ? 'bar second' : 'bar'}
        x={Math.min(x(0), x(value))}
        y={y - BAR / 2}
        width={Math.max(1, Math.abs(x(value) - x(0)))}
        height={BAR}
      />
      {lower !== null && upper !== null && (
        <path className="whisker" d={`M${x(lower)},${y}H${x(upper)}M${x(lower)},${y - 5}v10M${x(upper)},${y - 5}v10`} />
      )}
    </>
  );
}

/** Where each bar begins: one that belongs to the bar before it stands close to it. */
function placesOf(bars: readonly Bar[], row: number): { readonly tops: readonly number[]; readonly height: number } {
  const tops: number[] = [];
  let y = 0;
  for (const { second } of bars) {
    const top = second ? y - (row - BAR) / 2 - 3 : y;
    tops.push(top);
    y = top + row;
  }
  return { tops, height: y };
}

/** A name as long as there is room for. */
function shortened(text: string, room: number): string {
  const most = Math.floor(room / textWidth('x', NAME_SIZE));
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
