import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pino from 'pino';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import { readSettings } from '#libs/service';
import { openEvidence } from './open-evidence.js';
import { LedgerSettings } from './settings.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledger-evidence-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function opened(env: Record<string, string>) {
  const settings = await readSettings(LedgerSettings, {
    CARE_LEDGER_PSEUDONYM_KEY: Buffer.alloc(32, 7).toString('base64'),
    CARE_LEDGER_DATA: folder,
    ...env,
  });
  return openEvidence(openSqliteEventStore(':memory:'), settings, pino({ level: 'silent' }));
}

describe('the tree of proofs of a ledger service', () => {
  it('is opened with a key of its own', async () => {
    const evidence = await opened({});
    expect(evidence.key.name).toMatch(/^care-ledger\//);
    await evidence.stop();
    const again = await opened({});
    expect(again.key.name).toBe(evidence.key.name);
    await again.stop();
  });

  it.each(['CARE_LEDGER_SIGNING_KEY', 'CARE_LEDGER_WITNESSES'])('is not opened with a useless %s', async (variable) => {
    const refusal = opened({ [variable]: 'nonsense' });
    await expect(refusal).rejects.toThrow(`${variable} is of no use.`);
  });
});
