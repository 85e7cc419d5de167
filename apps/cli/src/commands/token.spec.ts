import { existsSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { run } from '../program.js';
import { startServer } from '../server/start-server.js';

describe('care-ledger token', () => {
  let folder: string;
  let data: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'care-ledger-token-'));
    data = join(folder, 'data');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function token(...args: string[]) {
    const lines = { out: [] as string[], err: [] as string[] };
    const terminal = { out: (text: string) => lines.out.push(text), err: (text: string) => lines.err.push(text) };
    const status = await run(['token', ...args, '--data', data], terminal);
    return { status, out: lines.out.join('\n'), err: lines.err.join('\n') };
  }

  it('makes tokens that a server asks for, and takes them back while it runs', async () => {
    const open = await startServer({ dataDir: data, port: 0, log: false });
    expect(open.open).toBe(true);
    await open.stop();
    const made = await token('create', '--name', 'desk', '--role', 'analyst', '--region', 'Regio Noord', '--days', '2');
    expect(made.status).toBe(0);
    expect(made.out).toMatch(/^clt_[\w-]{43}$/);
    expect(made.err).toContain('From its next start');
    expect((await stat(join(data, 'tokens.sqlite'))).mode & 0o077).toBe(0);

    const server = await startServer({ dataDir: data, port: 0, log: false });
    try {
      expect(server.open).toBe(false);
      const get = async (authorization?: string) =>
        (await fetch(`${server.url}/v1/indicators`, { headers: authorization ? { authorization } : {} })).status;
      expect([
        await get(),
        await get(`Bearer ${made.out}`),
        await get('Basic YTpi'),
        await get(`Bearer ${made.out}x`),
      ]).toEqual([401, 200, 401, 401]);
      const [listed] = JSON.parse((await token('list', '--json')).out) as { id: string }[];
      expect(listed).toMatchObject({ name: 'desk', roles: ['analyst'], regions: ['Regio Noord'], revokedAt: null });
      expect((await token('revoke', listed!.id)).status).toBe(0);
      expect(await get(`Bearer ${made.out}`)).toBe(401);
      expect((await token('list')).out).toMatch(/desk .* revoked/);
    } finally {
      await server.stop();
    }
  });

  it.each([
    [['create', '--name', 'x', '--role', 'landlord'], 'auditor'],
    [['create', '--name', 'x', '--role', 'provider'], '--source'],
    [['create', '--name', 'x', '--role', 'provider', '--provider', 'a b'], '--provider'],
    [['create', '--name', 'x', '--role', 'analyst'], '--region'],
  ])('says what is missing: %j', async (args, word) => {
    const { status, err, out } = await token(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(word);
    expect(existsSync(join(data, 'tokens.sqlite'))).toBe(false);
  });

  it('knows which tokens there are', async () => {
    expect((await token('list')).out).toBe('No token was made here.');
    expect((await token('revoke', 'none')).status).toBe(1);
    expect(existsSync(data)).toBe(false);
  });
});
