/** One CSV line; quotes as in RFC 4180, without line breaks inside a cell. */
export function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) =>
    (match[1] !== undefined ? match[1].replaceAll('""', '"') : (match[2] ?? '')).trim(),
  );
}
