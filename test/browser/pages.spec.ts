/** The analysts' pages in a real browser, on the built server. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { analystCases } from './analyst.cases.js';
import { conversationCases } from './conversation.cases.js';
import { exploreCases } from './explore.cases.js';
import { frameCases } from './frame.cases.js';
import { mirrorCases } from './mirror.cases.js';
import { overviewCases } from './overview.cases.js';
import { qualityCases } from './quality.cases.js';
import { stateCases } from './state.cases.js';
import { storyCases } from './story.cases.js';
import { trajectoryCases } from './trajectory.cases.js';
import { CHROMIUM, startHarness, type Harness } from './support/harness.js';

if (existsSync(CHROMIUM)) {
  describe('the pages in a browser', () => {
    let harness: Harness;
    beforeAll(async () => {
      harness = await startHarness();
    }, 600_000);
    afterAll(() => harness?.stop(), 30_000);

    // Each part of the pages has its own file of cases; all share one server and one browser.
    for (const cases of [
      frameCases,
      overviewCases,
      exploreCases,
      mirrorCases,
      qualityCases,
      trajectoryCases,
      stateCases,
      storyCases,
      conversationCases,
      analystCases,
    ])
      cases(() => harness);
  });
} else {
  console.warn(`SKIPPED: the pages were not tried in a browser, ${CHROMIUM} is not there (apt-get install chromium).`);
  describe.skip('the pages in a browser', () => it('needs Chromium', () => undefined));
}
