import type { Page } from 'playwright-core';

/** Marks every control that can be used now with its number, and tells how many there are. */
const MARK = `(() => {
  const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]');
  const usable = [...all].filter((one) => !one.disabled && one.checkVisibility({ visibilityProperty: true }));
  usable.forEach((one, index) => one.setAttribute('data-walk', index));
  return usable.length;
})()`;

/** Which control has the focus, and whether that can be seen; null when none of them has. */
const LOOK = `(() => {
  const one = document.activeElement;
  if (!one || !one.hasAttribute('data-walk')) return null;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
  const seen = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  return { walk: one.getAttribute('data-walk'), seen, what: one.outerHTML.slice(0, 120) };
})()`;

/** More presses than any page needs: a date has several stops of its own. */
const MOST_PRESSES = 600;

/** What the control that has the focus is called: by its label, or by what it says. */
const NAME = `(() => {
  const one = document.activeElement;
  return (one?.labels?.[0] ?? one)?.textContent?.trim() ?? '';
})()`;

/** Presses Tab until a control of this name has the focus, as a reader does who has no mouse. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let press = 0; press < MOST_PRESSES; press++) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate<string>(NAME)) === name) return;
  }
  throw new Error(`No press of Tab reached "${name}"`);
}

/** Goes through a page with the Tab key until the first control has the focus again. */
export async function walkByTab(page: Page): Promise<{ reached: number; controls: number; unseen: string[] }> {
  const controls = await page.evaluate<number>(MARK);
  const reached = new Set<string>();
  const unseen = new Set<string>();
  let last = '';
  for (let press = 0; press < MOST_PRESSES; press++) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate<{ walk: string; seen: boolean; what: string } | null>(LOOK);
    if (at === null) {
      if (reached.size > 0 && reached.size >= controls) break;
      continue;
    }
    if (at.walk !== last && reached.has(at.walk)) break;
    last = at.walk;
    reached.add(at.walk);
    if (!at.seen) unseen.add(at.what);
  }
  return { reached: reached.size, controls, unseen: [...unseen] };
}
