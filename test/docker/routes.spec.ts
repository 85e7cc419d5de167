/** The proxy of the cluster sends every path of the ledger to a ledger, and every other one to insights. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openInsightsApp, type InsightsApp } from '../../apps/insights/src/testing/insights-app.js';
import { startLedger, type LedgerApp } from '../../apps/ledger/src/testing/ledger-app.js';
import { PROJECT_ROOT } from '../support/shared-folder.js';

describe('the routes of the proxy', () => {
  const [, patterns] = /@ledger path (.+)/.exec(readFileSync(join(PROJECT_ROOT, 'docker/Caddyfile'), 'utf8'))!;
  const rules = patterns!.split(' ').map((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`));
  const goesToLedger = (path: string) => rules.some((rule) => rule.test(path));
  let ledger: LedgerApp;
  let insights: InsightsApp;
  beforeAll(async () => {
    [ledger, insights] = [await startLedger(), await openInsightsApp({ projecting: false })];
  });
  afterAll(() => Promise.all([ledger.close(), insights.close()]));

  const pathsOf = async (url: string) => {
    const document = (await (await fetch(`${url}/v1/openapi.json`)).json()) as { paths: object };
    return Object.keys(document.paths).map((path) => (path.startsWith('/v1') ? path : `/v1${path}`));
  };

  it('take every path of the ledger, and none of insights', async () => {
    const [taken, left] = [await pathsOf(ledger.url), await pathsOf(insights.url)];
    expect(taken.length).toBeGreaterThan(5);
    expect(taken.filter((path) => !goesToLedger(path))).toEqual([]);
    expect(left.length).toBeGreaterThan(5);
    expect(left.filter(goesToLedger)).toEqual([]);
  });

  it('name nothing that is not there', async () => {
    const paths = await pathsOf(ledger.url);
    for (const rule of rules) expect([rule.source, paths.some((path) => rule.test(path))]).toEqual([rule.source, true]);
  });
});
