import type { FlowRowDto, StockDto } from '../api/types.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { PictureFrame, type Drawing } from './frame.js';
import { linear, niceDomain } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';

export const KINDS = ['records', 'persons', 'measures', 'probations'] as const;
const PARTS = ['opening', 'in', 'out', 'closing'] as const;
const BLOCK = 150;

/** From the opening stock, by what came in and what went out, to the closing stock. */
export function StockPicture({ title, fileName, row }: { title: string; fileName: string; row: FlowRowDto }) {
  const t = useTexts(PICTURES_TEXTS);
  const formats = useFormats();
  const kinds = KINDS.filter((kind) => PARTS.every((part) => row[kind][part] !== null));
  const said = (kind: (typeof KINDS)[number]) =>
    `${t.kinds[kind]}: ${PARTS.map((part) => `${t[part].toLowerCase()} ${formats.count(row[kind][part])}`).join(', ')}`;
  if (kinds.length === 0) return <p className="soft">{t.empty}</p>;
  const draw = (width: number): Drawing => {
    const column = (width - 16) / PARTS.length;
    const bar = Math.min(96, column - 12);
    return {
      height: kinds.length * BLOCK,
      points: kinds.map((kind, index) => ({ x: 8 + column / 2, y: index * BLOCK + 60, text: said(kind) })),
      content: kinds.map((kind, index) => {
        const spans = waterfall(row[kind]);
        const y = linear(niceDomain(spans.flat(), 4, true), [index * BLOCK + BLOCK - 30, index * BLOCK + 44]);
        return (
          <g key={kind}>
            <text className="block-title" x={8} y={index * BLOCK + 18}>
              {t.kinds[kind]}
            </text>
            {PARTS.map((part, at) => {
              const [low, high] = spans[at]!;
              const x = 8 + at * column + (column - bar) / 2;
              return (
                <g key={part}>
                  <rect
                    className={part === 'in' ? 'bar' : part === 'out' ? 'bar second' : 'bar stock'}
                    x={x}
                    y={y(high)}
                    width={bar}
                    height={Math.max(1, y(low) - y(high))}
                  />
                  <text x={x + bar / 2} y={y(high) - 5} textAnchor="middle">
                    {`${part === 'in' ? '+' : part === 'out' ? '−' : ''}${formats.count(row[kind][part])}`}
                  </text>
                  <text className="tick" x={x + bar / 2} y={index * BLOCK + BLOCK - 12} textAnchor="middle">
                    {t[part]}
                  </text>
                </g>
              );
            })}
            <line className="axis" x1={8} x2={width - 8} y1={y(0)} y2={y(0)} />
          </g>
        );
      }),
    };
  };
  return (
    <PictureFrame
      title={title}
      fileName={fileName}
      draw={draw}
      description={`${title}. ${kinds.map(said).join('. ')}`}
    />
  );
}

/** From where to where each part stands: in on top of the opening, out hanging from there, down to the closing. */
export function waterfall(stock: StockDto): readonly (readonly [number, number])[] {
  const [opening, entered, closing] = [stock.opening ?? 0, stock.in ?? 0, stock.closing ?? 0];
  return [
    [0, opening],
    [opening, opening + entered],
    [closing, opening + entered],
    [0, closing],
  ];
}
