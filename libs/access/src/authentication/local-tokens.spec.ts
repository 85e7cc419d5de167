import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalTokens, TOKEN_PREFIX } from './local-tokens.js';

describe('local tokens', () => {
  let folder: string;
  let file: string;
  let instant: Date;
  let tokens: LocalTokens;
  const later = (days: number) => new Date(instant.getTime() + days * 86_400_000);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'care-ledger-tokens-'));
    file = join(folder, 'tokens.sqlite');
    instant = new Date('2026-01-01T00:00:00Z');
    tokens = new LocalTokens(file, () => instant);
  });
  afterEach(async () => {
    tokens.close();
    await rm(folder, { recursive: true });
  });

  it('say who calls until they expire', () => {
    const grant = { name: 'ECD', roles: ['provider'], provider: 'p1', sources: ['urn:a'] } as const;
    const { token, listed } = tokens.create(grant, later(30));
    expect(token).toMatch(new RegExp(`^${TOKEN_PREFIX}[\\w-]{43}$`));
    const { name: _, ...rights } = grant;
    expect(tokens.verify(token)).toEqual({ id: `token:${listed.id}`, ...rights, open: false });
    instant = later(30);
    expect(() => tokens.verify(token)).toThrow('expired');
  });

  it('hold no more at once when another process takes them back', () => {
    const { token, listed } = tokens.create({ name: 'x', roles: ['analyst'], regions: ['R'] }, later(1));
    const other = new LocalTokens(file, () => instant);
    try {
      expect(other.revoke(listed.id)).toBe(true);
      expect(() => tokens.verify(token)).toThrow('revoked');
      instant = later(0.5);
      expect(other.revoke(listed.id)).toBe(true);
      expect(tokens.list()[0]!.revokedAt).toBe('2026-01-01T00:00:00.000Z');
      expect(other.revoke('no-such-id')).toBe(false);
    } finally {
      other.close();
    }
  });

  it('are another each time, and nobody knows one that was not made here', () => {
    const [one, two] = [1, 2].map(() => tokens.create({ name: 'x', roles: ['admin'] }, later(1)).token);
    expect(one).not.toBe(two);
    expect(() => tokens.verify(`${one}x`)).toThrow('Nobody');
    expect(() => tokens.verify(TOKEN_PREFIX)).toThrow('Nobody');
  });

  it('cannot be read from the file or the list', async () => {
    const { token } = tokens.create({ name: 'x', roles: ['admin'] }, later(1));
    tokens.close();
    const kept = Buffer.concat(await Promise.all([file].map((path) => readFile(path))));
    expect(kept.includes(token.slice(TOKEN_PREFIX.length))).toBe(false);
    tokens = new LocalTokens(file, () => instant);
    expect(JSON.stringify(tokens.list())).not.toContain(token.slice(TOKEN_PREFIX.length));
    expect(tokens.verify(token)).toMatchObject({ roles: ['admin'] });
  });
});
