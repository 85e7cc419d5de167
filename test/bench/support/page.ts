/** Puts results into a page, between two markers. */
import { readFile, writeFile } from 'node:fs/promises';

const BEGIN = '<!-- results: written by npm run bench -->';
const END = '<!-- end of results -->';

/** @throws Error when the text has no markers. */
export function withResults(page: string, results: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`the page has no ${BEGIN} with ${END} after it`);
  return `${page.slice(0, from + BEGIN.length)}\n\n${results}\n\n${page.slice(to)}`;
}

/** Replaces the results in a page. */
export async function writePage(path: string, results: string): Promise<void> {
  await writeFile(path, withResults(await readFile(path, 'utf8'), results));
}
