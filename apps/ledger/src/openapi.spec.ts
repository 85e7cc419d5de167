import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startLedger, type LedgerApp } from './testing/ledger-app.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const RULESET = join(ROOT, '../shared/standards/adr/linter.yaml');
const SPECTRAL = join(ROOT, 'node_modules/@stoplight/spectral-cli/dist/index.js');

let ledger: LedgerApp;

beforeAll(async () => {
  ledger = await startLedger();
});
afterAll(() => ledger.close());

describe('the OpenAPI document of the ledger', () => {
  it('has a schema for every part it refers to', async () => {
    const { body, text } = await ledger.get('/v1/openapi.json');
    const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name!);
    expect(new Set(names).size).toBeGreaterThan(30);
    expect(names.filter((name) => !(name in body.components.schemas))).toEqual([]);
    expect(body.components.schemas.IntakeRegisteredData.required).toEqual(
      expect.arrayContaining(['effectiveOn', 'client', 'careForm']),
    );
    expect(body.components.schemas.IntakeRegisteredData.required).not.toContain('referredOn');
  });

  it('documents the problems of every operation', async () => {
    const { body } = await ledger.get('/v1/openapi.json');
    for (const item of Object.values<Record<string, { responses: Record<string, { content?: object }> }>>(body.paths)) {
      for (const { responses } of Object.values(item)) {
        expect(responses).toHaveProperty('400');
        for (const [status, { content }] of Object.entries(responses)) {
          if (Number(status) >= 400) expect(Object.keys(content!)).toEqual(['application/problem+json']);
        }
      }
    }
  });

  const hasRules = existsSync(RULESET);
  if (!hasRules) process.stderr.write(`Skipped: no ruleset of the NL API Design Rules at ${RULESET}\n`);
  (hasRules ? it : it.skip)('is clean under the ruleset of the NL API Design Rules', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
    try {
      const file = join(folder, 'openapi.json');
      writeFileSync(file, (await ledger.get('/v1/openapi.json')).text);
      const lint = [SPECTRAL, 'lint', '-r', RULESET, '--fail-severity', 'hint', file];
      const { stdout } = await promisify(execFile)(process.execPath, lint).catch((error: { stdout: string }) => error);
      expect(stdout).toContain('No results');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
