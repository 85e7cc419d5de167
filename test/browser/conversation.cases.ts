/** A figure is the start of a conversation: no ranking by value, and what to mind beside each figure. */
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Harness } from './support/harness.js';
import { settled } from './support/settled.js';

interface Catalogue {
  readonly indicators: readonly {
    readonly name: { readonly nl: string };
    readonly caveats: readonly { readonly nl: string }[];
  }[];
}

const YEARS = 'from=2020-01-01&to=2024-12-31';

/** Pictures and tables of groups, whose first column is the name of a group. */
const GROUPED = [
  ['bars of municipalities', `/explore/regular-ending?${YEARS}&by=municipality&show.picture=bars`],
  ['bars of providers', `/explore/regular-ending?${YEARS}&by=provider&show.picture=bars`],
  ['a funnel', `/explore/regular-ending?${YEARS}&show.picture=funnel`],
  ['the response by provider', `/quality?${YEARS}`],
] as const;

/** The names and figures of the last table of groups on a page, in the order shown; what is together or not known aside. */
async function groupsOf(page: Page): Promise<{ readonly names: string[]; readonly values: number[] }> {
  const explored = page.locator('.pictured-table');
  const table =
    (await explored.count()) > 0
      ? explored.last()
      : page.getByRole('region', { name: 'Respons op de exitvragenlijst, per aanbieder' });
  const cells = await table
    .locator('tbody tr')
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
  const groups = cells.filter(([name]) => name !== 'Samen' && name !== 'onbekend');
  return {
    names: groups.map(([name]) => name!),
    values: groups
      .map(([, value]) => Number.parseFloat(value!.replace(',', '.')))
      .filter((value) => !Number.isNaN(value)),
  };
}

/** What a text says, without the marks of names of the API. */
const said = (text: string): string => text.replaceAll('`', '');

export function conversationCases(harness: () => Harness): void {
  describe('a figure that starts a conversation', () => {
    it.each(GROUPED)('stands in %s by name, and never by value', async (_name, path) => {
      const { page } = await harness().open(path);
      await page.locator('svg.chart').first().waitFor();
      await settled(page);
      const { names, values } = await groupsOf(page);
      expect(names.length).toBeGreaterThan(4);
      expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'nl')));
      const ranked = [...values].sort((a, b) => a - b);
      expect(values).not.toEqual(ranked);
      expect(values).not.toEqual(ranked.reverse());
      // The bars of a picture stand in the order of its table; a funnel names whom it names by size, along its axis.
      const drawn = await page.locator('svg.chart').last().locator('text').allTextContents();
      if (path.includes('bars')) expect(drawn.filter((name) => names.includes(name))).toEqual(names);
      // Nothing on the page puts them in another order.
      expect(await page.locator('[aria-sort], th button').count()).toBe(0);
      await page.context().close();
    });

    it('has its caveat beside it on the overview, on exploring and in the mirror report', async () => {
      const { indicators } = await harness().api<Catalogue>('/v1/indicators');
      const caveatOf = (name: string) => said(indicators.find((one) => one.name.nl === name)!.caveats[0]!.nl);
      const { page } = await harness().open(`/?${YEARS}`);
      await settled(page);
      const tiles = page.locator('.tile');
      expect(await tiles.count()).toBe(15);
      for (const tile of await tiles.all()) {
        const name = await tile.locator('h3').innerText();
        expect(await tile.innerText()).toContain(caveatOf(name));
      }
      await page.goto(`${harness().url}/explore/dropout?${YEARS}`);
      await settled(page);
      expect(await page.locator('.result .caveats').innerText()).toContain(caveatOf('Uitval'));
      await page.goto(`${harness().url}/mirror/demo-jeugdhulp-duin?${YEARS}`);
      await settled(page);
      const items = page.locator('.mirror-item');
      expect(await items.count()).toBe(15);
      for (const item of await items.all())
        expect(await item.innerText()).toContain(caveatOf(await item.locator('h3').innerText()));
      await page.context().close();
    });

    it('has its caveat beside it on data quality', async () => {
      const { indicators } = await harness().api<Catalogue>('/v1/quality');
      const { page } = await harness().open(`/quality?${YEARS}`);
      await settled(page);
      for (const { name, caveats } of indicators) {
        const figure = page.locator('.quality-figure', { has: page.getByRole('heading', { name: name.nl }) });
        expect(await figure.locator('.caveats li').allInnerTexts()).toEqual(caveats.map(({ nl }) => said(nl)));
      }
      await page.context().close();
    });
  });
}
