import { readFileSync } from 'node:fs';

/** One row: column name -> text as it stands in the file, without quotes. */
export type CsvRow = Readonly<Record<string, string>>;

/** The fields of one line; fields may be quoted, a doubled quote inside stands for one. */
function fieldsOf(line: string): string[] {
  const fields: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    fields.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
  }
  return fields;
}

/** Reads a CSV file with a header line and no line breaks inside fields. */
export function readCsv(path: string): CsvRow[] {
  const [header, ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = fieldsOf(header ?? '');
  return lines.map((line) => {
    const fields = fieldsOf(line);
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']));
  });
}
