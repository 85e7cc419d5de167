import type { TransitionDto } from '../api/types.js';
import { STATES } from '../app/texts.js';
import { DIRECTIONS, directionOf } from '../text/care-form-bands.js';
import { careFormName, shortCareFormName } from '../text/codes.js';
import { useFormats } from '../text/formats.js';
import { useLanguage, useTexts } from '../text/language.js';
import { useCommonDomain } from './common-domain.js';
import { flowLayout, totalOf, type FlowNode } from './flow-layout.js';
import { PictureFrame, type Drawing } from './frame.js';
import { Key } from './key.js';
import { textWidth } from './label-places.js';
import { PICTURES_TEXTS } from './texts.js';

const COLUMN = 12;
const NAME_SIZE = 13;

/** From which care form to which: a band for each step, as thick as its number; its colour is its direction. */
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
  const states = useTexts(STATES);
  const formats = useFormats();
  const language = useLanguage();
  const [, whole] = useCommonDomain([0, totalOf(steps)], 'steps');
  const said = ({ from, to, count }: TransitionDto) =>
    `${careFormName(from, language)} → ${careFormName(to, language)} (${t.directions[directionOf(from, to)].toLowerCase()}): ${
      count === null ? t.hiddenNotZero : formats.count(count)
    }`;
  const present = steps.filter(({ count }) => count !== 0);
  if (present.length === 0) return <p className="soft">{t.empty}</p>;
  const draw = (width: number, hatch: string): Drawing => {
    const narrow = width < 560;
    const top = narrow ? 18 : 14;
    const { nodes, bands } = flowLayout(steps, 430, whole);
    // What is known of a place with a hidden step is the least it has; where nothing is known it is hidden.
    const countOf = ({ count, more }: FlowNode) =>
      !more ? formats.count(count) : count === 0 ? states.hidden : `${formats.count(count)}+`;
    const nameOf = (node: FlowNode) =>
      `${(narrow ? shortCareFormName : careFormName)(node.code, language)} ${countOf(node)}`;
    // Beside the columns where there is room for names, else between them.
    const label = narrow
      ? 0
      : Math.min(width / 3, Math.max(...nodes.map((node) => textWidth(nameOf(node), NAME_SIZE))) + 12);
    const [left, right] = [label, width - label];
    return {
      height: 430 + 2 * top,
      points: bands.map(({ step, y0, y1 }) => ({ x: (left + right) / 2, y: top + (y0 + y1) / 2, text: said(step) })),
      content: (
        <>
          {bands.map(({ step, y0, y1, thickness }) => (
            <path
              key={`${step.from}-${step.to}`}
              className={`step ${step.count === null ? 'hidden-mark' : directionOf(step.from, step.to)}`}
              fill={step.count === null ? hatch : undefined}
              d={ribbon([left + COLUMN, top + y0], [right - COLUMN, top + y1], Math.max(1, thickness))}
            />
          ))}
          {nodes.map((node) => {
            const from = node.side === 'from';
            const x = narrow ? (from ? COLUMN + 4 : width - COLUMN - 4) : from ? left - 8 : right + 8;
            return (
              <g key={node.key}>
                <rect
                  className="node"
                  x={from ? left : right - COLUMN}
                  y={top + node.y}
                  width={COLUMN}
                  height={Math.max(1, node.height)}
                />
                <text
                  className="node-name"
                  x={x}
                  y={top + node.y + node.height / 2 + 4}
                  textAnchor={from === narrow ? 'start' : 'end'}
                >
                  {nameOf(node)}
                </text>
              </g>
            );
          })}
        </>
      ),
    };
  };
  const shown = DIRECTIONS.filter((direction) =>
    present.some(({ from, to, count }) => count !== null && directionOf(from, to) === direction),
  );
  const hidden = present.some(({ count }) => count === null);
  return (
    <PictureFrame
      title={title}
      fileName={fileName}
      draw={draw}
      description={`${title}. ${present.map(said).join('. ')}`}
      legend={
        <>
          {shown.map((direction) => (
            <Key key={direction} className={`key-step ${direction}`}>
              {t.directions[direction]}
            </Key>
          ))}
          {hidden && <Key className="key-hidden">{states.hidden}</Key>}
        </>
      }
    >
      <div className="small stack-tight soft">
        <p>{t.directionLead}</p>
        {hidden && <p>{states.hiddenExplanation}</p>}
      </div>
    </PictureFrame>
  );
}

/** A band between two places, as thick everywhere as its number. */
function ribbon([x0, y0]: readonly [number, number], [x1, y1]: readonly [number, number], thickness: number): string {
  const middle = (x0 + x1) / 2;
  const half = thickness / 2;
  return (
    `M${x0},${y0 - half}C${middle},${y0 - half} ${middle},${y1 - half} ${x1},${y1 - half}` +
    `V${y1 + half}C${middle},${y1 + half} ${middle},${y0 + half} ${x0},${y0 + half}Z`
  );
}
