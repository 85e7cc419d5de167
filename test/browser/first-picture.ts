/**
 * How long the first picture takes: `npm run first-picture`. From the start of a navigation in a browser that has nothing of the pages yet, to
 * the first tile of the overview that is drawn, on the demonstration region that `npm start` makes.
 */
import { cpus, loadavg } from 'node:os';
import { startHarness, type Harness } from './support/harness.js';
import { settled } from './support/settled.js';

const RUNS = 5;

/** What the page itself measures, in milliseconds since the navigation began. */
interface Times {
  readonly firstPicture: number;
  readonly requests: readonly { readonly path: string; readonly from: number; readonly until: number }[];
}

/** Notes when the first tile has its trend and the browser has drawn it. */
const WATCH = `
  new MutationObserver((_, observer) => {
    if (!document.querySelector('.tile .sparkline svg')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { globalThis.firstPicture = performance.now(); document.documentElement.dataset.drawn = ''; }));
  }).observe(document, { childList: true, subtree: true });
`;

const READ = `({
  firstPicture: globalThis.firstPicture,
  requests: performance.getEntriesByType('resource')
    .filter(({ responseEnd }) => responseEnd < globalThis.firstPicture)
    .map(({ name, startTime, responseEnd }) => ({ path: name.slice(location.origin.length), from: startTime, until: responseEnd })),
})`;

async function run(harness: Harness): Promise<Times> {
  const { page } = await harness.open('about:blank');
  await page.addInitScript(WATCH);
  await page.goto(harness.url);
  await page.locator('html[data-drawn]').waitFor();
  const times = await page.evaluate<Times>(READ);
  await settled(page); // nothing of this run is left for the server to do in the next
  await page.context().close();
  return times;
}

const harness = await startHarness({ clients: null });
try {
  const runs: Times[] = [];
  for (let n = 0; n < RUNS; n++) runs.push(await run(harness));
  const sorted = [...runs].sort((a, b) => a.firstPicture - b.firstPicture);
  const median = sorted[Math.floor(RUNS / 2)]!;
  const whole = (time: number) => `${Math.round(time)} ms`;
  console.log(
    `First picture: median ${whole(median.firstPicture)} of ${RUNS} (${runs.map((one) => whole(one.firstPicture)).join(', ')})`,
  );
  console.log(`${cpus().length} cores, load ${loadavg()[0]!.toFixed(1)}, Node ${process.version}`);
  for (const { path, from, until } of median.requests) console.log(`  ${whole(from)} to ${whole(until)}: ${path}`);
} finally {
  await harness.stop();
}
