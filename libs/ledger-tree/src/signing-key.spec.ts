import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatSigningKey, formatVerifierKey, signingKeyOf } from '#libs/integrity';
import { KeySettingError, knownWitnesses, newSigningKey, signingKey, writeSigningKey } from './signing-key.js';

const key = signingKeyOf('ledger.example/1', Buffer.alloc(32, 1));
const witness = signingKeyOf('witness.example/w1', Buffer.alloc(32, 2), 'cosignature/v1');

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-'));
  file = join(folder, 'signing.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the signing key', () => {
  it('is the environment’s before that of the file', async () => {
    writeFileSync(file, `${formatSigningKey(newSigningKey('other'))}\n`);
    const env = { CARE_LEDGER_SIGNING_KEY: formatSigningKey(key) };
    expect((await signingKey({ env, file, unsigned: true })).id).toBe(key.id);
    expect((await signingKey({ env: {}, file, unsigned: true })).name).toBe('other');
  });

  it('is made for a ledger that signed nothing yet, with a notice that holds no secret', async () => {
    const notices: string[] = [];
    const made = await signingKey({ env: {}, file, unsigned: true, notice: (text) => notices.push(text) });
    expect(made.name).toMatch(/^care-ledger\/[0-9a-f]{16}$/);
    expect(readFileSync(file, 'utf8')).toBe(`${formatSigningKey(made)}\n`);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(notices).toEqual([expect.stringContaining(formatVerifierKey(made))]);
    expect(notices[0]).not.toContain(formatSigningKey(made).split('+').slice(4).join('+'));
    expect((await signingKey({ env: {}, file, unsigned: false })).id).toBe(made.id);
    expect(await writeSigningKey(key, file)).toBe(false);
  });

  it('is not made anew for a ledger that has signed', async () => {
    await expect(signingKey({ env: {}, file, unsigned: false })).rejects.toThrow(KeySettingError);
  });

  it.each(['', 'no key at all', formatVerifierKey(key), formatSigningKey(witness)])(
    'is none for %j in its file',
    async (text) => {
      writeFileSync(file, text);
      const failed = signingKey({ env: {}, file, unsigned: true });
      await expect(failed).rejects.toThrow(KeySettingError);
      if (text !== '') await expect(failed).rejects.not.toThrow(text);
    },
  );
});

describe('known witnesses', () => {
  it('are listed with spaces or commas', () => {
    const other = signingKeyOf('w2', Buffer.alloc(32, 3), 'cosignature/v1');
    const env = { CARE_LEDGER_WITNESSES: ` ${formatVerifierKey(witness)},\n${formatVerifierKey(other)} ` };
    expect(knownWitnesses(env).map(({ name }) => name)).toEqual(['witness.example/w1', 'w2']);
    expect(knownWitnesses({})).toEqual([]);
  });

  it('are no logs, and keys at all', () => {
    expect(() => knownWitnesses({ CARE_LEDGER_WITNESSES: formatVerifierKey(key) })).toThrow(/key of a log/);
    expect(() => knownWitnesses({ CARE_LEDGER_WITNESSES: 'x' })).toThrow(/no verifier key/);
  });
});
