import { STATES } from '../../app/texts.js';
import type { CurveRowDto, FlowRowDto, TransitionDto } from '../../api/types.js';
import type { Figure } from '../../figure/figure.js';
import { FIGURES } from '../../figure/texts.js';
import { writeInterval, writeValue } from '../../figure/write-figure.js';
import type { Rule } from '../../pictures/control-limits.js';
import { atRiskOn, pointOn } from '../../pictures/curve-groups.js';
import { KINDS } from '../../pictures/stock-picture.js';
import { PICTURES_TEXTS } from '../../pictures/texts.js';
import { ticks } from '../../pictures/scale.js';
import { careFormName } from '../../text/codes.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { DataTable } from '../../ui/data-table.js';
import { EXPLORE } from './texts.js';

/** One row of a table of figures. */
export interface FigureRow {
  readonly label: string;
  readonly figure: Figure;
  /** Which of two answers in one picture it is of. */
  readonly of?: string;
  /** Rules that a period breaks. */
  readonly rules?: readonly Rule[];
}

/** Figures one below the other, in the order they were given; what is hidden says so. */
export function FiguresTable({
  caption,
  rows,
  periods = false,
}: {
  caption: string;
  rows: readonly FigureRow[];
  /** Whether the rows are periods, with the rules that they break. */
  periods?: boolean;
}) {
  const t = useTexts(PICTURES_TEXTS);
  const explore = useTexts(EXPLORE);
  const words = useTexts(FIGURES);
  const states = useTexts(STATES);
  const formats = useFormats();
  const several = rows.some(({ of }) => of !== undefined);
  const broken = rows.some(({ rules }) => rules && rules.length > 0);
  const count = (figure: Figure, value: number | null) =>
    value === null && figure.hidden ? states.hidden : formats.count(value);
  return (
    <div className={periods ? 'periods' : undefined}>
      <DataTable
        caption={`${t.table}: ${caption}`}
        columns={[
          { key: 'label', heading: periods ? t.period : t.group },
          ...(several ? [{ key: 'of', heading: explore.of }] : []),
          { key: 'value', heading: words.value, number: true },
          { key: 'interval', heading: words.interval, number: true },
          { key: 'n', heading: words.n, number: true },
          { key: 'missing', heading: words.missing, number: true },
          { key: 'immature', heading: words.immature, number: true },
          ...(broken ? [{ key: 'signal', heading: t.signal }] : []),
        ]}
        rows={rows.map(({ label, figure, of, rules = [] }, index) => ({
          key: String(index),
          cells: {
            label,
            of,
            value: figure.hidden ? states.hidden : writeValue(figure.value, figure.unit, formats),
            interval: writeInterval(figure, formats),
            n: count(figure, figure.n),
            missing: count(figure, figure.missing),
            immature: count(figure, figure.immature),
            signal: rules.map((rule) => t.shortRules[rule]).join('; '),
          },
        }))}
      />
      {rows.some(({ figure }) => figure.hidden) && <p className="small">{states.hiddenExplanation}</p>}
    </div>
  );
}

/** A curve at round days: estimate, interval, and how many are still followed. */
export function CurveTable({
  caption,
  rows,
  until,
}: {
  caption: string;
  rows: readonly { readonly label: string; readonly row: CurveRowDto }[];
  until: number;
}) {
  const t = useTexts(PICTURES_TEXTS);
  const words = useTexts(FIGURES);
  const states = useTexts(STATES);
  const formats = useFormats();
  // Of many groups fewer days, so that the table can still be read.
  const days = [...new Set([...ticks([0, until], rows.length > 2 ? 4 : 8).filter((day) => day > 0), until])];
  const named = rows.some(({ label }) => label !== '');
  return (
    <DataTable
      caption={`${t.table}: ${caption}`}
      columns={[
        ...(named ? [{ key: 'group', heading: t.group }] : []),
        { key: 'day', heading: t.day, number: true },
        { key: 'value', heading: t.estimate, number: true },
        { key: 'interval', heading: words.interval, number: true },
        { key: 'atRisk', heading: t.atRisk, number: true },
      ]}
      rows={rows.flatMap(({ label, row }, index) =>
        days.map((day) => {
          const point = pointOn(row.points, day);
          const covered = row.points.length === 0 && row.suppressed === true;
          const atRisk = covered ? null : atRiskOn(row.points, day);
          return {
            key: `${index}-${day}`,
            cells: {
              group: label,
              day: formats.count(day),
              value: covered ? states.hidden : formats.share(point?.value),
              interval: point?.interval
                ? `${formats.share(point.interval.lower)} – ${formats.share(point.interval.upper)}`
                : '–',
              atRisk: atRisk === null ? states.hidden : formats.count(atRisk),
            },
          };
        }),
      )}
    />
  );
}

export function StockTable({ caption, row }: { caption: string; row: FlowRowDto }) {
  const t = useTexts(PICTURES_TEXTS);
  const states = useTexts(STATES);
  const formats = useFormats();
  const parts = ['opening', 'in', 'out', 'closing', 'active'] as const;
  return (
    <DataTable
      caption={`${t.table}: ${caption}`}
      columns={[{ key: 'kind', heading: t.kind }, ...parts.map((key) => ({ key, heading: t[key], number: true }))]}
      rows={KINDS.map((kind) => ({
        key: kind,
        cells: {
          kind: t.kinds[kind],
          ...Object.fromEntries(
            parts.map((part) => [part, row[kind][part] === null ? states.hidden : formats.count(row[kind][part])]),
          ),
        },
      }))}
    />
  );
}

export function FlowTable({ caption, steps }: { caption: string; steps: readonly TransitionDto[] }) {
  const t = useTexts(PICTURES_TEXTS);
  const states = useTexts(STATES);
  const formats = useFormats();
  const language = useLanguage();
  return (
    <DataTable
      caption={`${t.table}: ${caption}`}
      columns={[
        { key: 'from', heading: t.from },
        { key: 'to', heading: t.to },
        { key: 'count', heading: t.count, number: true },
      ]}
      rows={steps.map(({ from, to, count }) => ({
        key: `${from}-${to}`,
        cells: {
          from: careFormName(from, language),
          to: careFormName(to, language),
          count: count === null ? states.hidden : formats.count(count),
        },
      }))}
    />
  );
}
