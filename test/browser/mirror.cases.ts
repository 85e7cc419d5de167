import { describe, expect, it } from '@jest/globals';
import { expectAccessible } from './support/axe.js';
import type { Harness } from './support/harness.js';
import { settled } from './support/settled.js';

interface Values {
  readonly rows: readonly { readonly group: { readonly provider: string } }[];
}

type DOMBox = Readonly<Record<'x' | 'y' | 'right' | 'bottom', number>>;

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
      await settled(page);
      const items = page.locator('.mirror-item');
      expect(await items.count()).toBe(15);
      for (const text of await items.allInnerTexts()) expect(text).toMatch(/Plaats in de trechter/);
      const shown = (await items.allInnerTexts()).join(' ') + (await page.locator('.mirror-list').first().innerHTML());
      expect(others.filter((id) => shown.includes(id))).toEqual([]);
      expect(await page.locator('.mirror-own').count()).toBeGreaterThan(3);
      const through = items.filter({ hasText: 'Doorstroom naar lichtere of zwaardere zorg' });
      expect(await through.innerText()).toMatch(/zwaarder\s+Deze aanbieder: [^]*Alle aanbieders samen: \d/);
      expect(await page.locator('.mirror-flow svg.chart').getAttribute('aria-label')).toMatch(/→ [^:]+: \d/);
      expect(await page.locator('.mirror-flow tbody tr').count()).toBeGreaterThan(0);
      await expectAccessible(page);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('prints as a PDF without what belongs to the screen', async () => {
      const [own] = await providers();
      const { page } = await harness().open(`/mirror/${own}`);
      await page.locator('.mirror-item').nth(14).waitFor();
      await settled(page);
      const pdf = await page.pdf({ format: 'A4' });
      expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
      const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
      expect(pages.length).toBeGreaterThan(1);
      expect(pages.length).toBeLessThan(8);
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('navigation').isVisible()).toBe(false);
      expect(await page.locator('.choices').isVisible()).toBe(false);
      expect(await page.getByText('Naar de inhoud').isVisible()).toBe(false);
      // No tile lies over another, or over a heading.
      const boxes = await page
        .locator('.mirror-item, h2')
        .evaluateAll((elements) => elements.map((element) => element.getBoundingClientRect().toJSON() as DOMBox));
      const over = boxes.filter((a, index) =>
        boxes.some((b, other) => other > index && a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom),
      );
      expect(over).toEqual([]);
      expect(await page.locator('h1').isVisible()).toBe(true);
      await page.context().close();
    });
  });
}
