import type { Figure } from '../figure/figure.js';
import { writeInterval, writeValue } from '../figure/write-figure.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { useCommonDomain } from './common-domain.js';
import { PictureFrame, type Drawing } from './frame.js';
import { linear, niceDomain, ticks } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';
import { Key } from './trend-picture.js';

const BAR = 14;

export interface Bar {
  readonly label: string;
  readonly figure: Figure;
  /** Drawn in the second colour, with a pattern: what stands beside the question. */
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
  const formats = useFormats();
  const drawn = bars.filter(({ figure }) => figure.value !== null);
  const unit = drawn[0]?.figure.unit ?? 'number';
  const said = ({ label, figure }: Bar) =>
    `${label}: ${writeValue(figure.value, unit, formats)} (${writeInterval(figure, formats)})`;
  const values = drawn
    .flatMap(({ figure }) => [figure.value!, figure.lower, figure.upper])
    .filter((one) => one !== null);
  const domain = useCommonDomain(niceDomain(values, 4, true));
  const draw = (width: number): Drawing => {
    // On a phone a name stands above its bar, elsewhere beside it.
    const narrow = width < 520;
    const left = narrow ? 8 : Math.min(240, Math.max(...drawn.map(({ label }) => label.length), 6) * 7.2 + 12);
    const row = narrow ? 44 : 30;
    const right = width - 16;
    const height = drawn.length * row + 32;
    const x = linear(domain, [left, right]);
    const middle = (index: number) => index * row + (narrow ? 30 : row / 2);
    return {
      height,
      points: drawn.map((bar, index) => ({ x: x(bar.figure.value!), y: middle(index), text: said(bar) })),
      content: (
        <>
          <g aria-hidden="true">
            {ticks(domain, narrow ? 3 : 5).map((value) => (
              <g key={value}>
                <line className="grid" x1={x(value)} x2={x(value)} y1={0} y2={height - 24} />
                <text
                  className="tick"
                  x={x(value)}
                  y={height - 8}
                  textAnchor={value === domain[1] ? 'end' : value === domain[0] ? 'start' : 'middle'}
                >
                  {writeValue(value, unit, formats)}
                </text>
              </g>
            ))}
          </g>
          {drawn.map(({ label, figure, second }, index) => (
            <g key={index}>
              <text
                x={narrow ? left : left - 8}
                y={narrow ? middle(index) - 12 : middle(index) + 4}
                textAnchor={narrow ? 'start' : 'end'}
              >
                {shortened(label, narrow ? Math.floor(width / 7.5) : 32)}
              </text>
              <rect
                className={second ? 'bar second' : 'bar'}
                x={Math.min(x(0), x(figure.value!))}
                y={middle(index) - BAR / 2}
                width={Math.max(1, Math.abs(x(figure.value!) - x(0)))}
                height={BAR}
              />
              {figure.lower !== null && figure.upper !== null && (
                <path
                  className="whisker"
                  d={`M${x(figure.lower)},${middle(index)}H${x(figure.upper)}M${x(figure.lower)},${middle(index) - 5}v10M${x(figure.upper)},${middle(index) - 5}v10`}
                />
              )}
            </g>
          ))}
          <line className="axis" x1={x(0)} x2={x(0)} y1={0} y2={height - 24} />
        </>
      ),
    };
  };
  const left = bars.length - drawn.length;
  return (
    <PictureFrame
      title={title}
      fileName={fileName}
      draw={draw}
      description={`${title}. ${drawn.map(said).join('. ')}`}
      legend={
        names && (
          <>
            <Key className="key-first">{names[0]}</Key>
            <Key className="key-second">{names[1]}</Key>
          </>
        )
      }
    >
      {left > 0 && <p className="small soft">{t.hiddenRows(left)}</p>}
    </PictureFrame>
  );
}

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
