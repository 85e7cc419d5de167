/**
 * A ledger with all that belongs to it, moved from one server on SQLite to services on the test server of EventStoreDB as
 * `care-ledger copy` says: figures, tree, refused events and what a sender repeats stay what they were.
 */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NOORD_VELUWE, simulateDeliveries } from '#libs/simulation';
import { WireServer } from '../support/eventstoredb/index.js';
import { startServerProcess, startServiceProcess, type ServerProcess } from '../support/server-process.js';
import { PROJECT_ROOT } from '../support/shared-folder.js';
import { temporaryFolder } from '../support/test-server.js';

const WINDOW = 'from=2022-01-01&to=2023-12-31&observedUntil=2024-06-30';
const QUESTIONS = [
  `/v1/flows?${WINDOW}&by=careForm`,
  `/v1/indicators/repeat-referral/values?${WINDOW}&by=ageBand`,
  `/v1/indicators/throughput-time/series?${WINDOW}&interval=P3M`,
];

describe('a ledger that was moved', () => {
  let wire: WireServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  const running: ServerProcess[] = [];

  beforeAll(async () => {
    wire = await new WireServer().start();
    folder = await temporaryFolder();
  });
  afterAll(async () => {
    await Promise.all(running.map((started) => started.end('SIGKILL')));
    await wire.stop();
    await folder.remove();
  });

  it('has the same figures, the same tree and the same refused events, and knows its senders’ events', async () => {
    const [data, moved] = [join(folder.path, 'data'), join(folder.path, 'moved')];
    const events = [
      ...simulateDeliveries({ region: NOORD_VELUWE, clients: 15, from: '2021-01-01', to: '2024-06-30', seed: 5 }),
    ].map(({ event }) => event);
    const embedded = await startServerProcess(data);
    running.push(embedded);
    await embedded.client.postNdjson(events);
    await embedded.client.postEvent({ ...events[0], id: 'refused', type: 'unknown' });
    const before = await told(embedded, embedded);
    expect(before.rejections).not.toEqual([]);
    expect(JSON.stringify(before.figures)).toMatch(/"numerator":[1-9]/);
    await embedded.end('SIGKILL'); // leaves the newest part of what it kept in files beside

    const copied = await copy(data, wire.connectionString);
    expect(copied.events).toBe(before.tree.size);
    await mkdir(moved, { mode: 0o700 });
    const files = copied.move.filter(({ here }) => here).map(({ file }) => file);
    const keys = ['keys.sqlite', 'keys.sqlite-wal', 'master.key', 'pseudonym.key', 'signing.key'];
    expect(files).toEqual(expect.arrayContaining(keys));
    for (const file of files) await copyFile(join(data, file), join(moved, file));

    const settings = {
      CARE_LEDGER_STORE: wire.connectionString,
      CARE_LEDGER_DATA: moved,
      CARE_LEDGER_PSEUDONYM_KEY: (await readFile(join(moved, 'pseudonym.key'), 'utf8')).trim(),
    };
    const ledger = await startServiceProcess('ledger', settings);
    running.push(ledger);
    const insights = await startServiceProcess('insights', settings);
    running.push(insights);
    expect(await told(ledger, insights)).toEqual(before);
    const again = await ledger.client.postNdjson(events.slice(0, 50));
    expect(again.filter(({ status }) => status === 'recorded')).toEqual([]);
  }, 300_000);

  async function copy(from: string, to: string) {
    const main = join(PROJECT_ROOT, 'dist/apps/cli/src/main.js');
    const { stdout } = await promisify(execFile)(process.execPath, [
      main,
      'copy',
      '--from',
      from,
      '--to',
      to,
      '--json',
    ]);
    return JSON.parse(stdout) as { events: number; move: { file: string; here: boolean }[] };
  }
});

/** What a ledger says of itself, without the positions, which are its store's own. */
async function told(ledger: ServerProcess, insights: ServerProcess) {
  const position = (await ledger.client.lastPosition())!;
  const proof = await ledger.client.ask(`/v1/ledger/proofs/inclusion?position=${position}`); // once the tree has it
  const { size, rootHash, verifierKey } = proof.checkpoint;
  const figures = [];
  for (const question of QUESTIONS) {
    const { asOf: _position, ...figure } = await insights.client.ask(question, position);
    figures.push(figure);
  }
  const { rejections } = (await ledger.client.get('/v1/rejections')).body as { rejections: unknown[] };
  return { tree: { size, rootHash, verifierKey, lastLeaf: proof.leafHash }, figures, rejections };
}
