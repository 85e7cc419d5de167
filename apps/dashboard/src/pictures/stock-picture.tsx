import type { FlowRowDto, StockDto } from '../api/types.js';
import { STATES } from '../app/texts.js';
import { useFormats } from '../text/formats.js';
import { useTexts } from '../text/language.js';
import { useCommonDomain } from './common-domain.js';
import { PictureFrame, type Drawing } from './frame.js';
import { linear, niceDomain } from './scale.js';
import { PICTURES_TEXTS } from './texts.js';
import { PARTS, waterfall } from './waterfall.js';

export const KINDS = ['records', 'persons', 'measures', 'probations'] as const;
type Kind = (typeof KINDS)[number];
const BLOCK = 150;

/** From the opening stock, by what came in and what went out, to the closing stock. */
export function StockPicture({ title, fileName, row }: { title: string; fileName: string; row: FlowRowDto }) {
  const t = useTexts(PICTURES_TEXTS);
  const states = useTexts(STATES);
  const formats = useFormats();
  const domains: Readonly<Record<Kind, readonly [number, number]>> = {
    records: useStockDomain(row.records, 'records'),
    persons: useStockDomain(row.persons, 'persons'),
    measures: useStockDomain(row.measures, 'measures'),
    probations: useStockDomain(row.probations, 'probations'),
  };
  const hidden = KINDS.some((kind) => PARTS.some((part) => row[kind][part] === null));
  const said = (kind: Kind) =>
    `${t.kinds[kind]}: ${PARTS.map((part) => `${t[part].toLowerCase()} ${row[kind][part] === null ? t.hiddenNotZero : formats.count(row[kind][part])}`).join(', ')}`;
  const draw = (width: number, hatch: string): Drawing => {
    const column = (width - 16) / PARTS.length;
    const bar = Math.min(96, column - 12);
    return {
      height: KINDS.length * BLOCK,
      points: KINDS.map((kind, index) => ({ x: 8 + column / 2, y: index * BLOCK + 60, text: said(kind) })),
      content: KINDS.map((kind, index) => {
        const spans = waterfall(row[kind]);
        const base = index * BLOCK + BLOCK - 30;
        const y = linear(domains[kind], [base, index * BLOCK + 44]);
        return (
          <g key={kind}>
            <text className="block-title" x={8} y={index * BLOCK + 18}>
              {t.kinds[kind]}
            </text>
            {PARTS.map((part, at) => {
              const span = spans[at];
              const x = 8 + at * column + (column - bar) / 2;
              return (
                <g key={part}>
                  {span ? (
                    <rect
                      className={part === 'in' ? 'bar' : part === 'out' ? 'bar second' : 'bar stock'}
                      x={x}
                      y={y(span[1])}
                      width={bar}
                      height={Math.max(1, y(span[0]) - y(span[1]))}
                    />
                  ) : (
                    <rect className="hidden-mark" fill={hatch} x={x} y={base - 40} width={bar} height={40} />
                  )}
                  <text x={x + bar / 2} y={(span ? y(span[1]) : base - 40) - 5} textAnchor="middle">
                    {span
                      ? `${part === 'in' ? '+' : part === 'out' ? '−' : ''}${formats.count(row[kind][part])}`
                      : states.hidden}
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
    <PictureFrame title={title} fileName={fileName} draw={draw} description={`${title}. ${KINDS.map(said).join('. ')}`}>
      <div className="small stack-tight soft">
        <p>{t.ownScale}</p>
        {hidden && <p>{`${states.hiddenExplanation} ${t.fromZero}`}</p>}
      </div>
    </PictureFrame>
  );
}

/** Each kind has a scale of its own, in common with the same kind in a picture beside it. */
function useStockDomain(stock: StockDto, kind: Kind): [number, number] {
  return useCommonDomain(
    niceDomain(
      waterfall(stock).flatMap((span) => span ?? []),
      4,
      true,
    ),
    kind,
  );
}
