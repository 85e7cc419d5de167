/** Makes the pictures of docs/images from the demonstration region: `npm run screenshots`. */
import { mkdir } from 'node:fs/promises';
import { startHarness } from './support/harness.js';

const SHOTS = [
  ['overview', '/?from=2024-01-01&to=2024-12-31', '.tile .tile-foot'],
  ['explore', '/explore/regular-ending?from=2020-01-01&to=2024-12-31&show.picture=funnel', 'svg.chart'],
  ['definition', '/definition/repeat-referral', 'h1'],
  ['quality', '/quality?from=2024-01-01&to=2024-12-31', 'svg.chart'],
  ['mirror', '/mirror/demo-jeugdhulp-duin?from=2024-01-01&to=2024-12-31', '.mini-funnel'],
] as const;

await mkdir('docs/images', { recursive: true });
const harness = await startHarness();
try {
  for (const [name, path, ready] of SHOTS) {
    const { page } = await harness.open(path, { viewport: { width: 1000, height: 720 } });
    await page.locator(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: `docs/images/${name}.png` });
    await page.context().close();
  }
} finally {
  await harness.stop();
}
