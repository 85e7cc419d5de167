import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectAccessible } from './support/axe.js';
import { REGION, startAnalystServer, type AnalystServer } from './support/analyst-server.js';
import type { Harness } from './support/harness.js';

const YEAR = 'from=2023-01-01&to=2023-12-31';
const WAIT = 30_000;

export function analystCases(harness: () => Harness): void {
  describe('an analyst with a token of a region', () => {
    let server: AnalystServer;
    beforeAll(async () => {
      server = await startAnalystServer();
      while ((await ask(`/v1/indicators/dropout/values?${YEAR}`)).status === 503)
        await new Promise((resolve) => setTimeout(resolve, 200));
    }, 600_000);
    afterAll(() => server?.stop(), 30_000);

    const ask = (path: string): Promise<Response> =>
      fetch(server.url + path, { headers: { authorization: `Bearer ${server.token}` } });

    /** The page of a path, with the token given as a person gives it. */
    const open = async (path: string) => {
      const { page, complaints } = await harness().open(server.url + path);
      await page.getByLabel('Token').first().fill(server.token);
      await page.getByRole('button', { name: 'Verder' }).first().click();
      return { page, complaints };
    };

    it('sees the region by its name, hidden cells as hidden, and no small number', async () => {
      const { page } = await open(`/explore/dropout?${YEAR}&by=careForm&show.picture=bars`);
      const rows = page.locator('.result table tbody tr');
      await rows.filter({ hasText: 'verborgen' }).first().waitFor({ timeout: WAIT });
      const cells = await page.locator('.result table tbody td').allInnerTexts();
      expect(cells.filter((text) => /^[0-9]$/.test(text))).toEqual([]);
      await page
        .getByText(/Verborgen is niet nul/)
        .first()
        .waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'English' }).click();
      await rows.filter({ hasText: 'hidden' }).first().waitFor();
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Overview' }).click();
      await page.locator('h1', { hasText: `Overview: ${REGION}` }).waitFor({ timeout: WAIT });
      await page.context().close();
    });

    it('is told in both languages why an answer beside an earlier one is refused, and what can be asked', async () => {
      const path = (to: string) => `/explore/repeat-referral?from=2022-01-01&to=${to}&show.picture=curve`;
      const asked = (to: string) => ask(`/v1/indicators/repeat-referral/values?from=2022-01-01&to=${to}`);
      // The whole year, and then months less until what lies between is a small number.
      expect((await asked('2023-12-31')).status).toBe(200);
      let refused: string | undefined;
      for (const to of ['2023-11-30', '2023-10-31', '2023-09-30', '2023-08-31'])
        if ((await asked(to)).status === 409) refused ??= to;
      expect(refused).toBeDefined();

      const { page } = await open(path(refused!));
      await page.getByText('Dit antwoord zou een klein aantal verraden').first().waitFor({ timeout: WAIT });
      await page
        .getByText(/de vraag die u eerder stelde, dezelfde stand van kennis/)
        .first()
        .waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByText('This answer would give away a small number').first().waitFor();
      await page
        .getByText(/the question that you asked before, the same state of knowledge/)
        .first()
        .waitFor();
      await expectAccessible(page);

      // What it says can be asked is answered.
      await page.getByLabel('Last day').fill('2023-12-31');
      await page.getByLabel('Last day').press('Enter');
      await page.locator('.headline').waitFor({ timeout: WAIT });
      await page.context().close();
    });

    it('is told who may see refused messages, beside what may be seen', async () => {
      const { page } = await open(`/quality?${YEAR}`);
      await page.locator('.quality-figure table').first().waitFor({ timeout: WAIT });
      await page.getByText('U mag dit niet zien').waitFor();
      await page.getByText('Een ander token gebruiken').first().click();
      await page.getByLabel('Token').waitFor();
      await expectAccessible(page);
      await page.context().close();
    });
  });
}
