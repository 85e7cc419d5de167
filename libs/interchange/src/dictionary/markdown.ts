/** The data dictionary for people. */
import type { FactTable } from '#libs/fact-schema';

/** Every table with its columns as Markdown. @param rows number of rows by table, where known. */
export function dictionaryMarkdown(
  tables: Readonly<Record<string, FactTable>>,
  rows: Readonly<Record<string, number>> = {},
): string {
  const head = [
    '# Data dictionary',
    '',
    'Persons are pseudonyms. Days are calendar days in Europe/Amsterdam. Codes are texts: `01` is not 1.',
    'A column that is not marked optional has a value in every row.',
  ];
  const parts = Object.entries(tables).map(([name, { about, columns }]) =>
    [
      `## ${name}`,
      '',
      `${about}.${rows[name] === undefined ? '' : ` ${rows[name]} rows.`}`,
      '',
      '| column | type | optional | meaning |',
      '| --- | --- | --- | --- |',
      ...Object.entries(columns).map(
        ([column, { type, nullable, about: meaning }]) =>
          `| ${column} | ${type} | ${nullable ? 'yes' : ''} | ${meaning.replaceAll('|', '\\|')} |`,
      ),
    ].join('\n'),
  );
  return `${[head.join('\n'), ...parts].join('\n\n')}\n`;
}
