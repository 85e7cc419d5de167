import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { run } from '../program.js';
import { startServer, type RunningServer } from '../server/start-server.js';

const BSN = '999990019';
const OTHER = 'p-somebody-who-stays';

let folder: string;
let dataDir: string;
let server: RunningServer | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'care-ledger-persons-'));
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  delete process.env['CARE_LEDGER_BSN_VAULT'];
  await rm(folder, { recursive: true });
});

let number = 0;
const event = (name: string, subject: string, data: object) => ({
  specversion: '1.0',
  id: `distinctive-id-${subject}-${++number}`,
  source: 'urn:test:persons',
  type: `nl.jeugdhulptrajecten.${name}`,
  subject,
  data,
});
const care = (subject: string, client: object, municipality: string) => [
  event('intake-registered', subject, {
    effectiveOn: '2024-01-10',
    client,
    provider: `provider-of-${subject}`,
    municipality,
    careForm: '02',
    referrer: '01',
    born: '2011-03',
    sex: 'V',
  }),
  event('care-started', subject, { effectiveOn: '2024-01-20', careForm: '02', crisis: false }),
  event('trajectory-ended', subject, { effectiveOn: '2024-05-20', endReason: '01' }),
];
/** Refused, and kept: it ends before it began. */
const refused = () => event('trajectory-ended', 'T-gone', { effectiveOn: '2023-01-01', endReason: '01' });

async function command(...argv: string[]): Promise<{ status: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await run(argv, { out: (text) => out.push(text), err: (text) => err.push(text) });
  return { status, out: out.join('\n'), err: err.join('\n') };
}

/** A ledger with two persons and a refused event; gives the pseudonym of the one with the BSN. */
async function filled(): Promise<string> {
  const file = join(folder, 'events.ndjson');
  const events = [
    ...care('T-gone', { bsn: BSN }, 'GM0998'),
    ...care('T-stays', { pseudonym: OTHER }, 'GM0997'),
    refused(),
  ];
  await writeFile(file, events.map((one) => JSON.stringify(one)).join('\n'));
  expect((await command('import', file, '--data', dataDir, '--json')).status).toBe(1);
  await rm(file);
  const answer = await command('subject-access', '--bsn-file', await bsnFile(), '--data', dataDir);
  return (JSON.parse(answer.out) as { clients: string[] }).clients[0]!;
}

async function bsnFile(): Promise<string> {
  const file = join(folder, 'bsn.txt');
  await writeFile(file, `${BSN}\n`);
  return file;
}

