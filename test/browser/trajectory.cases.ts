import { beforeAll, describe, expect, it } from '@jest/globals';
import { expectAccessible } from './support/axe.js';
import type { Harness } from './support/harness.js';

const ID = 'T-browser-history';
const SOURCE = 'urn:test:browser-history';

export function trajectoryCases(harness: () => Harness): void {
  describe('a trajectory', () => {
    let opened: string;
    let pseudonym: string;
    beforeAll(async () => {
      [opened = ''] = await recordHistory(harness().url);
      const { events } = await harness().api<{ events: { data: { client: { pseudonym: string } } }[] }>(
        `/v1/trajectories/${ID}`,
      );
      pseudonym = events[0]!.data.client.pseudonym;
    });

    it('is asked for by its id, and shows both clocks, with what corrected an event beside it', async () => {
      const { page, complaints } = await harness().open('/trajectory');
      await page.getByText('Kies een soort en typ een kenmerk.').waitFor();
      await page.getByLabel('Kenmerk').fill(ID);
      await page.getByLabel('Kenmerk').press('Enter');
      await page.waitForURL(new RegExp(`/trajectory/${ID}$`));
      const rows = page.locator('table tbody tr');
      await rows.nth(4).waitFor();
      const started = await rows.filter({ hasText: 'Start hulp' }).innerText();
      expect(started).toMatch(/1 feb 2021[^]*gecorrigeerd[^]*Correctie door positie \d+, bekend op [^]*5 feb 2021/);
      expect(started).toContain('ambulant bij aanbieder (02)');
      expect(await rows.filter({ hasText: 'Einde traject' }).innerText()).toMatch(/ingetrokken[^]*Intrekking door/);
      expect(await page.locator('svg.chart').getAttribute('aria-label')).toMatch(
        /Vanaf 5 februari 2021, nog niet beëindigd[^]*Start hulp, gecorrigeerd \(eerst zo gemeld: 1 feb 2021\)/,
      );
      expect(await page.locator('svg.chart').locator('.dot, .signal, .gone').count()).toBe(3);
      await page.locator('.picture .canvas').press('ArrowRight');
      expect(await page.locator('.readout').innerText()).toMatch(/4 jan 2021: Aanmelding, geldt; Bekend op/);
      await expectAccessible(page);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByText('From 5 February 2021, not ended yet').waitFor();
      await expectAccessible(page);
      expect(await page.locator('main a').count()).toBe(0);
      expect(complaints).toEqual([]);
      await page.context().close();
    });

    it('is shown as it was known at a position, and fits a phone', async () => {
      const { page } = await harness().open(`/trajectory/${ID}`, { viewport: { width: 360, height: 740 } });
      await page.getByRole('button', { name: `Toon deze stand: ${opened}` }).click();
      await page.waitForURL(new RegExp(`asOf=${opened}$`));
      await page.getByText(`Zoals bekend op positie ${opened}`).waitFor();
      const rows = page.locator('table tbody tr');
      await rows.first().waitFor();
      expect(await rows.count()).toBe(1);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      await page.getByRole('button', { name: 'Nieuwste stand' }).click();
      await rows.nth(4).waitFor();
      await page.getByLabel('Zoals bekend op').fill('2020-01-01');
      await page.getByLabel('Zoals bekend op').press('Enter');
      await page.getByText('was het toen niet', { exact: false }).waitFor();
      await page.context().close();
    });

    it('says that nothing is there, or may be: unknown, erased and of another alike', async () => {
      const { page } = await harness().open('/trajectory/T-nobody?kind=measure');
      await page.getByText('Dit is er niet').waitFor();
      await page.getByText('na een verzoek vernietigd', { exact: false }).waitFor();
      await page.getByText('No measure with this id is known.').waitFor();
      await expectAccessible(page);
      await page.context().close();
    });

    it('keeps the pseudonym of a client out of the address, and asks for no BSN', async () => {
      const { page } = await harness().open('/trajectory');
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.getByLabel('Soort').selectOption('client');
      await page.getByLabel('Kenmerk').fill(pseudonym);
      await page.getByRole('button', { name: 'Tonen' }).click();
      await page.locator('table tbody tr', { hasText: 'Verhuizing' }).waitFor();
      expect(page.url()).toBe(`${harness().url}/trajectory?kind=client`);
      await page.getByLabel('Kenmerk').fill('999990019');
      await page.getByRole('button', { name: 'Tonen' }).click();
      await page.getByText('Een BSN is geen kenmerk').waitFor();
      expect([page.url(), ...asked].filter((url) => url.includes('999990019'))).toEqual([]);
      await page.context().close();
    });

    it.each([
      [401, 'Deze server vraagt om een toegangscode'],
      [403, 'U mag dit niet zien'],
    ])('says who may not see it (%d)', async (status, text) => {
      const { page } = await harness().open('/trajectory');
      await page.route('**/v1/trajectories/**', (route) =>
        route.fulfill({ status, contentType: 'application/problem+json', body: '{"code":"no","title":"No"}' }),
      );
      await page.getByLabel('Kenmerk').fill(ID);
      await page.getByRole('button', { name: 'Tonen' }).click();
      await page.getByText(text).waitFor();
      await page.context().close();
    });
  });
}

/** Records a trajectory with a corrected start and a retracted end, and a move of its client; gives the positions. */
async function recordHistory(url: string): Promise<string[]> {
  const client = { bsn: '999990019' };
  const event = (id: string, name: string, data: object, subject: string | null = ID) => ({
    specversion: '1.0',
    id,
    source: SOURCE,
    type: `nl.jeugdhulptrajecten.${name}`,
    ...(subject !== null && { subject }),
    data,
  });
  const opening = {
    provider: 'browser',
    municipality: 'GM0243',
    careForm: '02',
    referrer: '01',
    born: '2010',
    sex: 'V',
  };
  const started = { careForm: '02', crisis: false };
  const answer = await fetch(`${url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify([
      event('1', 'intake-registered', { effectiveOn: '2021-01-04', client, ...opening }),
      event('2', 'care-started', { effectiveOn: '2021-02-01', ...started }),
      event('3', 'event-corrected', {
        effectiveOn: '2021-03-01',
        corrects: { source: SOURCE, id: '2' },
        data: { effectiveOn: '2021-02-05', ...started },
        reason: 'typing-error',
      }),
      event('4', 'trajectory-ended', { effectiveOn: '2021-06-30', endReason: '01' }),
      event('5', 'event-retracted', {
        effectiveOn: '2021-07-01',
        retracts: { source: SOURCE, id: '4' },
        reason: 'other',
      }),
      event('6', 'client-moved', { effectiveOn: '2021-05-01', municipality: 'GM0243', client }, null),
    ]),
  });
  const results = (await answer.json()) as { status: string; position: string }[];
  expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'recorded'));
  return results.map(({ position }) => position);
}
