import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from './support/axe.js';
import type { Harness } from './support/harness.js';

const PICTURES = [
  ['trend', '/explore/regular-ending?from=2023-01-01&to=2024-12-31&show.picture=trend'],
  ['bars', '/explore/regular-ending?from=2023-01-01&to=2023-12-31&by=municipality&show.picture=bars'],
  ['funnel', '/explore/regular-ending?from=2020-01-01&to=2024-12-31&show.picture=funnel'],
  ['funnel of means', '/explore/waiting-time?from=2020-01-01&to=2024-12-31&show.picture=funnel'],
  ['curve', '/explore/repeat-referral?from=2022-01-01&to=2023-12-31&show.picture=curve'],
  ['classes', '/explore/flow-through?from=2022-01-01&to=2023-12-31&show.picture=classes'],
  ['flow', '/explore/stock-and-flow?from=2022-01-01&to=2023-12-31&show.picture=flow'],
  ['stock', '/explore/stock-and-flow?from=2022-01-01&to=2023-12-31&show.picture=stock'],
] as const;

async function download(page: Page, name: string): Promise<{ readonly file: string; readonly bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { file: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

export function exploreCases(harness: () => Harness): void {
  describe('exploring', () => {
    it.each(PICTURES)('draws %s, with a table beside it', async (_name, path) => {
      const { page, complaints } = await harness().open(path);
      await page.locator('svg.chart').waitFor();
      expect(await page.locator('svg.chart').locator('path, rect, circle').count()).toBeGreaterThan(1);
      expect(((await page.locator('svg.chart').getAttribute('aria-label')) ?? '').length).toBeGreaterThan(40);
      expect(await page.locator('.result table tbody tr').count()).toBeGreaterThan(1);
      await page.waitForLoadState('networkidle');
      await expectAccessible(page);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it.each(PICTURES)('draws %s on a phone, inside its frame', async (_name, path) => {
      const { page } = await harness().open(path, { viewport: { width: 360, height: 740 } });
      await page.locator('svg.chart').waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await page.context().close();
    });

    it('gives a link that shows the same figure after more has been recorded', async () => {
      const { page } = await harness().open('/explore/regular-ending?from=2021-01-01&to=2021-12-31');
      await page.waitForURL(/asOf=\d+/);
      const link = new URL(page.url());
      await page.locator('svg.chart').waitFor();
      const before = await page.locator('.headline').innerText();
      const cases = Number(await page.locator('.headline dd').first().innerText());
      await recordOneMore(harness().url);

      const later = await harness().open(link.pathname + link.search);
      await later.page.locator('svg.chart').waitFor();
      expect(await later.page.locator('.headline').innerText()).toBe(before);

      await later.page.getByRole('button', { name: 'Nieuwste stand' }).click();
      await later.page
        .locator('.headline dd', { hasText: String(cases + 1) })
        .first()
        .waitFor();
      await page.context().close();
      await later.page.context().close();
    });

    it('downloads what the API gives, and the picture as SVG and PNG', async () => {
      const { page } = await harness().open('/explore/dropout?from=2022-01-01&to=2023-12-31&by=sex&show.picture=bars');
      await page.locator('svg.chart').waitFor();
      const { searchParams } = new URL(page.url());
      searchParams.delete('show.picture');
      const csv = await download(page, 'Download CSV');
      expect(csv.file).toBe('dropout-2022-01-01-2023-12-31.csv');
      const answer = await fetch(`${harness().url}/v1/indicators/dropout/values?${searchParams.toString()}`, {
        headers: { accept: 'text/csv' },
      });
      expect(csv.bytes.toString()).toBe(await answer.text());

      const svg = await download(page, 'Download SVG');
      expect(svg.file).toBe('dropout-bars.svg');
      expect(svg.bytes.toString()).toMatch(/^<svg[^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect(svg.bytes.toString()).not.toContain('var(--');

      const png = await download(page, 'Download PNG');
      expect([...png.bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
      expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(1000);
      await page.context().close();
    });

    it('is moved with the keyboard: the time line by months, the picture by points', async () => {
      const { page } = await harness().open('/explore/regular-ending?from=2023-01-01&to=2023-12-31');
      await page.locator('svg.chart').waitFor();
      await page.getByRole('slider', { name: 'Eerste maand' }).press('ArrowRight');
      await page.waitForURL(/from=2023-02-01/);
      await page.locator('.result h2', { hasText: '1 feb 2023' }).waitFor();
      await page.locator('.result table tbody tr').first().filter({ hasText: 'feb 2023' }).waitFor();
      const picture = page.locator('.picture .canvas');
      await picture.focus();
      await picture.press('ArrowRight');
      expect(await page.locator('.readout').innerText()).toMatch(/feb 2023: \d/);
      await page.context().close();
    });

    it('sets window, breakdown, filter, method and the settings of the indicator in the address', async () => {
      const { page, complaints } = await harness().open('/explore/repeat-referral?from=2022-01-01&to=2022-12-31');
      await page.locator('svg.chart').waitFor();
      await page.getByLabel('Methode').selectOption('kaplan-meier');
      await page.waitForURL(/method=kaplan-meier/);
      await page.getByLabel('Uitsplitsen naar').selectOption('sex');
      await page.waitForURL(/by=sex/);
      await page.getByLabel('Volgtijd in dagen').fill('183');
      await page.getByLabel('Volgtijd in dagen').press('Enter');
      await page.waitForURL(/followUpDays=183/);
      await page.getByLabel('Beperk op').selectOption('careForm');
      await page.getByRole('checkbox', { name: /ambulant bij aanbieder/ }).check();
      await page.waitForURL(/careForm=02/);
      await page.getByLabel('Snelle keuze').selectOption({ label: '2021' });
      await page.waitForURL(/from=2021-01-01&to=2021-12-31/);
      await page.locator('.result h2', { hasText: '2021' }).waitFor();
      expect(await page.locator('.result table tbody tr').count()).toBeGreaterThan(1);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('puts two windows, and two states of knowledge, side by side', async () => {
      const { page } = await harness().open('/explore/dropout?from=2023-01-01&to=2023-12-31');
      await page.locator('svg.chart').waitFor();
      await page.getByLabel('Naast elkaar').selectOption('before');
      await page.locator('.result h2', { hasText: '2022' }).waitFor();
      expect(await page.locator('.result').count()).toBe(2);
      await page.getByLabel('Naast elkaar').selectOption('known');
      await page.waitForURL(/beside\.asOf=2024-01-01T23:59:59Z/);
      await page.context().close();
    });
  });
}

/** Records a new trajectory that ended in 2021. */
async function recordOneMore(url: string): Promise<void> {
  const event = (id: string, name: string, data: object) => ({
    specversion: '1.0',
    id,
    source: 'urn:test:browser',
    type: `nl.jeugdhulptrajecten.${name}`,
    subject: 'T-browser-1',
    data,
  });
  const client = { bsn: '999990019' };
  const opening = {
    provider: 'browser',
    municipality: 'GM0243',
    careForm: '02',
    referrer: '01',
    born: '2010',
    sex: 'V',
  };
  const answer = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify([
      event('1', 'intake-registered', { effectiveOn: '2021-01-04', client, ...opening }),
      event('2', 'care-started', { effectiveOn: '2021-02-01', careForm: '02', crisis: false }),
      event('3', 'trajectory-ended', { effectiveOn: '2021-06-30', endReason: '01' }),
    ]),
  });
  const results = (await answer.json()) as { status: string; position: string }[];
  expect(results.map(({ status }) => status)).toEqual(['recorded', 'recorded', 'recorded']);
  // Waits until the figures have seen it.
  await fetch(`${url}/v1/indicators/dropout/values?from=2021-01-01&to=2021-01-31&asOf=${results[2]!.position}`);
}
