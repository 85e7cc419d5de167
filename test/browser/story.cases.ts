import { describe, expect, it } from '@jest/globals';
import { expectAccessible } from './support/axe.js';
import type { Harness } from './support/harness.js';
import { tabTo } from './support/keyboard.js';
import { settled } from './support/settled.js';

interface Notes {
  readonly notes: readonly {
    readonly text: string;
    readonly query: string;
    readonly position: string;
    readonly group: unknown;
  }[];
}

export function storyCases(harness: () => Harness): void {
  describe('the story of a figure', () => {
    it('is written beside the figure, tied to its question, and read on exploring and on the overview', async () => {
      const { page, complaints } = await harness().open('/explore/dropout?from=2023-01-01&to=2023-12-31&by=sex');
      await page.locator('svg.chart').waitFor();
      await page.getByText('Notitie schrijven').click();
      const form = page.getByRole('form', { name: 'Notitie schrijven' });
      await form.getByLabel('Over').selectOption({ label: 'man' });
      await form.getByLabel('U schrijft als').selectOption('region');
      await form.getByLabel('Kenmerk van die functie').fill('regio-1');
      await form.getByLabel('Tekst').fill('Een team sloot in juni.');
      await expectAccessible(page);
      await form.getByRole('button', { name: 'Opslaan' }).click();
      await page.getByText('De notitie is opgeslagen.').waitFor();
      await page.locator('blockquote', { hasText: 'Een team sloot in juni.' }).waitFor();
      const { searchParams } = new URL(page.url());
      const { notes } = await harness().api<Notes>('/v1/notes?indicator=dropout');
      expect(notes).toHaveLength(1);
      expect(notes[0]).toMatchObject({ position: searchParams.get('asOf'), group: { sex: 'M' } });
      expect(notes[0]!.query).toContain(`/v1/indicators/dropout/values?from=2023-01-01&to=2023-12-31&by=sex`);
      expect(complaints).toEqual([]);

      await page.goto(`${harness().url}/?from=2023-01-01&to=2023-12-31`);
      await page.getByRole('link', { name: '1 notitie bij dit cijfer: Uitval' }).click();
      await page.locator('blockquote', { hasText: 'regio regio-1' }).waitFor();
      await page.context().close();
    });

    it('is written by keyboard alone', async () => {
      const { page } = await harness().open('/explore/throughput-time?from=2023-01-01&to=2023-12-31');
      await settled(page);
      const { keyboard } = page;
      await tabTo(page, 'Notitie schrijven');
      await keyboard.press('Enter');
      await tabTo(page, 'Soort notitie');
      await keyboard.type('v');
      await tabTo(page, 'U schrijft als');
      await keyboard.press('ArrowDown');
      await tabTo(page, 'Kenmerk van die functie');
      await keyboard.type('toetsenbord');
      await tabTo(page, 'Tekst');
      await keyboard.type('Geschreven zonder muis.');
      await tabTo(page, 'Opslaan');
      await keyboard.press('Space');
      await page.getByText('De notitie is opgeslagen.').waitFor();
      await page.locator('blockquote', { hasText: 'Geschreven zonder muis.' }).waitFor();
      const { notes } = await harness().api<Notes>('/v1/notes?indicator=throughput-time');
      expect(notes.map(({ text }) => text)).toEqual(['Geschreven zonder muis.']);
      // The focus is where the writer left it, and not lost to the top of the page.
      expect(await page.evaluate('document.activeElement?.textContent')).toBe('Opslaan');
      await page.context().close();
    });

    it('says why a note is refused, and keeps its text', async () => {
      const { page } = await harness().open('/explore/dropout?from=2022-01-01&to=2022-12-31');
      await page.locator('svg.chart').waitFor();
      await page.getByText('Notitie schrijven').click();
      const form = page.getByRole('form', { name: 'Notitie schrijven' });
      await form.getByLabel('Tekst').fill('Wie schrijft dit?');
      await form.getByRole('button', { name: 'Opslaan' }).click();
      await form.getByText('De notitie is niet opgeslagen.').waitFor();
      await form.getByText(/Kenmerk van de schrijver: ontbreekt of heeft niet de goede vorm/).waitFor();
      expect(await form.getByLabel('Tekst').inputValue()).toBe('Wie schrijft dit?');
      await page.context().close();
    });
  });
}