/** All bytes of all files of the data directory. */
async function bytes(): Promise<Buffer> {
  for (;;) {
    const files = await readdir(dataDir, { recursive: true, withFileTypes: true });
    const read = files.filter((file) => file.isFile()).map((file) => readFile(join(file.parentPath, file.name)));
    try {
      return Buffer.concat(await Promise.all(read));
    } catch (error) {
      // A database that was just closed puts what its log holds into its file and takes the log away.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

function bsnsKept(): number {
  const db = new DatabaseSync(join(dataDir, 'bsn.sqlite'), { readOnly: true });
  const { kept } = db.prepare('SELECT count(*) AS kept FROM bsn').get() as { kept: number };
  db.close();
  return kept;
}

async function endings(url: string, asOf?: string) {
  const window = 'from=2024-01-01&to=2024-12-31&observedUntil=2024-12-31';
  const response = await fetch(`${url}/v1/indicators/regular-ending/values?${window}${asOf ? `&asOf=${asOf}` : ''}`);
  return (await response.json()) as { erased?: number; asOf: { position: string }; rows: { denominator: number }[] };
}

describe('erasing a person at a running server', () => {
  it('leaves no byte of the person in any file, and figures that say so', async () => {
    process.env['CARE_LEDGER_BSN_VAULT'] = join(dataDir, 'bsn.sqlite');
    const pseudonym = await filled();
    expect(bsnsKept()).toBe(1);
    server = await startServer({ dataDir, port: 0, log: false });
    await server.projection.waitFor('6', 60_000);
    const before = await endings(server.url);
    expect(before).toMatchObject({ rows: [{ denominator: 2 }] });
    expect(before).not.toHaveProperty('erased');
    await endings(server.url, '5');

    const asked = ['--bsn-file', await bsnFile(), '--ground', 'destruction-request', '--yes', '--json'];
    const erased = await command('erase', ...asked, '--url', server.url);
    expect(erased).toMatchObject({ status: 0, err: '' });
    const decision = JSON.parse(erased.out) as { position: string };
    const looks = await command('access-log', '--client', pseudonym, '--json', '--data', dataDir);
    const actions = (JSON.parse(looks.out) as { action: string; who: string }[]).map(({ action, who }) => [
      action,
      who,
    ]);
    expect(actions).toContainEqual(['subject-access', expect.stringMatching(/^command:/)]);
    expect(actions).toContainEqual(['erase', 'open']);
    expect(await server.projection.waitFor(decision.position, 60_000)).toBe(true);

    const gone = [pseudonym, BSN, 'T-gone', 'GM0998', 'distinctive-id-T-gone'];
    expect(bsnsKept()).toBe(0);
    const left = await bytes();
    expect(gone.filter((text) => left.includes(text))).toEqual([]);
    expect(left.includes('T-stays')).toBe(true);
    expect(await endings(server.url)).toMatchObject({ erased: 1, rows: [{ denominator: 1 }] });
    expect(await endings(server.url, before.asOf.position)).toMatchObject({ erased: 1, rows: [{ denominator: 1 }] });

    const window = 'from=2024-01-01&to=2024-12-31';
    for (const path of ['flows', 'indicators/regular-ending/cases']) {
      expect(await (await fetch(`${server.url}/v1/${path}?${window}`)).json()).toMatchObject({ erased: 1 });
    }

    await server.stop();
    server = undefined;
    await rm(join(dataDir, 'facts.duckdb'));
    const out = join(folder, 'export');
    await command('export', '--format', 'csv', '--out', out, '--data', dataDir);
    expect(JSON.parse(await readFile(join(out, 'manifest.json'), 'utf8'))).toMatchObject({ erased: 1 });
    const exported = await Promise.all((await readdir(out)).map((name) => readFile(join(out, name), 'utf8')));
    expect(gone.filter((text) => exported.join('\n').includes(text))).toEqual([]);
    expect(exported.join('\n')).toContain('T-stays');
  });
});

describe('erasing without a server', () => {
  it('does the same, and a second time finds nobody', async () => {
    const pseudonym = await filled();
    const asked = ['erase', '--client', pseudonym, '--ground', 'retention-expired', '--data', dataDir, '--yes'];
    const first = await command(...asked);
    expect(first).toMatchObject({ status: 0 });
    expect(first.out).toMatch(/Erased: 2 keys destroyed, 1 pseudonym/);
    const left = await bytes();
    expect([pseudonym, 'T-gone', 'GM0998'].filter((text) => left.includes(text))).toEqual([]);
    expect(await command(...asked)).toMatchObject({ status: 1, err: 'Nothing in the ledger names this client.' });
    const definition = fileURLToPath(new URL('../../../../docs/examples/crisis-endings.json', import.meta.url));
    const window = ['--from', '2024-01-01', '--to', '2024-12-31', '--out', join(folder, 'replayed.json'), '--json'];
    const replayed = await command('replay', definition, ...window, '--data', dataDir);
    expect(JSON.parse(replayed.out)).toMatchObject({ erased: 1 });
    expect((await readFile(join(dataDir, 'erasures.ndjson'), 'utf8')).trim().split('\n')).toHaveLength(1);
  });

  it('records a refusal and erases nothing', async () => {
    const pseudonym = await filled();
    const asked = ['erase', '--client', pseudonym, '--ground', 'destruction-request', '--data', dataDir];
    expect(await command(...asked, '--refuse')).toMatchObject({ status: 2 });
    const refusal = await command(...asked, '--refuse', '--reason', 'interest-of-another');
    expect(refusal).toMatchObject({ status: 0 });
    expect(refusal.out).toContain('Recorded as refused (interest-of-another)');
    expect((await command('subject-access', '--client', pseudonym, '--data', dataDir)).status).toBe(0);
  });

  it('takes no BSN on the command line, and goes on only when told to', async () => {
    const asked = ['erase', '--ground', 'objection', '--data', dataDir];
    const refusal = await command(...asked, '--client', BSN, '--yes');
    expect(refusal).toMatchObject({ status: 2 });
    expect(refusal.err).not.toContain(BSN);
    expect(await command(...asked, '--yes')).toMatchObject({ status: 2 });
    expect((await command(...asked, '--client', 'p-x')).err).toContain('--yes');
  });
});

describe('what is held about a person', () => {
  it('is written whole, and names nobody else', async () => {
    const pseudonym = await filled();
    const answer = await command('subject-access', '--client', pseudonym, '--data', dataDir);
    const access = JSON.parse(answer.out) as { clients: string[]; streams: { id: string; events: unknown[] }[] };
    expect(access.clients).toEqual([pseudonym]);
    expect(access.streams.map(({ id, events }) => [id, events.length])).toEqual([['T-gone', 3]]);
    expect(answer.out).toContain('"recordedtime"');
    expect(answer.out).not.toContain(OTHER);
  });

  it('is with it what was refused, who looked and which requests were, also of whom only something was refused', async () => {
    const pseudonym = await filled();
    const refusal = ['--ground', 'destruction-request', '--refuse', '--reason', 'law-opposes', '--data', dataDir];
    expect((await command('erase', '--client', pseudonym, ...refusal)).status).toBe(0);
    const answer = await command('subject-access', '--client', pseudonym, '--data', dataDir);
    expect(JSON.parse(answer.out)).toMatchObject({
      refused: [{ event: { subject: 'T-gone' }, source: 'urn:test:persons', problem: { status: 409 } }],
      decisions: [{ reason: 'law-opposes' }],
      bsnKept: false,
      looks: [{ action: 'subject-access' }, { action: 'erase' }, { action: 'subject-access' }],
    });
    const file = join(folder, 'bad.ndjson');
    const bad = { ...care('T-bad', { pseudonym: 'p-only-refused' }, 'GM0998')[0]! };
    await writeFile(file, JSON.stringify({ ...bad, data: { ...bad.data, sex: '?' } }));
    expect((await command('import', file, '--data', dataDir, '--json')).status).toBe(1);
    const only = await command('subject-access', '--client', 'p-only-refused', '--data', dataDir);
    expect(JSON.parse(only.out)).toMatchObject({ streams: [], refused: [{ event: { subject: 'T-bad' } }] });
    expect((await command('subject-access', '--client', 'p-nobody', '--data', dataDir)).status).toBe(1);
  });

  it('is a page that can be read, on request', async () => {
    const pseudonym = await filled();
    const out = join(folder, 'page.html');
    const asked = ['subject-access', '--client', pseudonym, '--data', dataDir, '--form', 'html'];
    expect((await command(...asked, '--out', out)).out).toContain('1 streams, 1 refused events, 2 looks');
    const page = await readFile(out, 'utf8');
    expect(page).toContain('Je bent aangemeld voor hulp');
    expect(page).not.toContain(OTHER);
    expect((await command(...asked, '--introduction', join(folder, 'none'))).status).toBe(2);
    const json = await command('subject-access', '--client', pseudonym, '--data', dataDir, '--introduction', out);
    expect(json.status).toBe(2);
  });

  it('is due 20 years after anything was recorded', async () => {
    const pseudonym = await filled();
    const due = async (on: string) => {
      const { out } = await command('retention', '--on', on, '--data', dataDir, '--json');
      return (JSON.parse(out) as { due: { person: string }[] }).due.map(({ person }) => person).sort();
    };
    const year = new Date().getFullYear();
    expect(await due(`${year + 19}-01-01`)).toEqual([]);
    expect(await due(`${year + 21}-01-01`)).toEqual([pseudonym, OTHER].sort());
  });
});

describe('erasing whose term is over', () => {
  it('takes those of whom nothing was recorded for 20 years, when it is said so', async () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2004-06-01T12:00:00Z'));
    const pseudonym = await filled().finally(() => clock.mockRestore());
    const file = join(folder, 'late.ndjson');
    await writeFile(
      file,
      JSON.stringify(event('client-moved', OTHER, { effectiveOn: '2024-02-01', municipality: 'GM0997' })),
    );
    const late = await command('import', file, '--data', dataDir, '--json');
    expect(late).toMatchObject({ status: 0, err: '' });

    const retention = ['retention', '--data', dataDir, '--json'];
    expect(JSON.parse((await command(...retention)).out)).toMatchObject({ due: [{ person: pseudonym }] });
    expect((await command(...retention, '--erase')).err).toContain('--yes');
    expect(await command(...retention, '--erase', '--yes', '--on', '2090-01-01')).toMatchObject({ status: 2 });
    expect((await command('subject-access', '--client', pseudonym, '--data', dataDir)).status).toBe(0);

    const { erased } = JSON.parse((await command(...retention, '--erase', '--yes')).out) as { erased: object[] };
    expect(erased).toMatchObject([{ decision: 'erased', ground: 'retention-expired' }]);
    expect((await command('subject-access', '--client', pseudonym, '--data', dataDir)).status).toBe(1);
    expect((await command('subject-access', '--client', OTHER, '--data', dataDir)).status).toBe(0);
    expect(JSON.parse((await command(...retention)).out)).toMatchObject({ due: [] });
  });
});

describe('another master key', () => {
  it('opens what the former one did, which opens nothing any more', async () => {
    const pseudonym = await filled();
    const former = await readFile(join(dataDir, 'master.key'));
    const fresh = join(folder, 'new.key');
    await writeFile(fresh, Buffer.alloc(32, 7).toString('base64'));
    const rotated = await command('master-key', 'rotate', '--new-key-file', fresh, '--data', dataDir, '--json');
    expect(rotated.status).toBe(0);
    expect(JSON.parse(rotated.out)).toEqual({ keys: expect.any(Number) });
    const access = ['subject-access', '--client', pseudonym, '--data', dataDir];
    expect((await command(...access)).err).toContain('The master key is not the one');
    await writeFile(join(dataDir, 'master.key'), await readFile(fresh));
    expect((await command(...access)).status).toBe(0);
    expect(former.equals(await readFile(join(dataDir, 'master.key')))).toBe(false);
  });
});
