import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPseudonymiser } from '#libs/privacy';
import { openLedgerFiles } from '../data/open-ledger.js';
import { run } from '../program.js';
import { rotatePseudonyms } from './rotate-pseudonyms.js';

const BSNS = ['999990019', '123456782'] as const;
const FIRST = Buffer.alloc(32, 1);
const SECOND = Buffer.alloc(32, 2);

let folder: string;
let data: string;
let bsnVault: string;
let open: (() => Promise<void>)[];

beforeEach(async () => {
  open = [];
  folder = await mkdtemp(join(tmpdir(), 'care-ledger-rotate-'));
  data = join(folder, 'data');
  bsnVault = join(folder, 'bsn.sqlite');
  await writeFile(join(folder, 'first.key'), FIRST.toString('base64'));
  await writeFile(join(folder, 'second.key'), SECOND.toString('base64'));
});
afterEach(async () => {
  for (const close of open) await close();
  await rm(folder, { recursive: true });
});

async function command(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await run([...argv, '--data', data], { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { status, out: out.join('\n'), err: err.join('\n') };
}

const intake = (id: string, bsn: string, more: object = {}) => ({
  specversion: '1.0',
  id,
  source: 'urn:test',
  type: 'nl.jeugdhulptrajecten.intake-registered',
  subject: `T-${id}`,
  data: {
    effectiveOn: '2024-01-10',
    client: { bsn },
    provider: 'p',
    municipality: 'GM0998',
    careForm: '02',
    referrer: '01',
    born: '2011-03',
    sex: 'V',
    ...more,
  },
});

async function send(vault: readonly string[], ...events: object[]): Promise<string> {
  const file = join(folder, 'events.ndjson');
  await writeFile(file, events.map((event) => JSON.stringify(event)).join('\n'));
  return (await command('import', file, '--json', ...vault)).out;
}

/** Puts the first key in its place before anything is recorded. */
async function begun(vault: readonly string[]): Promise<void> {
  await command('import', join(folder, 'first.key'), '--json'); // makes the directory
  await copyFile(join(folder, 'first.key'), join(data, 'pseudonym.key'));
  await rm(join(data, 'keys.sqlite'));
  await rm(join(data, 'events.sqlite'));
  await send(vault, ...BSNS.map((bsn, n) => intake(String(n), bsn)));
}

const rotate = (...argv: string[]) =>
  command('pseudonyms', 'rotate', '--new-key-file', join(folder, 'second.key'), ...argv);
const vaultOption = () => ['--bsn-vault', bsnVault];

async function clientsOf(bsn: string): Promise<string[]> {
  const file = join(folder, 'bsn.txt');
  await writeFile(file, bsn);
  const answer = await command('subject-access', '--bsn-file', file);
  return (JSON.parse(answer.out) as { clients: string[] }).clients;
}

describe('another pseudonym key', () => {
  it('makes one person of what was recorded under either, and the former one opens nothing', async () => {
    await begun(vaultOption());
    expect(await rotate(...vaultOption(), '--json')).toMatchObject({ status: 0, out: '{"linked":2,"before":0}' });
    expect((await send(vaultOption(), intake('2', BSNS[0]))).trim()).toBe(''); // the former key is still in its place
    await copyFile(join(folder, 'second.key'), join(data, 'pseudonym.key'));
    expect(await send(vaultOption(), intake('3', BSNS[0]))).toContain('"recorded":1');
    const both = [FIRST, SECOND].map((key) => createPseudonymiser(key).of(BSNS[0])).sort();
    expect(await clientsOf(BSNS[0])).toEqual(both);

    await writeFile(join(folder, 'second.key'), Buffer.alloc(32, 3).toString('base64'));
    expect(await rotate(...vaultOption())).toMatchObject({ status: 0, out: expect.stringContaining('2 pseudonyms') });
  });

  it('goes on where it was interrupted', async () => {
    await begun(vaultOption());
    const ledger = await openLedgerFiles({ dataDir: data, bsnVault }, () => undefined);
    open.push(() => ledger.close());
    const failing = {
      ...ledger,
      vault: new Proxy(ledger.vault, {
        get: (vault, name) => {
          if (name === 'replaceKey') throw new Error('interrupted');
          const value = Reflect.get(vault, name, vault) as unknown;
          return typeof value === 'function' ? (value.bind(vault) as unknown) : value;
        },
      }),
    };
    await expect(rotatePseudonyms(failing, SECOND)).rejects.toThrow('interrupted');
    expect(await rotatePseudonyms(ledger, SECOND)).toEqual({ linked: 0, before: 2 });
  });

  it('needs the BSNs, and says how to come by them', async () => {
    await begun([]);
    expect(await rotate()).toMatchObject({ status: 2, err: expect.stringContaining('--bsn-vault') });
    const lacking = await rotate(...vaultOption());
    expect(lacking).toMatchObject({ status: 2, err: expect.stringContaining('lacks 2') });
    await send(vaultOption(), ...BSNS.map((bsn, n) => intake(String(n), bsn)));
    expect(await rotate(...vaultOption())).toMatchObject({ status: 0 });
  });

  it('takes nothing from what was refused', async () => {
    await begun([]);
    await send(vaultOption(), intake('9', BSNS[1], { careForm: 'none' }));
    expect((await rotate(...vaultOption())).err).toContain('lacks 2');
    expect((await readFile(bsnVault)).includes(BSNS[1])).toBe(false);
  });
});
