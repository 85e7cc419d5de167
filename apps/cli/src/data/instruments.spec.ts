import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { run } from '../program.js';
import { startServer } from '../server/start-server.js';

const TYPE = 'nl.jeugdhulptrajecten.';
const INSTRUMENT = { id: 'STEP', version: '1' };
const happened = (name: string, data: object) => ({
  specversion: '1.0',
  id: `${name}-${JSON.stringify(data).length}`,
  source: 'urn:test:instruments',
  type: TYPE + name,
  subject: 'T-1',
  data,
});
const assessed = (moment: string, effectiveOn: string, scores: (number | null)[]) =>
  happened('step-assessed', { effectiveOn, moment, instrument: INSTRUMENT, scores });

const EVENTS = [
  happened('intake-registered', {
    effectiveOn: '2024-01-10',
    client: { pseudonym: 'p-anna' },
    provider: 'prov-1',
    municipality: 'GM0344',
    careForm: '02',
    referrer: '01',
    born: '2011-03',
    sex: 'V',
  }),
  happened('care-started', { effectiveOn: '2024-01-20', careForm: '02', crisis: false }),
  assessed('start', '2024-01-20', [4, 5, 3, 4, 4, 2]),
  // Four of five items are enough for a scale.
  assessed('end', '2024-05-20', [2, null, 2, 2, 2, 3]),
  happened('trajectory-ended', { effectiveOn: '2024-05-20', endReason: '01' }),
];
let folder: string;
let data: string;

async function command(...argv: string[]) {
  const err: string[] = [];
  const status = await run(argv, { out: () => undefined, err: (text) => err.push(text) });
  return { status, err: err.join('\n') };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'care-ledger-instruments-'));
  data = join(folder, 'data');
  const file = join(folder, 'events.ndjson');
  await writeFile(file, EVENTS.map((event) => JSON.stringify(event)).join('\n'));
  expect((await command('import', file, '--data', data)).status).toBe(0);
});
afterAll(() => rm(folder, { recursive: true }));

/** The row of the figure, from a server that is started and stopped. */
async function row(): Promise<object | undefined> {
  const server = await startServer({ dataDir: data, port: 0, log: false });
  try {
    const { head } = await server.projection.status();
    await server.projection.waitFor(head!.position, 60_000);
    const window = 'from=2024-01-01&to=2024-12-31';
    const answer = await fetch(`${server.url}/v1/indicators/severity-reduction/values?${window}`);
    return ((await answer.json()) as { rows: object[] }).rows[0];
  } finally {
    await server.stop();
  }
}

describe('assessments that come item by item', () => {
  it('have scales once instruments.csv in the data directory says which', async () => {
    expect(await row()).toMatchObject({ denominator: 0, missing: 1 });
    const lines = [1, 2, 3, 4, 5].map((item) => `STEP,1,FJ,${item}`);
    await writeFile(
      join(data, 'instruments.csv'),
      ['instrument,version,scale,item', ...lines, 'STEP,1,KO,6'].join('\n'),
    );
    // FJ from a mean of 4 to one of 2, KO from 2 to 3: half less on average.
    expect(await row()).toMatchObject({ numerator: 1, denominator: 1, missing: 0, meanChange: 0.5 });
  });

  it('say what is wrong with the file', async () => {
    await writeFile(join(data, 'instruments.csv'), 'instrument,version,scale,item\nSTEP,1,FJ,first\n');
    const { status, err } = await command('retention', '--data', data);
    expect(status).toBe(2);
    expect(err).toContain('instruments.csv, line 2: item is not a whole number');
  });
});
