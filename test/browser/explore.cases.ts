import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from './support/axe.js';
import type { Harness } from './support/harness.js';
import { settled } from './support/settled.js';

const TREND = '/explore/regular-ending?from=2023-01-01&to=2024-12-31&show.picture=trend';

const PICTURES = [
  ['trend', TREND],
  ['trend of months', '/explore/regular-ending?from=2022-01-01&to=2024-12-31&show.picture=trend&interval=P1M'],
  ['bars', '/explore/regular-ending?from=2023-01-01&to=2023-12-31&by=municipality&show.picture=bars'],
  ['funnel', '/explore/regular-ending?from=2020-01-01&to=2024-12-31&show.picture=funnel'],
  ['funnel of means', '/explore/waiting-time?from=2020-01-01&to=2024-12-31&show.picture=funnel'],
  ['funnel of a difference', '/explore/flow-through?from=2018-01-01&to=2024-12-31&show.picture=funnel'],
  ['curve', '/explore/repeat-referral?from=2022-01-01&to=2023-12-31&show.picture=curve'],
  ['classes', '/explore/flow-through?from=2022-01-01&to=2023-12-31&show.picture=classes'],
  ['flow', '/explore/stock-and-flow?from=2022-01-01&to=2023-12-31&show.picture=flow'],
  ['stock', '/explore/stock-and-flow?from=2022-01-01&to=2023-12-31&show.picture=stock'],
] as const;

