/** Makes the pictures of docs/images from the demonstration region: `npm run screenshots`. */
import { mkdir } from 'node:fs/promises';
import { startHarness } from './support/harness.js';
import { settled } from './support/settled.js';

const [NARROW, WIDE] = [1000, 1500];

const SHOTS = [
  ['overview', '/?municipality=GM0243&from=2024-01-01&to=2024-12-31', '.tile .tile-foot', NARROW],
  ['explore', '/explore/regular-ending?from=2020-01-01&to=2024-12-31&show.picture=funnel', 'svg.chart', WIDE],
  ['definition', '/definition/repeat-referral', 'h1', NARROW],
  ['quality', '/quality?from=2024-01-01&to=2024-12-31', 'svg.chart', NARROW],
  ['mirror', '/mirror/demo-jeugdhulp-duin?from=2024-01-01&to=2024-12-31', '.mini-funnel', NARROW],
] as const;

await mkdir('docs/images', { recursive: true });
const harness = await startHarness();
try {
  for (const [name, path, ready, width] of SHOTS) {
    const { page } = await harness.open(path, { viewport: { width, height: width * 0.72 } });
    await page.locator(ready).first().waitFor();
    await settled(page);
    await page.screenshot({ path: `docs/images/${name}.png` });
    await page.context().close();
  }
} finally {
  await harness.stop();
}
