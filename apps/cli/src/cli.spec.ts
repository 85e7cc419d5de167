/** The built command as it is called: `npm test` builds first. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const MAIN = fileURLToPath(new URL('../../../dist/apps/cli/src/main.js', import.meta.url));

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

function start(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...process.env, NODE_OPTIONS: '' } });
  const text = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text.out += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text.err += part));
  const ended = once(child, 'close').then((): Ended => ({ status: child.exitCode, ...text }));
  return { child, text, ended };
}

async function careLedger(...args: string[]): Promise<Ended> {
  const { child, ended } = start(...args);
  child.stdin.end();
  return ended;
}

describe('care-ledger', () => {
  let directory: string;
  const at = (name: string) => join(directory, name);

  beforeAll(async () => {
    if (!existsSync(MAIN)) throw new Error(`${MAIN} is not there: run npm run build first`);
    directory = await mkdtemp(join(tmpdir(), 'care-ledger-cli-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  it.each([[[]], [['serve']], [['import']], [['simulate']], [['indicator']], [['indicator', 'run']]])(
    'explains itself: %j --help',
    async (args) => {
      const { status, out } = await careLedger(...args, '--help');
      expect(status).toBe(0);
      expect(out).toContain('Usage: care-ledger');
      if (args[0] !== 'indicator' || args.length > 1) expect(out).toContain('Examples:');
    },
  );

  it.each([
    [['frobnicate'], 'frobnicate'],
    [['indicator', 'run', 'repeat-referral', '--to', '2024-12-31'], '--from'],
    [['indicator', 'run', 'repeat-referral', '--from', '2024-02-30', '--to', '2024-12-31'], 'day that exists'],
    [['indicator', 'show', 'no-such-indicator'], 'indicator list'],
    [
      ['indicator', 'run', 'x', '--from', '2024-01-01', '--to', '2024-01-02', '--url', 'http://x', '--data', 'y'],
      '--data',
    ],
    [['simulate', '--clients', '0'], 'whole number'],
    [['simulate', '--region', 'atlantis'], 'no region'],
    [['import', '/nowhere/events.ndjson'], 'no such file'],
    [['serve', '--host', '0.0.0.0'], 'authentication'],
    [['serve', '--port', '70000'], 'whole number'],
  ])('ends with 2 after a wrong use: %j', async (args, word) => {
    const { status, out, err } = await careLedger(...args);
    expect(err).toContain(word);
    expect(status).toBe(2);
    expect(out).toBe('');
  });

  it('ends with 1 when no server answers', async () => {
    const { status, err } = await careLedger('indicator', 'list', '--url', 'http://127.0.0.1:9');
    expect(status).toBe(1);
    expect(err).toContain('No server answers');
  });

  it('lists and shows indicators without a ledger', async () => {
    const list = await careLedger('indicator', 'list');
    expect(list.status).toBe(0);
    expect(list.out).toMatch(/^repeat-referral +time-to-event/m);
    const { out } = await careLedger('indicator', 'show', 'repeat-referral', '--json');
    expect(JSON.parse(out)).toMatchObject({ id: 'repeat-referral', parameters: { followUpDays: { default: 365 } } });
  });

  it('simulates, imports what it simulated, and computes without a server', async () => {
    const simulated = await careLedger(
      ...['simulate', '--clients', '60', '--years', '2018-2023', '--seed', '3', '--out', at('region.ndjson'), '--json'],
    );
    expect(simulated).toMatchObject({ status: 0, err: '' });
    const { events, expected } = JSON.parse(simulated.out) as { events: number; expected: Record<string, number> };
    expect(events).toBeGreaterThan(300);

    const imported = await careLedger('import', at('region.ndjson'), '--data', at('data'), '--json');
    const lines = imported.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.at(-1)).toEqual({
      summary: { recorded: expected['recorded'], duplicates: expected['duplicate'], refused: expected['refused'] },
    });
    expect(imported.status).toBe(expected['refused'] === 0 ? 0 : 1);

    const window = ['--from', '2021-01-01', '--to', '2021-12-31'];
    const question = ['indicator', 'run', 'regular-ending', ...window, '--data', at('data')];
    const json = await careLedger(...question, '--json');
    const answer = JSON.parse(json.out) as { rows: { numerator: number; denominator: number }[] };
    const [row] = answer.rows;
    expect(row!.denominator).toBeGreaterThan(0);
    const table = await careLedger(...question, '--by', 'region', '--regions', await regions());
    expect(table.status).toBe(0);
    expect(table.out).toMatch(new RegExp(`^Veluwe .* ${row!.numerator} +${row!.denominator} `, 'm'));
    expect(table.out).toContain('95 % interval');

    const wrong = await careLedger(...question, '--param', 'followUpDays=1');
    expect(wrong.status).toBe(2);
    expect(wrong.err).toContain('followUpDays');
  });

  async function regions(): Promise<string> {
    const codes = ['GM0230', 'GM0233', 'GM0243', 'GM0244', 'GM0302', 'GM0269', 'GM0273', 'GM0050'];
    await writeFile(at('regions.csv'), ['municipality,region', ...codes.map((code) => `${code},Veluwe`)].join('\n'));
    return at('regions.csv');
  }

  it('reports each refusal by line, records the rest, and knows a file that was sent before', async () => {
    const event = (id: string, name: string, data: object) =>
      JSON.stringify({
        specversion: '1.0',
        id,
        source: 'urn:test',
        type: `nl.jeugdhulptrajecten.${name}`,
        subject: 'T1',
        data: { effectiveOn: '2023-01-10', ...data },
      });
    const client = { bsn: '999900006' };
    const opening = { provider: 'a', municipality: 'GM0243', careForm: '02', referrer: '01', born: '2012', sex: 'V' };
    const file = [
      event('1', 'intake-registered', { client, ...opening }),
      '{"not json"',
      event('2', 'care-started', { careForm: '99', crisis: false }),
      event('3', 'care-started', { careForm: '02', crisis: false }),
    ];
    await writeFile(at('mixed.ndjson'), file.join('\n'));
    const first = await careLedger('import', at('mixed.ndjson'), '--data', at('mixed'));
    expect(first.status).toBe(1);
    expect(first.out).toContain('2 events recorded, 0 known already, 2 refused');
    expect(first.err).toMatch(/line 2: 400 malformed/);
    expect(first.err).toMatch(/line 3 \(2\): 400 unknown-code/);
    expect(first.err).not.toContain('99990000');
    const second = await careLedger('import', at('mixed.ndjson'), '--data', at('mixed'));
    expect(second.out).toContain('0 events recorded, 2 known already, 2 refused');
  });

  it('serves, says who holds the data, imports through the address, and stops on a signal', async () => {
    const server = start('serve', '--data', at('served'), '--port', '0', '--json');
    while (!server.text.out.includes('\n')) await once(server.child.stdout, 'data');
    const { url } = JSON.parse(server.text.out) as { url: string };
    try {
      const window = ['--from', '2023-01-01', '--to', '2023-12-31'];
      for (const args of [
        ['import', at('region.ndjson'), '--data', at('served')],
        ['indicator', 'run', 'dropout', ...window, '--data', at('served')],
        ['serve', '--port', '0', '--data', at('served')],
        ['export', '--format', 'csv', '--out', at('held-export'), '--data', at('served')],
      ]) {
        const held = await careLedger(...args);
        expect(held.status).toBe(1);
        expect(held.err).toContain(`import and indicator can go through a server with --url ${url}`);
        expect(held.err).toContain('export, replay');
      }
      await careLedger('simulate', '--clients', '20', '--years', '2020-2023', '--no-mess', '--out', at('small.ndjson'));
      const imported = await careLedger('import', at('small.ndjson'), '--url', url);
      expect(imported.status).toBe(0);
      expect(imported.out).toMatch(/^[\d,]+ events recorded, 0 known already, 0 refused/);
      const asked = await careLedger('indicator', 'run', 'dropout', ...window, '--url', url);
      expect(asked.out).toContain('95 % interval');
    } finally {
      server.child.kill('SIGTERM');
    }
    expect((await server.ended).status).toBe(0);
  });

  it('demonstrates once, and is quick the second time', async () => {
    const demonstrate = async () => {
      const { child, text, ended } = start(
        'serve',
        '--demo',
        '--demo-clients',
        '120',
        '--port',
        '0',
        '--data',
        at('demo'),
      );
      while (!text.out.includes('Ctrl-C') && child.exitCode === null)
        await Promise.race([once(child.stdout, 'data'), ended]);
      child.kill('SIGINT');
      return ended;
    };
    const first = await demonstrate();
    expect(first.status).toBe(0);
    expect(first.out).toMatch(/120 simulated clients/);
    expect(first.out).toMatch(/^Repeat referral \(repeat-referral\) +20\d\d +365 days .* - .* %/m);
    for (const id of ['flow-through', 'measure-success', 'recidivism']) expect(first.out).toContain(`(${id})`);
    expect(first.out).toMatch(/OpenAPI document +http:\/\/127\.0\.0\.1:\d+\/v1\/openapi\.json/);
    const second = await demonstrate();
    expect(second.out).toContain('nothing is loaded');
    expect(second.out.slice(second.out.indexOf('indicator'), second.out.indexOf('Care Ledger'))).toBe(
      first.out.slice(first.out.indexOf('indicator '), first.out.indexOf('Care Ledger')),
    );
  });
});
