import { describe, expect, it } from '@jest/globals';
import { expectAccessible } from './support/axe.js';
import type { Harness } from './support/harness.js';

interface Values {
  readonly rows: readonly { readonly group: { readonly provider: string } }[];
}

export function mirrorCases(harness: () => Harness): void {
  describe('the mirror report', () => {
    const providers = async (): Promise<string[]> => {
      const path = '/v1/indicators/regular-ending/values?from=2022-01-01&to=2022-12-31&by=provider';
      return (await harness().api<Values>(path)).rows.map(({ group }) => group.provider);
    };

    it('shows one provider beside all together, and names no other', async () => {
      const [own, ...others] = await providers();
      const { page, complaints } = await harness().open(`/mirror/${own}`);
      await page.locator('h1', { hasText: own! }).waitFor();
      await page.waitForLoadState('networkidle');
      const items = page.locator('.mirror-item');
      expect(await items.count()).toBe(15);
      for (const text of await items.allInnerTexts()) expect(text).toMatch(/Plaats in de trechter/);
      const shown = (await items.allInnerTexts()).join(' ') + (await page.locator('.mirror-list').first().innerHTML());
      expect(others.filter((id) => shown.includes(id))).toEqual([]);
      expect(await page.locator('.mirror-own').count()).toBeGreaterThan(3);
      await expectAccessible(page);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('prints as a PDF without what belongs to the screen', async () => {
      const [own] = await providers();
      const { page } = await harness().open(`/mirror/${own}`);
      await page.locator('.mirror-item').nth(14).waitFor();
      await page.waitForLoadState('networkidle');
      const pdf = await page.pdf({ format: 'A4' });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.length).toBeLessThan(8);
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('navigation').isVisible()).toBe(false);
      expect(await page.locator('.choices').isVisible()).toBe(false);
      expect(await page.locator('h1').isVisible()).toBe(true);
      await page.context().close();
    });
  });
}
