/** Waits until a page has everything that it asked the API for: on what it does, not for a time. */
import type { Page } from 'playwright-core';

/** Requests to the API under way, by page. */
const underWay = new WeakMap<Page, Set<unknown>>();

/** Follows what a new page asks; to be called before it goes anywhere. */
export function followRequests(page: Page): void {
  const open = new Set<unknown>();
  underWay.set(page, open);
  page.on('request', (request) => void open.add(request));
  page.on('requestfinished', (request) => void open.delete(request));
  page.on('requestfailed', (request) => void open.delete(request));
}

/** Until nothing is asked any more, nothing is loading on the page, and drawing what came asked nothing further. */
export async function settled(page: Page): Promise<void> {
  const open = underWay.get(page);
  if (!open) throw new Error('This page is not followed: open it by the harness.');
  const loading = page.locator('[role=status], .stale');
  await page.locator('h1').waitFor();
  do {
    await loading.first().waitFor({ state: 'detached' });
    await drawn(page);
  } while (open.size > 0 || (await loading.count()) > 0);
}

/** Two turns of drawing: in the first an answer is drawn, in the second what that drawing asks has been sent. */
const drawn = (page: Page): Promise<unknown> =>
  page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))');
