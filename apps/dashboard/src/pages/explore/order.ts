/** The order of groups in pictures and tables: that of their names where they are places, else that of the answer. Pure. */
import { valueName } from '../../text/codes.js';
import type { Language } from '../../text/language.js';

type Group = Readonly<Record<string, string | null>>;

/** Rows with municipalities by their names, since their codes say nothing to a reader. Never by figure. */
export function inOrder<R extends { readonly group: Group }>(rows: readonly R[], language: Language): readonly R[] {
  const dimensions = Object.keys(rows[0]?.group ?? {});
  const ranks = dimensions.map((dimension) => {
    const values = [...new Set(rows.map(({ group }) => group[dimension] ?? null))];
    if (dimension === 'municipality')
      values.sort((a, b) => nameOf(a, language).localeCompare(nameOf(b, language), language));
    return new Map(values.map((value, rank) => [value, rank]));
  });
  const rankOf = (row: R, at: number) => ranks[at]!.get(row.group[dimensions[at]!] ?? null)!;
  return [...rows].sort(
    (a, b) => dimensions.map((_, at) => rankOf(a, at) - rankOf(b, at)).find((difference) => difference !== 0) ?? 0,
  );
}

/** Not known comes after every name. */
const nameOf = (value: string | null, language: Language): string =>
  value === null ? '\uffff' : valueName('municipality', value, language);
