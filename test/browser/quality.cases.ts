import { describe, expect, it } from '@jest/globals';
import type { Harness } from './support/harness.js';
import { settled } from './support/settled.js';

interface Delivery {
  readonly rows: readonly { readonly group: { readonly provider: string }; readonly n: number }[];
}

interface Shares {
  readonly rows: readonly {
    readonly group: { readonly provider?: string };
    readonly value: number | null;
    readonly interval: { readonly lower: number; readonly upper: number } | null;
    readonly numerator: number;
    readonly denominator: number;
  }[];
}

interface Rejections {
  readonly counts: readonly {
    readonly source: string | null;
    readonly type: string | null;
    readonly code: string;
    readonly rejections: number;
    readonly open: number;
  }[];
}

const percent = new Intl.NumberFormat('nl-NL', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const share = (value: number | null): string => (value === null ? '–' : percent.format(value));

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

    it.each([
      ['unknown-end-reason', 'Reden beëindiging onbekend'],
      ['questionnaire-response', 'Respons op de exitvragenlijst'],
      ['silent-trajectories', 'Open trajecten zonder teken van leven'],
    ])('shows %s by provider as the API gives it: share, margin and counts', async (id, name) => {
      const window = 'from=2022-01-01&to=2023-12-31';
      const { page } = await harness().open(`/quality?${window}`);
      await settled(page);
      const asOf = new URL(page.url()).searchParams.get('asOf');
      const path = `/v1/quality/${id}/values?${window}&asOf=${asOf}`;
      const { rows } = await harness().api<Shares>(`${path}&by=provider`);
      const whole = await harness().api<Shares>(path);
      expect(rows.length).toBeGreaterThan(3);
      const table = page.getByRole('region', { name: `${name}, per aanbieder` });
      const shown = await table
        .locator('tbody tr')
        .evaluateAll((trs) => trs.map((tr) => [...tr.children].map((cell) => cell.textContent)));
      expect(shown).toEqual(
        [...rows, ...whole.rows].map(({ group, value, interval, numerator, denominator }) => [
          group.provider ?? 'Samen',
          share(value),
          interval ? `${share(interval.lower)} – ${share(interval.upper)}` : '–',
          String(numerator),
          String(denominator),
        ]),
      );
      await page.context().close();
    });

    it('counts refused messages by source, kind and reason as the ledger does, the reason in words', async () => {
      const { page } = await harness().open('/quality');
      const table = page.getByRole('region', { name: 'Geweigerde berichten' });
      await settled(page);
      const { counts } = await harness().api<Rejections>('/v1/rejections/counts');
      expect(counts.length).toBeGreaterThan(1);
      const shown = await table
        .locator('tbody tr')
        .evaluateAll((trs) => trs.map((tr) => [...tr.children].map((cell) => cell.textContent ?? '')));
      expect(shown.map(([source, type, , refused, open]) => [source, type, refused, open])).toEqual(
        counts.map(({ source, type, rejections, open }) => [
          source ?? 'onleesbaar',
          type?.split('.').at(-1) ?? 'onleesbaar',
          String(rejections),
          String(open),
        ]),
      );
      for (const [index, { code }] of counts.entries())
        expect(shown[index]![2]).toMatch(new RegExp(`\\S \\(${code}\\)$`));
      const known = counts.findIndex(({ code }) => code === 'already-ended');
      expect(shown[known]![2]).toBe('traject was al beëindigd (already-ended)');
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
