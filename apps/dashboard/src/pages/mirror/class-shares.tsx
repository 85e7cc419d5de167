import type { IndicatorDto, RowDto } from '../../api/types.js';
import { STATES } from '../../app/texts.js';
import { classesOf, netOf, type ClassDto } from '../../figure/classes.js';
import { figureOf, type Figure } from '../../figure/figure.js';
import { writeInterval } from '../../figure/write-figure.js';
import { linear, niceDomain } from '../../pictures/scale.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { MIRROR } from './texts.js';

const [WIDTH, ROW, EDGE] = [280, 30, 8];

/** What a difference of classes is made of: the shares of the provider and of all together, each with its margin. */
export function ClassShares({
  indicator,
  own,
  all,
}: {
  indicator: IndicatorDto;
  own: RowDto | undefined;
  all: RowDto;
}) {
  const t = useTexts(MIRROR);
  const states = useTexts(STATES);
  const language = useLanguage();
  const formats = useFormats();
  const terms = (indicator.definition as { terms?: Record<string, { nl: string; en: string }> }).terms ?? {};
  const share = (row: RowDto, part: ClassDto) => figureOf({ ...part, group: {}, suppressed: row.suppressed }, '');
  const rows = Object.entries(classesOf(all)).map(([key, part]) => {
    const mine = own && classesOf(own)[key];
    return {
      name: terms[key]?.[language] ?? key,
      both: [mine ? share(own, mine) : null, share(all, part)] as const,
    };
  });
  if (rows.length === 0 || !netOf(all)) return null;
  const write = (figure: Figure | null) =>
    figure?.hidden
      ? states.hidden
      : figure === null || figure.value === null
        ? t.noCases
        : `${formats.share(figure.value)} (${writeInterval(figure, formats)})`;
  const shown = rows.flatMap(({ both }) => both.flatMap((figure) => [figure?.value, figure?.lower, figure?.upper]));
  const domain = niceDomain(
    shown.filter((value) => typeof value === 'number'),
    4,
    true,
  );
  const x = linear(domain, [EDGE, WIDTH - EDGE]);
  return (
    <>
      <svg className="chart class-shares" aria-hidden="true" viewBox={`0 0 ${WIDTH} ${rows.length * ROW + 16}`}>
        {rows.map(({ name, both }, row) => (
          <g key={name}>
            <text x={EDGE} y={row * ROW + 9}>
              {name}
            </text>
            {both.map((figure, index) => {
              const middle = row * ROW + 15 + index * 8;
              if (!figure || figure.value === null) return null;
              return (
                <g key={index}>
                  {figure.lower !== null && figure.upper !== null && (
                    <line className="class-margin" x1={x(figure.lower)} x2={x(figure.upper)} y1={middle} y2={middle} />
                  )}
                  <circle
                    className={index === 0 ? 'mirror-own' : 'mirror-peer ground'}
                    cx={x(figure.value)}
                    cy={middle}
                    r={index === 0 ? 4 : 3}
                  />
                </g>
              );
            })}
          </g>
        ))}
        <path className="mini-axis" d={`M${EDGE},${rows.length * ROW}H${WIDTH - EDGE}`} />
        <text x={EDGE} y={rows.length * ROW + 12}>
          {formats.wholeShare(domain[0])}
        </text>
        <text x={WIDTH - EDGE} y={rows.length * ROW + 12} textAnchor="end">
          {formats.wholeShare(domain[1])}
        </text>
      </svg>
      <dl className="class-list small">
        {rows.map(({ name, both: [mine, together] }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{`${t.own}: ${write(mine)}`}</dd>
            <dd className="soft">{`${t.peers}: ${write(together)}`}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
