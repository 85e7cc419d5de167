import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from './support/axe.js';
import type { Harness } from './support/harness.js';
import { settled } from './support/settled.js';

const EXPLORE = '/explore/dropout?from=2023-01-01&to=2023-12-31';

/** Answers the questions for figures in the server's place. */
const answerWith = (page: Page, status: number, body: object, headers: Record<string, string> = {}) =>
  page.route('**/v1/indicators/dropout/{values,series}?**', (route) =>
    route.fulfill({
      status,
      headers: { 'content-type': status === 200 ? 'application/json' : 'application/problem+json', ...headers },
      body: JSON.stringify(body),
    }),
  );

export function stateCases(harness: () => Harness): void {
  describe('what is no figure', () => {
    it('says which parameter is wrong, as the server says it', async () => {
      const { page } = await harness().open('/explore/dropout?from=2024-02-30&to=2024-12-31');
      const message = page.getByRole('alert');
      await message.waitFor();
      expect(await message.innerText()).toMatch(/Eerste dag: deze waarde kan niet\. Give a day that exists/);
      await page.context().close();
    });

    it('says that there is no such indicator', async () => {
      const { page } = await harness().open('/definition/nothing');
      await page.getByRole('alert').getByText('Deze indicator is er niet').waitFor();
      await page.context().close();
    });

    it('says what was asked of nobody: no cases, and not zero', async () => {
      const { page } = await harness().open('/explore/dropout?from=1990-01-01&to=1990-12-31');
      await page.getByText('Geen gevallen in deze periode').waitFor();
      await page.context().close();
    });

    it('shows what the server hid as hidden, with why, and never as zero', async () => {
      const real = await harness().api<{ rows: object[] }>(
        '/v1/indicators/dropout/values?from=2023-01-01&to=2023-12-31',
      );
      const row = { group: {}, numerator: null, denominator: null, value: null, interval: null, suppressed: true };
      const { page } = await harness().open('/definition');
      await answerWith(page, 200, { ...real, rows: [row], interval: 'P1M', periods: [] });
      await page.goto(harness().url + EXPLORE);
      const headline = page.locator('.headline');
      await headline.getByText(/Verborgen is niet nul/).waitFor();
      expect(await headline.innerText()).not.toMatch(/\b0\b/);
      await page.context().close();
    });

    it('asks for a token, sends it, and keeps it in this tab alone', async () => {
      const { page } = await harness().open('/definition');
      const sent: (string | undefined)[] = [];
      await page.route('**/v1/**', (route) => {
        const { authorization } = route.request().headers();
        sent.push(authorization);
        if (authorization === 'Bearer good') return route.continue({ headers: { accept: 'application/json' } });
        return route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{"code":"unauthorized"}' });
      });
      await page.goto(harness().url + EXPLORE);
      await page.getByLabel('Token').fill('good');
      await page.getByRole('button', { name: 'Verder' }).click();
      await page.locator('svg.chart').waitFor();
      expect(sent).toContain('Bearer good');
      expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('good');
      expect(page.url()).not.toContain('good');
      await page.context().close();
    });

    it('says what a role may not see', async () => {
      const { page } = await harness().open('/definition');
      await answerWith(page, 403, { code: 'forbidden', title: 'Forbidden', detail: 'Analysts see their own region.' });
      await page.goto(harness().url + EXPLORE);
      await page.getByText('U mag dit niet zien').waitFor();
      await page.getByText('Analysts see their own region.').waitFor();
      await page.context().close();
    });

    it('waits for figures that are still being built, and asks again by itself', async () => {
      const { page } = await harness().open('/definition');
      const problem = { code: 'catching-up', title: 'Not now', position: '3', head: '9', percent: 33 };
      await answerWith(page, 503, problem, { 'retry-after': '1' });
      await page.goto(harness().url + EXPLORE);
      const progress = page.getByRole('progressbar', { name: 'De cijfers worden nog opgebouwd' }).first();
      await progress.waitFor();
      expect(await progress.getAttribute('value')).toBe('33');
      await page.getByText('33 % van het register is verwerkt (positie 3 van 9)').first().waitFor();
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByText('33% of the ledger is processed (position 3 of 9)').first().waitFor();
      await expectAccessible(page);
      await page.unroute('**/v1/indicators/dropout/{values,series}?**');
      await page.locator('svg.chart').waitFor();
      await page.context().close();
    });

    it('keeps the place of what is on its way, says so, and draws the rest', async () => {
      const { page } = await harness().open('/definition');
      let answer = () => {};
      const held = new Promise<void>((resolve) => (answer = resolve));
      await page.route('**/v1/indicators/dropout/series?**', async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(harness().url + EXPLORE);
      const waiting = page.getByRole('status').filter({ hasText: 'Bezig met laden' });
      await waiting.waitFor();
      await page.locator('.headline .big').waitFor();
      expect(await page.locator('svg.chart').count()).toBe(0);
      expect((await waiting.boundingBox())!.height).toBeGreaterThan(200);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('status').filter({ hasText: 'Loading' }).waitFor();
      answer();
      await page.locator('svg.chart').waitFor();
      await settled(page);
      expect(await page.getByRole('status').count()).toBe(0);
      await page.context().close();
    });

    it('shows the name of each tile while its figure is on its way', async () => {
      const { page } = await harness().open('/definition');
      let answer = () => {};
      const held = new Promise<void>((resolve) => (answer = resolve));
      await page.route('**/v1/indicators/*/series?**', async (route) => {
        await held;
        await route.continue();
      });
      await page.goto(harness().url);
      const waiting = page.locator('.tile [role=status]');
      await waiting.nth(14).waitFor();
      expect(await page.locator('.tile h3').allInnerTexts()).toContain('Uitval');
      expect((await waiting.first().boundingBox())!.height).toBeGreaterThan(200);
      await expectAccessible(page);
      answer();
      await page.locator('.tile .sparkline svg').nth(14).waitFor();
      await page.context().close();
    });

    it('says that the server does not answer', async () => {
      const { page } = await harness().open('/definition');
      await page.route('**/v1/**', (route) => route.abort());
      await page.goto(harness().url + EXPLORE);
      await page.getByText('De server antwoordt niet').first().waitFor();
      await page.context().close();
    });
  });
}
