/** An answer as a table, with what must be known to read it. */
import { count, decimal, interval, percent } from '../output/numbers.js';
import { renderTable, wrap, type TableColumn } from '../output/table.js';
import type { Answer, AnswerRow, Figure, Indicator, Stock } from './answers.js';

const WIDTH = 100;
const right = (title: string): TableColumn => ({ title, align: 'right' });

/** The whole answer for a terminal: figures, what is left out of them, and the definition. */
export function showAnswer(answer: Answer, indicator: Indicator): string {
  const { window, asOf, observedUntil, method } = answer;
  const known = asOf.recordedAt ? `position ${asOf.position}, recorded ${asOf.recordedAt}` : 'an empty ledger';
  return [
    `${indicator.name.en} (${answer.indicator.id}, version ${answer.indicator.version})`,
    `${window.from} to ${window.to}${method ? `, method ${method}` : ''}${parametersLine(answer)}`,
    '',
    ...tables(answer),
    '',
    wrap(indicator.explanation.en, WIDTH),
    ...(answer.caveats ?? []).map(({ en }) => wrap(`Note: ${en}`, WIDTH)),
    `As of ${known}; observed until ${observedUntil}.`,
  ].join('\n');
}

function parametersLine({ parameters }: Answer): string {
  return Object.entries(parameters)
    .map(([name, value]) => `, ${name} ${Array.isArray(value) ? value.join(',') : String(value)}`)
    .join('');
}

function tables({ rows }: Answer): string[] {
  const dimensions = Object.keys(rows[0]?.group ?? {});
  const groupColumns = dimensions.map((title): TableColumn => ({ title }));
  const groupCells = (row: AnswerRow) => dimensions.map((name) => row.group[name] ?? '-');
  if (rows.length === 0) return ['No cases.'];
  if (rows[0]!.transitions) return flowTables(rows, groupColumns, groupCells);
  const [first] = rows as [AnswerRow];
  const main = 'personDays' in first ? rateTable : 'mean' in first ? measureTable : shareTable;
  return [main(rows, groupColumns, groupCells), ...furtherTable(rows, groupColumns, groupCells), ...reasons(rows)];
}

type Cells = (row: AnswerRow) => string[];

function shareTable(rows: readonly AnswerRow[], groupColumns: readonly TableColumn[], groupCells: Cells): string {
  return renderTable(
    [
      ...groupColumns,
      ...['figure', '95 % interval', 'numerator', 'n', 'missing', 'immature', 'lost', 'excluded'].map(right),
    ],
    rows.map((row) => [
      ...groupCells(row),
      percent(row.value),
      interval(row.interval),
      count(row.numerator ?? 0),
      count(row.denominator ?? 0),
      ...beside(row),
    ]),
  );
}

function measureTable(rows: readonly AnswerRow[], groupColumns: readonly TableColumn[], groupCells: Cells): string {
  return renderTable(
    [
      ...groupColumns,
      ...['n', 'mean', '95 % interval', 'sd', 'median', 'p90', 'missing', 'immature', 'lost', 'excluded'].map(right),
    ],
    rows.map((row) => [
      ...groupCells(row),
      count(row.n ?? 0),
      ...plain({ value: row.mean ?? null, interval: row.interval }),
      ...[row.sd, row.median, row.p90].map(decimal),
      ...beside(row),
    ]),
  );
}

function rateTable(rows: readonly AnswerRow[], groupColumns: readonly TableColumn[], groupCells: Cells): string {
  const per = `per ${count(rows[0]!.perPersonYears ?? 1)} person-years`;
  return renderTable(
    [
      ...groupColumns,
      ...[per, '95 % interval', 'events', 'person-years', 'missing', 'immature', 'lost', 'excluded'].map(right),
    ],
    rows.map((row) => [
      ...groupCells(row),
      ...plain({ value: row.value ?? null, interval: row.interval }),
      count(row.numerator ?? 0),
      decimal(row.denominator),
      ...beside(row),
    ]),
  );
}

function beside(row: AnswerRow): string[] {
  const excluded = Object.values(row.excluded ?? {}).reduce((sum, cases) => sum + cases, 0);
  return [row.missing ?? 0, row.immature ?? 0, row.lost ?? 0, excluded].map(count);
}

/** The member that is a number per 1,000 inhabitants, not a percentage. */
const PER_THOUSAND = 'perThousand';

const plain = ({ value, interval: bounds }: Pick<Figure, 'value' | 'interval'>): string[] => [
  decimal(value),
  bounds ? `${decimal(bounds.lower)} - ${decimal(bounds.upper)}` : '-',
];

/** Classes, shares by norm, and figures that stand beside the main one, each on a line of its own. */
function furtherTable(rows: readonly AnswerRow[], groupColumns: readonly TableColumn[], groupCells: Cells): string[] {
  const lines = rows.flatMap((row) =>
    further(row).map(([name, figure]) => [
      ...groupCells(row),
      name,
      ...(name === PER_THOUSAND ? plain(figure) : [percent(figure.value), interval(figure.interval)]),
      count(figure.numerator),
      count(figure.denominator),
    ]),
  );
  if (lines.length === 0) return [];
  const columns = [...groupColumns, { title: 'of which' }, ...['figure', '95 % interval', 'numerator', 'n'].map(right)];
  return ['', renderTable(columns, lines)];
}

function further(row: AnswerRow): [string, Figure][] {
  const figures: [string, Figure][] = Object.entries(row.classes ?? {});
  for (const [name, value] of Object.entries(row)) {
    if (isFigure(value)) figures.push([name, value]);
    else if (name === 'within' && typeof value === 'object' && value !== null) {
      for (const [norm, figure] of Object.entries(value))
        if (isFigure(figure)) figures.push([`within ${norm}`, figure]);
    }
  }
  return figures;
}

function isFigure(value: unknown): value is Figure {
  return typeof value === 'object' && value !== null && 'numerator' in value && 'denominator' in value;
}

function reasons(rows: readonly AnswerRow[]): string[] {
  const of = ({ reason, [PER_THOUSAND]: figure }: AnswerRow) => [reason, (figure as Figure | undefined)?.reason];
  const because = new Set(rows.flatMap(of).filter((reason) => reason !== undefined));
  return because.size === 0 ? [] : ['', `A dash for a figure: ${[...because].join(', ')}.`];
}

function flowTables(rows: readonly AnswerRow[], groupColumns: readonly TableColumn[], groupCells: Cells): string[] {
  const stocks = rows.flatMap((row) =>
    Object.entries(row)
      .filter((entry): entry is [string, Stock] => isStock(entry[1]))
      .map(([name, stock]) => [
        ...groupCells(row),
        name,
        ...[stock.opening, stock.in, stock.out, stock.closing, stock.active].map(count),
      ]),
  );
  const steps = rows.flatMap((row) =>
    (row.transitions ?? []).map(({ from, to, count: cases }) => [...groupCells(row), from, to ?? 'out', count(cases)]),
  );
  return [
    renderTable(
      [...groupColumns, { title: 'of' }, ...['opening', 'in', 'out', 'closing', 'active'].map(right)],
      stocks,
    ),
    '',
    renderTable([...groupColumns, { title: 'from' }, { title: 'to' }, right('count')], steps),
  ];
}

function isStock(value: unknown): value is Stock {
  return typeof value === 'object' && value !== null && 'opening' in value && 'closing' in value;
}
