import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openInsightsApp, type InsightsApp } from '../testing/insights-app.js';

describe('the pages on the server', () => {
  let folder: string;
  let app: InsightsApp;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'care-ledger-pages-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>pages</title>');
    await writeFile(join(folder, 'assets', 'index-abc.js'), 'console.log(1)');
    app = await openInsightsApp({ pages: folder });
  });
  afterAll(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  it('draw their own addresses, with a policy that takes nothing from elsewhere', async () => {
    for (const path of ['/', '/?municipality=GM0344', '/definition', '/definition/dropout?version=1']) {
      const { status, headers, text } = await app.get(path);
      expect([path, status, text]).toEqual([path, 200, '<!doctype html><title>pages</title>']);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(headers.get('cache-control')).toBe('no-cache');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self';/);
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
    }
  });

  it('have files that never change', async () => {
    const { status, headers, text } = await app.get('/assets/index-abc.js');
    expect([status, text]).toEqual([200, 'console.log(1)']);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(
      (await app.get('/assets/index-abc.js', { 'accept-encoding': 'identity' })).headers.get('content-encoding'),
    ).toBeNull();
  });

  it('leave every other address what it was', async () => {
    expect((await app.get('/v1/indicators')).headers.get('content-type')).toMatch(/json/);
    expect((await app.get('/health/live')).status).toBe(200);
    expect((await app.get('/docs')).text).toContain('swagger');
    for (const path of ['/nothing', '/v1/nothing', '/assets/nothing.js', '/assets/../index.html', '/definition/a/b']) {
      const { status, headers } = await app.get(path);
      expect([path, status]).toEqual([path, 404]);
      expect(headers.get('content-type')).toMatch(/problem\+json/);
    }
  });

  it('are not served where they are not built', async () => {
    const bare = await openInsightsApp({ pages: join(folder, 'nowhere') });
    try {
      expect((await bare.get('/')).status).toBe(404);
      expect((await bare.get('/v1/indicators')).status).toBe(200);
    } finally {
      await bare.close();
    }
  });
});
