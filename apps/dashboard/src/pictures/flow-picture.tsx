import type { TransitionDto } from '../api/types.js';
import { careFormName } from '../text/codes.js';
import { useFormats } from '../text/formats.js';
import { useLanguage, useTexts } from '../text/language.js';
import { flowLayout } from './flow-layout.js';
import { PictureFrame, type Drawing } from './frame.js';
import { PICTURES_TEXTS } from './texts.js';

const COLUMN = 12;

/** From which care form to which: a band for each step, as thick as its number. */
export function FlowPicture({
  title,
  fileName,
  steps,
}: {
  title: string;
  fileName: string;
  steps: readonly TransitionDto[];
}) {
  const t = useTexts(PICTURES_TEXTS);
  const formats = useFormats();
  const language = useLanguage();
  const known = steps.flatMap(({ from, to, count }) => (count === null ? [] : [{ from, to, count }]));
  const said = (from: string, to: string | null, count: number) =>
    `${careFormName(from, language)} → ${careFormName(to, language)}: ${formats.count(count)}`;
  if (known.length === 0) return <p className="soft">{t.empty}</p>;
  const draw = (width: number): Drawing => {
    const height = 460;
    const { nodes, bands } = flowLayout(known, height - 28);
    const longest = Math.max(...nodes.map(({ code }) => careFormName(code, language).length));
    const label = width < 520 ? Math.floor(width * 0.27) : Math.min(width / 3, (longest + 8) * 7.2 + 8);
    const [left, right] = [label, width - label];
    const top = 14;
    const path = (y0: number, y1: number) => {
      const middle = (left + right) / 2;
      return `M${left + COLUMN},${top + y0}C${middle},${top + y0} ${middle},${top + y1} ${right - COLUMN},${top + y1}`;
    };
    return {
      height,
      points: bands.map(({ step, y0, y1 }) => ({
        x: (left + right) / 2,
        y: top + (y0 + y1) / 2,
        text: said(step.from, step.to, step.count),
      })),
      content: (
        <>
          {bands.map(({ step, y0, y1, thickness }) => (
            <path
              key={`${step.from}-${step.to}`}
              className={step.to === null ? 'step out' : step.to === step.from ? 'step same' : 'step'}
              d={path(y0, y1)}
              strokeWidth={Math.max(1, thickness)}
            />
          ))}
          {nodes.map(({ key, code, side, y, height: tall, count }) => (
            <g key={key}>
              <rect
                className="node"
                x={side === 'from' ? left : right - COLUMN}
                y={top + y}
                width={COLUMN}
                height={Math.max(1, tall)}
              />
              <text
                x={side === 'from' ? left - 8 : right + 8}
                y={top + y + tall / 2 + 4}
                textAnchor={side === 'from' ? 'end' : 'start'}
              >
                {width < 520
                  ? `${code ?? '–'} (${formats.count(count)})`
                  : `${careFormName(code, language)} (${formats.count(count)})`}
              </text>
            </g>
          ))}
        </>
      ),
    };
  };
  return (
    <PictureFrame
      title={title}
      fileName={fileName}
      draw={draw}
      description={`${title}. ${known.map(({ from, to, count }) => said(from, to, count)).join('. ')}`}
    />
  );
}
