/** A case as a line of the table of cases. */
import type { FactTable } from '#libs/fact-schema';
import type { CaseRow, Contribution } from '#libs/indicators';

/** The cells of a case by column; a column of the table that the case has nothing for is null. */
export function caseLine({ columns }: FactTable, row: CaseRow): Record<string, unknown> {
  const { group, from, to, found, values, within, also, beside, ...plain } = row;
  const cells: Record<string, unknown> = {
    ...plain,
    ...group,
    fromCareForm: from,
    toCareForm: to,
    ...under('found', found),
    ...under('within', within),
    ...under('also', also),
    ...under('value', values),
  };
  for (const [name, brought] of Object.entries(beside ?? {})) {
    const leaves = leavesOf(brought);
    const single = Object.hasOwn(columns, `beside.${name}`);
    leaves.forEach((leaf, i) => (cells[single ? `beside.${name}` : `beside.${name}.${i + 1}`] = leaf));
  }
  return Object.fromEntries(
    Object.entries(columns).map(([name, { type }]) => [name, cellOf(cells[name] ?? null, type)]),
  );
}

const under = (prefix: string, members: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  Object.fromEntries(Object.entries(members).map(([name, value]) => [`${prefix}.${name}`, value]));

const cellOf = (cell: unknown, type: string): unknown =>
  type === 'VARCHAR' && cell !== null && typeof cell !== 'string' ? JSON.stringify(cell) : cell;

const leavesOf = (brought: Contribution): unknown[] => (Array.isArray(brought) ? brought.flatMap(leavesOf) : [brought]);
