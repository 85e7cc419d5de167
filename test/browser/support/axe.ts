import { expect } from '@jest/globals';
import axe from 'axe-core';
import type { Page } from 'playwright-core';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What another theme can break: everything else is the same in both. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** Holds a page against WCAG 2.2 A and AA, in the theme it has. */
export const expectAccessible = (page: Page): Promise<void> => expectNoViolations(page, WCAG);

/** Holds the colours of a page that was held against everything in another theme. */
export const expectReadableColours = (page: Page): Promise<void> =>
  expectNoViolations(page, { type: 'rule', values: COLOURS });

async function expectNoViolations(page: Page, runOnly: axe.RunOptions['runOnly']): Promise<void> {
  if (!(await page.evaluate('Boolean(globalThis.axe)'))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (only) => (globalThis as unknown as { axe: typeof axe }).axe.run({ runOnly: only, resultTypes: ['violations'] }),
    runOnly,
  );
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  expect(told).toEqual([]);
}
