import { describe, expect, it } from '@jest/globals';
import { expectAccessible, expectReadableColours } from './support/axe.js';
import type { Harness } from './support/harness.js';
import { walkByTab } from './support/keyboard.js';
import { settled } from './support/settled.js';

const PAGES = [
  '/',
  '/explore/dropout',
  '/mirror',
  '/quality',
  '/trajectory',
  '/definition',
  '/definition/repeat-referral',
] as const;

/** What holds for every page. */
export function frameCases(harness: () => Harness): void {
  describe('every page', () => {
    it.each(PAGES)('%s is in Dutch until switched to English, and stays so', async (path) => {
      const { page, complaints } = await harness().open(path);
      await page.locator('h1').waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe('nl');
      const dutch = await page.locator('h1').innerText();
      await page.getByRole('button', { name: 'English' }).click();
      expect(await page.locator('html').getAttribute('lang')).toBe('en');
      await page.reload();
      await page.locator('h1').waitFor();
      expect(await page.locator('h1').innerText()).not.toBe(dutch);
      expect(await page.title()).toContain(await page.locator('h1').innerText());
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it.each(PAGES)('%s is accessible in both languages, in light and in dark', async (path) => {
      const { page, complaints } = await harness().open(path);
      await settled(page);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Donker' }).click();
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      await expectReadableColours(page);
      await page.getByRole('button', { name: 'English' }).click();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Light' }).click();
      await expectReadableColours(page);
      // Names of the API in texts of definitions are drawn as such.
      expect(await page.locator('main').innerText()).not.toContain('`');
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it.each(PAGES)('%s is walked with the Tab key: every control is reached, and shows that it is', async (path) => {
      const { page } = await harness().open(path);
      await settled(page);
      const { reached, controls, unseen } = await walkByTab(page);
      expect(controls).toBeGreaterThan(8);
      expect([reached, unseen]).toEqual([controls, []]);
      await page.context().close();
    });

    it.each(PAGES)('%s fits a phone and a page at 200 %% without scrolling sideways', async (path) => {
      const { page } = await harness().open(path, { viewport: { width: 320, height: 700 } });
      for (const width of [320, 640]) {
        await page.setViewportSize({ width, height: 700 });
        await settled(page);
        expect([width, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([width, width]);
      }
      await page.context().close();
    });

    it('takes its colours from the system', async () => {
      const { page } = await harness().open('/definition', { colorScheme: 'dark' });
      await page.locator('h1').waitFor();
      expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
      await page.context().close();
    });

    it('can be used from the keyboard: skip link first, and the heading has the focus on another page', async () => {
      const { page } = await harness().open('/');
      await page.locator('.sparkline').first().waitFor();
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement?.textContent')).toBe('Naar de inhoud');
      await page.keyboard.press('Enter');
      expect(await page.evaluate('document.activeElement?.id')).toBe('content');
      await page.getByRole('navigation').getByRole('link', { name: 'Definities' }).press('Enter');
      await page.locator('h1', { hasText: 'Definities' }).waitFor();
      expect(await page.evaluate('document.activeElement?.tagName')).toBe('H1');
      await page.goBack();
      await page.locator('h1', { hasText: 'Overzicht' }).waitFor();
      await page.context().close();
    });

    it('loads nothing from elsewhere', async () => {
      const { page } = await harness().open('/');
      const foreign: string[] = [];
      page.on('request', (request) => {
        if (!request.url().startsWith(harness().url) && !request.url().startsWith('data:')) foreign.push(request.url());
      });
      await page.reload();
      await settled(page);
      expect(foreign).toEqual([]);
      await page.context().close();
    });
  });
}
