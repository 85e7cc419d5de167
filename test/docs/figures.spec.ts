/**
 * docs/figures.md tells of every indicator of the catalogue, and what it says of one comes from the catalogue.
 * CARE_LEDGER_WRITE_DOCS=1 writes those parts again; run `npm run format` after it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { BUILT_IN, type IndicatorDefinition, type Parameter } from '#libs/indicators';

const FILE = new URL('../../docs/figures.md', import.meta.url);
const BLOCK = /<!-- catalogue:([\w-]+) -->([\s\S]*?)<!-- \/catalogue -->/g;

const shown = ([name, one]: [string, Parameter]): string =>
  `\`${name}\` (${one.label.en}; ${Array.isArray(one.default) ? one.default.join(',') : String(one.default)})`;

/** What the catalogue says of an indicator. */
function fromCatalogue({ name, explanation, source, caveats, parameters }: IndicatorDefinition): string {
  const set = Object.entries(parameters).map(shown);
  return [
    `_${name.nl}_ (${name.en}). ${explanation.en}`,
    ...caveats.map(({ en }) => `- ${en}`),
    ...(set.length > 0 ? [`- Parameters and their defaults: ${set.join(', ')}.`] : []),
    `- Source: ${source.en}`,
  ].join('\n');
}

const plain = (text: string): string => text.replaceAll(/[\s\\]+/g, ' ').trim();
const partOf = (id: string): string => {
  const definition = BUILT_IN.find((one) => one.id === id);
  if (definition === undefined) throw new Error(`docs/figures.md tells of ${id}, which the catalogue does not have.`);
  return fromCatalogue(definition);
};

describe('docs/figures.md', () => {
  if (process.env['CARE_LEDGER_WRITE_DOCS']) {
    const text = readFileSync(FILE, 'utf8');
    writeFileSync(
      FILE,
      text.replaceAll(BLOCK, (_, id: string) => `<!-- catalogue:${id} -->\n\n${partOf(id)}\n\n<!-- /catalogue -->`),
    );
  }
  const blocks = [...readFileSync(FILE, 'utf8').matchAll(BLOCK)].map(([, id, text]) => [id!, text!] as const);

  it('has every indicator once', () => {
    expect(blocks.map(([id]) => id).sort()).toEqual(BUILT_IN.map(({ id }) => id).sort());
  });

  it.each(blocks)('says of %s what the catalogue says', (id, text) => {
    expect(plain(text)).toBe(plain(partOf(id)));
  });
});
