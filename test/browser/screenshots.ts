/** Makes the pictures of docs/images from the demonstration region: `npm run screenshots`. */
import { mkdir } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { startHarness, type Harness } from './support/harness.js';
import { settled } from './support/settled.js';

const [NARROW, WIDE] = [1000, 1500];

const SHOTS = [
  ['overview', '/?municipality=GM0243&from=2024-01-01&to=2024-12-31', '.tile .tile-foot', NARROW],
  ['explore', '/explore/regular-ending?from=2020-01-01&to=2024-12-31&show.picture=funnel', 'svg.chart', WIDE],
  ['definition', '/definition/repeat-referral', 'h1', NARROW],
  ['quality', '/quality?from=2024-01-01&to=2024-12-31', 'svg.chart', NARROW],
  ['mirror', '/mirror/demo-jeugdhulp-duin?from=2024-01-01&to=2024-12-31', '.mini-funnel', NARROW],
] as const;

const STORY = '/explore/dropout?from=2023-01-01&to=2023-12-31';

/** A history of the demonstration region with a correction in it. */
async function corrected(region: Harness): Promise<string> {
  type Corrected = { readonly subject: string; readonly data: { readonly data?: object } };
  const { events } = await region.api<{ readonly events: readonly Corrected[] }>(
    '/v1/events?type=nl.jeugdhulptrajecten.event-corrected&limit=100',
  );
  const one = events.find(({ data }) => data.data !== undefined && 'careForm' in data.data);
  if (one === undefined) throw new Error('no start or intake of the region was ever corrected');
  return one.subject;
}

async function write(page: Page, role: string, who: string, text: string): Promise<void> {
  const form = page.getByRole('form', { name: 'Notitie schrijven' });
  if (!(await form.isVisible())) await page.getByText('Notitie schrijven').first().click();
  await form.getByLabel('U schrijft als').selectOption(role);
  await form.getByLabel('Kenmerk van die functie').fill(who);
  await form.getByLabel('Tekst').fill(text);
  await form.getByRole('button', { name: 'Opslaan' }).click();
  await page.locator('blockquote', { hasText: text }).waitFor();
}

await mkdir('docs/images', { recursive: true });
const harness = await startHarness();

async function shoot(
  name: string,
  path: string,
  ready: string,
  width: number,
  prepare?: (page: Page) => Promise<void>,
) {
  const { page } = await harness.open(path, { viewport: { width, height: width * 0.72 } });
  await page.locator(ready).first().waitFor();
  await settled(page);
  await prepare?.(page);
  await page.screenshot({ path: `docs/images/${name}.png` });
  await page.context().close();
}

try {
  for (const [name, path, ready, width] of SHOTS) await shoot(name, path, ready, width);
  await shoot('trajectory', `/trajectory/${await corrected(harness)}`, 'svg.chart', NARROW, (page) =>
    page.setViewportSize({ width: NARROW, height: NARROW * 1.2 }),
  );
  await shoot('story', STORY, 'svg.chart', NARROW, async (page) => {
    await write(
      page,
      'provider',
      'demo-jeugdhulp-duin',
      'In juni sloot een team; zeven jongeren gingen elders verder.',
    );
    await write(page, 'region', 'regio-1', 'Met de aanbieders besproken op 12 maart: zij houden vertrekgesprekken.');
    await page.locator('blockquote').first().scrollIntoViewIfNeeded();
  });
} finally {
  await harness.stop();
}
