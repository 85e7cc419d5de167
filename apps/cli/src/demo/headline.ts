/** The four headline indicators, each over the last calendar year whose follow-up has passed. */
import { addDays, type Day } from '#libs/trajectory';
import type { Answer, AnswerRow, Indicator } from '../insights/answers.js';
import type { Asker } from '../insights/asker.js';
import { count, interval, percent } from '../output/numbers.js';
import { renderTable } from '../output/table.js';

/** An indicator, and the parameter that says how many days its cases are followed. */
const HEADLINE = [
  { id: 'repeat-referral', followUp: 'followUpDays' },
  { id: 'flow-through', followUp: 'gapDays' },
  { id: 'measure-success', followUp: 'followUpDays' },
  { id: 'recidivism', followUp: 'followUpDays' },
] as const;

/** The last calendar year all of whose cases have been followed long enough, given the last day observed. */
export function lastMatureYear(observedUntil: Day, followUpDays: number): number {
  let year = Number(observedUntil.slice(0, 4)) - 1;
  while (addDays(`${year}-12-31`, followUpDays) > observedUntil) year -= 1;
  return year;
}

/** The figures as a table; asks the server for each. */
export async function headline(asker: Asker): Promise<string> {
  const rows: string[][] = [];
  for (const { id, followUp } of HEADLINE) {
    const indicator = await asker.get<Indicator>(`/v1/indicators/${id}`);
    const followUpDays = Number(indicator.parameters[followUp]?.default ?? 0);
    const year = lastMatureYear(await observedUntil(asker, id), followUpDays);
    const answer = await asker.get<Answer>(`/v1/indicators/${id}/values?from=${year}-01-01&to=${year}-12-31`);
    rows.push(...rowsOf(indicator, answer, year, followUpDays));
  }
  return renderTable(
    [
      { title: 'indicator' },
      { title: 'year' },
      { title: 'followed' },
      { title: 'figure', align: 'right' },
      { title: '95 % interval', align: 'right' },
      { title: 'n', align: 'right' },
      { title: 'missing', align: 'right' },
    ],
    rows,
  );
}

/** The last day that the ledger's figures take to be complete; any window tells. */
async function observedUntil(asker: Asker, id: string): Promise<Day> {
  const answer = await asker.get<Answer>(`/v1/indicators/${id}/values?from=2000-01-01&to=2000-01-01`);
  return answer.observedUntil;
}

/** One line; for an indicator of classes one line for each class too. */
function rowsOf(indicator: Indicator, answer: Answer, year: number, followUpDays: number): string[][] {
  const [row] = answer.rows;
  if (!row) return [];
  const name = `${indicator.name.en} (${indicator.id})`;
  const first = [name, `${year}`, `${followUpDays} days`, percent(row.value), interval(row.interval), cases(row)];
  const classes = Object.entries(row.classes ?? {}).map(([title, figure]) => [
    `  ${title}`,
    '',
    '',
    percent(figure.value),
    interval(figure.interval),
    '',
    '',
  ]);
  return [[...first, count(row.missing ?? 0)], ...classes];
}

function cases(row: AnswerRow): string {
  const denominator = row.denominator ?? Object.values(row.classes ?? {})[0]?.denominator;
  return denominator === undefined ? '-' : count(denominator);
}
