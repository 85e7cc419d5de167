/** Puts results into a page, between two markers. */
import { readFile, writeFile } from 'node:fs/promises';
import type { Section } from './report.js';

const BEGIN = '<!-- results: written by npm run bench -->';
const END = '<!-- end of results -->';
const HEADING = /^### (.*)$/m;

/**
 * Replaces the sections that were measured again; the others stay, each with the run it is of.
 * @param order titles as they follow each other; a section of another title is taken out.
 * @throws Error when the text has no markers.
 */
export function withSections(page: string, measured: readonly Section[], order: readonly string[]): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`the page has no ${BEGIN} with ${END} after it`);
  const texts = new Map([
    ...sectionsOf(page.slice(from + BEGIN.length, to)),
    ...measured.map(({ title, text }) => [title, text] as const),
  ]);
  const results = order.flatMap((title) => texts.get(title) ?? []).join('\n\n');
  return `${page.slice(0, from + BEGIN.length)}\n\n${results}\n\n${page.slice(to)}`;
}

/** Replaces sections of the results in a page. */
export async function writePage(path: string, measured: readonly Section[], order: readonly string[]): Promise<void> {
  await writeFile(path, withSections(await readFile(path, 'utf8'), measured, order));
}

function sectionsOf(results: string): [string, string][] {
  return results
    .split(/^(?=### )/m)
    .map((text) => text.trim())
    .flatMap((text): [string, string][] => (HEADING.test(text) ? [[HEADING.exec(text)![1]!, text]] : []));
}
