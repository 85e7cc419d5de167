import { describe, expect, it } from '@jest/globals';
import type { Harness } from './support/harness.js';
import { settled } from './support/settled.js';

interface Values {
  readonly rows: readonly { readonly numerator: number; readonly denominator: number; readonly value: number }[];
}

const percent = (value: number) =>
  new Intl.NumberFormat('nl-NL', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(
    value,
  );

export function overviewCases(harness: () => Harness): void {
  describe('the overview', () => {
    it('shows the ten and the outcome set, each with figure, margin, trend, counts and definition', async () => {
      const { page, complaints } = await harness().open('/');
      const tiles = page.locator('.tile');
      await page.locator('.tile .tile-foot').nth(14).waitFor();
      expect(await tiles.count()).toBe(15);
      for (const text of await tiles.allInnerTexts()) {
        expect(text).toMatch(/Periode\s+20\d\d/);
        expect(text).toMatch(/Ontbrekend\s+\d+/);
        expect(text).toMatch(/gunstig/);
        expect(text).toMatch(/Definitie/);
      }
      expect(await page.locator('.sparkline svg').count()).toBe(15);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('shows the figure of the API, at the position that its address names', async () => {
      const { page } = await harness().open('/?from=2023-01-01&to=2023-12-31');
      const tile = page.locator('.tile', { hasText: 'Reguliere beëindiging' });
      await tile.locator('.tile-foot').waitFor();
      const asOf = new URL(page.url()).searchParams.get('asOf');
      expect(asOf).toMatch(/^\d+$/);
      const { rows } = await harness().api<Values>(
        `/v1/indicators/regular-ending/values?from=2023-01-01&to=2023-12-31&asOf=${asOf}`,
      );
      expect(await tile.locator('.tile-value strong').innerText()).toBe(percent(rows[0]!.value));
      await page.context().close();
    });

    it('asks each figure once, and one tile before anything else, so that the first picture waits for nothing', async () => {
      const { page } = await harness().open('/definition');
      const asked: string[] = [];
      page.on('request', (request) => {
        const { pathname, search } = new URL(request.url());
        if (/\/(values|series)$/.test(pathname)) asked.push(pathname + search);
      });
      await page.goto(harness().url);
      await page.locator('.tile .tile-foot').nth(14).waitFor();
      await settled(page);
      expect(asked[0]).toMatch(/^\/v1\/indicators\/regular-ending\/series\?(?!.*asOf)/);
      const asOf = new URL(page.url()).searchParams.get('asOf');
      expect(asked.slice(1).filter((path) => !path.includes(`asOf=${asOf}`))).toEqual([]);
      // A trend of each of the fifteen, and the areas there are.
      expect([asked.length, new Set(asked).size]).toEqual([16, 16]);
      await page.context().close();
    });

    it('compares a municipality with the rest of its region, each tile whole on a phone too', async () => {
      const phone = { viewport: { width: 360, height: 740 } };
      const { page } = await harness().open('/?from=2022-01-01&to=2022-12-31', phone);
      await page.getByLabel('Gebied').locator('option', { hasText: 'Harderwijk' }).waitFor({ state: 'attached' });
      await page.getByLabel('Gebied').selectOption({ label: 'Harderwijk' });
      await page.locator('h1', { hasText: 'Harderwijk' }).waitFor();
      const tile = page.locator('.tile', { hasText: 'Reguliere beëindiging' });
      await tile.getByText(/Rest van de regio: \d/).waitFor();
      const all = await harness().api<Values>(`/v1/indicators/regular-ending/values?from=2022-01-01&to=2022-12-31`);
      const own = await harness().api<Values>(
        `/v1/indicators/regular-ending/values?from=2022-01-01&to=2022-12-31&municipality=GM0243`,
      );
      const rest =
        (all.rows[0]!.numerator - own.rows[0]!.numerator) / (all.rows[0]!.denominator - own.rows[0]!.denominator);
      expect(await tile.innerText()).toContain(`Rest van de regio: ${percent(rest)}`);
      await settled(page);
      const parts =
        /Periode\s[^]*Aantal\s[^]*Ontbrekend\s[^]*Onrijp\s[^]*Rest van de regio: [^…][^]*gunstig[^]*Definitie/;
      for (const text of await page.locator('.tile').allInnerTexts()) expect(text).toMatch(parts);
      for (const one of await page.locator('.tile').all()) {
        const { x, width } = (await one.boundingBox())!;
        expect([x >= 0, x + width <= 360]).toEqual([true, true]);
      }
      expect(
        await page
          .locator('.tile')
          .getByRole('link', { name: /^Definitie: / })
          .count(),
      ).toBe(15);
      await page.context().close();
    });

    it('is one click from the definition and from exploring', async () => {
      const { page } = await harness().open('/');
      await page.getByRole('link', { name: 'Definitie: Uitval' }).click();
      await page.locator('h1', { hasText: 'Definitie: Uitval' }).waitFor();
      await page.goBack();
      await page.locator('.tile').getByRole('link', { name: 'Uitval', exact: true }).click();
      await page.locator('h1', { hasText: 'Verkennen: Uitval' }).waitFor();
      await page.locator('svg.chart').waitFor();
      await page.context().close();
    });
  });
}