async function download(page: Page, name: string): Promise<{ readonly file: string; readonly bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { file: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

/** Labels along the axes that lie over each other, or outside their picture. */
const touching = (page: Page): Promise<string[]> =>
  page.locator('svg.chart').evaluateAll((charts) =>
    charts.flatMap((chart) => {
      const frame = chart.getBoundingClientRect();
      const labels = [...chart.querySelectorAll('.axis-label')].map((label) => ({
        text: label.textContent ?? '',
        box: label.getBoundingClientRect(),
      }));
      return labels.flatMap(({ text, box }, index) => {
        const before = labels[index - 1]?.box;
        const outside = box.left < frame.left - 1 || box.right > frame.right + 1;
        return outside || (before && box.left < before.right) ? [text] : [];
      });
    }),
  );

export function exploreCases(harness: () => Harness): void {
  describe('exploring', () => {
    it.each(PICTURES)('draws %s, with a table beside it, and inside its frame on a phone', async (_name, path) => {
      const { page, complaints } = await harness().open(path);
      await page.locator('svg.chart').waitFor();
      expect(await page.locator('svg.chart').locator('path, rect, circle').count()).toBeGreaterThan(1);
      expect(((await page.locator('svg.chart').getAttribute('aria-label')) ?? '').length).toBeGreaterThan(40);
      expect(await page.locator('.result table tbody tr').count()).toBeGreaterThan(1);
      await settled(page);
      await expectAccessible(page);
      expect(await touching(page)).toEqual([]);
      await page.setViewportSize({ width: 360, height: 740 });
      await settled(page);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(await touching(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('sets the table beside the picture where there is room, and below it elsewhere', async () => {
      const { page } = await harness().open(TREND, { viewport: { width: 1600, height: 900 } });
      const places = async () => {
        const [picture, table] = [page.locator('.picture'), page.locator('.pictured-table')];
        return { picture: (await picture.boundingBox())!, table: (await table.boundingBox())! };
      };
      await page.locator('.pictured-table table').waitFor();
      const wide = await places();
      expect(wide.table.x).toBeGreaterThan(wide.picture.x + wide.picture.width);
      expect(Math.abs(wide.table.y - wide.picture.y)).toBeLessThan(20);
      expect(wide.table.width).toBeGreaterThan(400);
      await page.setViewportSize({ width: 900, height: 900 });
      const narrow = await places();
      expect(narrow.table.x).toBe(narrow.picture.x);
      expect(narrow.table.y).toBeGreaterThanOrEqual(narrow.picture.y + narrow.picture.height);
      // A month, or quarter, takes one line.
      const names = page.locator('.pictured-table tbody th');
      const heights = await names.evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().height));
      expect(Math.max(...heights)).toBeLessThan(45);
      await page.context().close();
    });

    it('draws what the server hid as hidden, says so, and never as zero', async () => {
      const { page } = await harness().open('/definition');
      await page.route('**/v1/indicators/regular-ending/series?**', async (route) => {
        const series = (await (await route.fetch()).json()) as { periods: { rows: object[] }[] };
        series.periods[2]!.rows = [
          { group: {}, numerator: null, denominator: null, value: null, interval: null, suppressed: true },
        ];
        await route.fulfill({ json: series });
      });
      await page.goto(harness().url + TREND);
      await page.locator('svg.chart').waitFor();
      expect(await page.locator('svg.chart .hidden-mark').count()).toBe(1);
      expect(await page.locator('svg.chart').getAttribute('aria-label')).toContain(
        '3e kwartaal 2023: verborgen, en niet nul',
      );
      expect(await page.locator('.legend').innerText()).toContain('verborgen');
      expect(await page.locator('.pictured-table tbody tr').nth(2).innerText()).toMatch(/verborgen\s+–\s+verborgen/);
      await page.context().close();
    });

    it('tells up to four curves apart, and says which groups are left out and why', async () => {
      const { page } = await harness().open(
        '/explore/repeat-referral?from=2018-01-01&to=2023-12-31&show.picture=curve&by=careForm',
      );
      await page.locator('svg.chart').waitFor();
      const keys = page.locator('.legend .key');
      expect(await keys.count()).toBe(4);
      const dashes = await page.evaluate<string[]>(
        "[...document.querySelectorAll('.legend .line')].map((line) => getComputedStyle(line).strokeDasharray)",
      );
      expect(new Set(dashes).size).toBe(4);
      const said = await page.locator('.picture').innerText();
      expect(said).toMatch(/Getekend zijn de 4 groepen met de meeste gevallen. Niet getekend, want kleiner: \S/);
      const groups = await page.locator('.pictured-table tbody th').allInnerTexts();
      expect(new Set(groups).size).toBeGreaterThan(4);
      expect(await page.locator('.pictured-table thead th').allInnerTexts()).toContain('Groep');
      await page.context().close();
    });

    it('lays two windows, and two states of knowledge, over each other in one picture', async () => {
      const { page, complaints } = await harness().open(
        '/explore/dropout?from=2023-01-01&to=2023-12-31&show.picture=trend&beside.from=2022-01-01&beside.to=2022-12-31',
      );
      await page.locator('svg.chart').nth(1).waitFor();
      await page.getByLabel('Tonen', { exact: true }).selectOption({ label: 'in één beeld, over elkaar' });
      await page.waitForURL(/show\.beside=overlay/);
      await page.locator('svg.chart .second .line').waitFor();
      expect(await page.locator('svg.chart').count()).toBe(1);
      expect(await page.locator('.result h2').allInnerTexts()).toEqual(['2023', '2022']);
      expect(await page.locator('.pictured-table tbody tr').count()).toBe(24);
      await page.getByLabel('Naast elkaar').selectOption('known');
      await page.locator('.legend', { hasText: /bekend op [^]*bekend op / }).waitFor();
      await settled(page);
      await expectAccessible(page);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('gives funnels side by side the same axes, and no day below zero', async () => {
      const { page } = await harness().open(
        '/explore/waiting-time?from=2020-01-01&to=2024-12-31&show.picture=funnel&beside.from=2017-01-01&beside.to=2018-12-31',
      );
      await page.locator('svg.chart').nth(1).waitFor();
      await settled(page);
      const ticks = () =>
        page
          .locator('svg.chart')
          .evaluateAll((charts) =>
            charts.map((chart) => [...chart.querySelectorAll('.tick')].map((tick) => tick.textContent).join(' ')),
          );
      const [one, other] = await ticks();
      expect(one).toBe(other);
      expect(one).not.toMatch(/-\d/);
      await page.getByText('Grenzen die onder 0 zouden komen zijn op 0 gezet').first().waitFor();
      expect(await page.locator('.picture').first().innerText()).toMatch(/overdispersie:/i);
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
      await page.locator('svg.chart').nth(1).waitFor();
      await settled(page);
      await expectAccessible(page);
      await page.getByLabel('Naast elkaar').selectOption('known');
      await page.waitForURL(/beside\.asOf=2024-01-01T23:59:59Z/);
      await page.goto(page.url().replace(/beside\.asOf=[^&]+/, 'beside.asOf=60'));
      await page.locator('.result').nth(1).waitFor();
      await settled(page);
      await expectAccessible(page);
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
