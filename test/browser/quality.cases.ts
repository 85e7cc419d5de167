import { describe, expect, it } from '@jest/globals';
import type { Harness } from './support/harness.js';
import { settled } from './support/settled.js';

interface Delivery {
  readonly rows: readonly { readonly group: { readonly provider: string }; readonly n: number }[];
}

export function qualityCases(harness: () => Harness): void {
  describe('data quality', () => {
    it('shows delivery by provider as the API gives it, and what was refused', async () => {
      const { page, complaints } = await harness().open('/quality?from=2023-01-01&to=2023-12-31');
      const table = page.getByRole('region', { name: 'Levertijd van starts van zorg, per aanbieder' });
      await table.getByText('Samen').waitFor();
      const asOf = new URL(page.url()).searchParams.get('asOf');
      const { rows } = await harness().api<Delivery>(
        `/v1/quality/start-delivery/values?from=2023-01-01&to=2023-12-31&by=provider&asOf=${asOf}`,
      );
      expect(rows.length).toBeGreaterThan(3);
      const shown = await table.locator('tbody tr').allInnerTexts();
      expect(shown.slice(0, -1).map((text) => text.split('\t').slice(0, 2))).toEqual(
        rows.map(({ group, n }) => [group.provider, String(n)]),
      );
      await page.getByRole('region', { name: 'Geweigerde berichten' }).locator('tbody tr').first().waitFor();
      await page.locator('svg.chart').nth(2).waitFor(); // each picture comes with its own answer
      expect(await page.locator('svg.chart').count()).toBe(3);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('is of one provider when asked', async () => {
      const { page } = await harness().open('/quality?from=2023-01-01&to=2023-12-31');
      await page.getByLabel('Aanbieder', { exact: true }).selectOption({ index: 1 });
      await page.waitForURL(/provider=/);
      const rows = page.getByRole('region', { name: 'Reden beëindiging onbekend, per aanbieder' }).locator('tbody tr');
      await rows.nth(1).waitFor();
      await settled(page);
      expect(await rows.count()).toBe(2);
      await page.context().close();
    });

    it('says who may not see refused messages, beside what may be seen', async () => {
      const { page } = await harness().open('/definition');
      await page.route('**/v1/rejections/counts', (route) =>
        route.fulfill({
          status: 403,
          contentType: 'application/problem+json',
          body: JSON.stringify({ code: 'forbidden', title: 'Forbidden', detail: 'This is for providers.' }),
        }),
      );
      await page.goto(`${harness().url}/quality`);
      await page.getByText('This is for providers.').waitFor();
      await page.locator('.quality-figure table').first().waitFor();
      await page.context().close();
    });
  });
}
