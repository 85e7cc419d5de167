import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { openSqliteEventStore } from '#libs/event-store-sqlite';
import {
  formatTlogProof,
  formatVerifierKey,
  leafHashOf,
  parseSigningKey,
  toBase64,
  type SigningKey,
} from '#libs/integrity';
import { Evidence, newSigningKey, openTree } from '#libs/ledger-tree';
import { run } from '../program.js';
import { madeLedger } from '../testing/made-ledger.js';

let folder: string;
let whole: string;
let data: string;
let key: SigningKey;
let kept: { checkpoint: string; receipt: string; proof: string };
let copies = 0;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'));
  whole = join(folder, 'whole');
  await madeLedger(whole, 3);
  key = parseSigningKey(readFileSync(join(whole, 'signing.key'), 'utf8').trim())!;
  kept = await keepElsewhere();
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  data = join(folder, `copy-${++copies}`);
  cpSync(whole, data, { recursive: true });
});

/** What a provider and an auditor keep: a checkpoint, a receipt and its proof. */
async function keepElsewhere() {
  const store = openSqliteEventStore(join(whole, 'events.sqlite'));
  const evidence = new Evidence({ store, tree: openTree(join(whole, 'tree.sqlite')), key });
  const checkpoint = evidence.checkpoint();
  const paths = { checkpoint: join(folder, 'cp.txt'), receipt: join(folder, 'r.json'), proof: join(folder, 'p') };
  writeFileSync(paths.checkpoint, checkpoint.note);
  for await (const event of store.readAll({ after: '6', limit: 1 })) {
    const { revision, position, recordedAt } = event;
    const receipt = { id: 'e', source: 's', subject: 'T', revision, position, recordedAt };
    writeFileSync(paths.receipt, JSON.stringify({ ...receipt, leafHash: toBase64(leafHashOf(event)) }));
    const leaf = (await evidence.leafAt(position, 0))!;
    writeFileSync(paths.proof, formatTlogProof(await evidence.prove(leaf, checkpoint)));
  }
  await evidence.stop();
  await store.close();
  return paths;
}

async function verify(...args: string[]) {
  const said: string[] = [];
  const status = await run(['verify', ...args], { out: (text) => said.push(text), err: (text) => said.push(text) });
  return { status, said: said.join('\n') };
}

/** Changes a database behind the back of the program, triggers or not. */
function behindItsBack(file: string, ...statements: readonly string[]): void {
  const db = new DatabaseSync(join(data, file));
  for (const trigger of ['events_never_change', 'events_never_go', 'events_stay', 'stream_never_change']) {
    if (file === 'events.sqlite') db.exec(`DROP TRIGGER ${trigger}`);
  }
  for (const statement of statements) db.exec(statement);
  db.close();
}

describe('verify', () => {
  it('finds a ledger as it was', async () => {
    const { status, said } = await verify('--data', data);
    expect(said).toMatch(/events as they were recorded; root .*=\. 1 signed checkpoints agree/);
    expect(status).toBe(0);
    const json = JSON.parse((await verify('--data', data, '--json', '--checkpoint', kept.checkpoint)).said);
    expect(json).toMatchObject({ valid: true, difference: null, checkpoints: [json.events, json.events] });
    expect(json.kept).toBe(json.events);
  });

  it('names the position of an event in which one byte was changed', async () => {
    behindItsBack(
      'events.sqlite',
      "UPDATE events SET data = CAST(substr(data, 1, 9) || x'00' || substr(data, 11) AS BLOB) WHERE position = 20",
    );
    const { status, said } = await verify('--data', data);
    expect(said).toMatch(/Position 20: The event is not what it was: its bytes/);
    expect(said).toContain('Sound up to position 19.');
    expect(status).toBe(1);
  });

  it('names it when the byte was changed in the file itself, without the database knowing', async () => {
    const file = join(data, 'events.sqlite');
    const db = new DatabaseSync(file);
    const { data: bytes } = db.prepare('SELECT data FROM events WHERE position = 12').get() as { data: Uint8Array };
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
    const disk = readFileSync(file);
    const at = disk.indexOf(Buffer.from(bytes.subarray(0, 100)));
    expect(at).toBeGreaterThan(0);
    disk[at + 50]! ^= 1;
    writeFileSync(file, disk);
    expect((await verify('--data', data)).said).toContain('Position 12: The event is not what it was');
  });

  it.each([
    ['an instant', 'UPDATE events SET recorded_at = recorded_at + 1 WHERE position = 9', 9],
    [
      'a type',
      "INSERT INTO kind SELECT 99, 'x', metadata FROM kind LIMIT 1; UPDATE events SET kind = 99 WHERE position = 9",
      9,
    ],
    [
      'a stream',
      "INSERT INTO stream VALUES (9999, 'x'); UPDATE events SET stream = 9999, revision = 0 WHERE position = 9",
      9,
    ],
    ['a name', "UPDATE stream SET name = 'x' WHERE number = (SELECT stream FROM events WHERE position = 1)", 1],
    ['an envelope', "UPDATE events SET metadata = x'7b7d' WHERE position = 9", 9],
  ])('names a changed %s', async (_what, statement, position) => {
    behindItsBack('events.sqlite', statement);
    expect((await verify('--data', data)).said).toContain(`Position ${position}: The event is not what it was`);
  });

  it('names what was taken out', async () => {
    behindItsBack('events.sqlite', 'DELETE FROM events WHERE position = 15');
    expect((await verify('--data', data)).said).toContain('Position 15: The event that the tree has here is gone.');
  });

  it('names what was put in', async () => {
    behindItsBack('events.sqlite', 'DELETE FROM events WHERE position = 15');
    await remakeTree(key);
    cpSync(join(whole, 'events.sqlite'), join(data, 'events.sqlite'));
    rmSync(join(data, 'events.sqlite-wal'), { force: true });
    rmSync(join(data, 'events.sqlite-shm'), { force: true });
    const { said } = await verify('--data', data);
    expect(said).toContain('Position 15: An event stands here that was not there when the tree was built.');
  });

  it('names the place from which all events are gone', async () => {
    behindItsBack('events.sqlite', 'DELETE FROM events WHERE position > 25');
    expect((await verify('--data', data)).said).toMatch(/Position 26: The events from here on are gone: the tree has/);
    rmSync(join(data, 'tree.sqlite'));
    expect((await verify('--data', data, '--checkpoint', kept.checkpoint)).said).toMatch(/there are only 25\./);
  });

  it('is not deceived by a tree that was made again over changed events', async () => {
    behindItsBack('events.sqlite', "UPDATE events SET metadata = x'7b7d' WHERE position = 9");
    await remakeTree(key);
    // Whoever has the key of the ledger can sign anything: only what was kept elsewhere shows it.
    expect((await verify('--data', data)).status).toBe(0);
    const { status, said } = await verify('--data', data, '--checkpoint', kept.checkpoint);
    expect(said).toMatch(/The first \d+ events are not those that were signed/);
    expect(status).toBe(1);
    expect((await verify('--data', data, '--receipt', kept.receipt)).status).toBe(0);
    await remakeTree(newSigningKey(key.name));
    expect((await verify('--data', data, '--key', formatVerifierKey(key))).said).toMatch(/is not signed by the key of/);
  });

  it('is not deceived by a kept tree that was changed', async () => {
    behindItsBack('tree.sqlite', "UPDATE tile SET hashes = CAST(x'00' || substr(hashes, 2) AS BLOB) WHERE level = 0");
    expect((await verify('--data', data)).said).toContain('Position 1: The event is not what it was');
  });

  it('finds the event of a receipt, or says that another stands there', async () => {
    expect((await verify('--data', data, '--receipt', kept.receipt)).status).toBe(0);
    const receipt = JSON.parse(readFileSync(kept.receipt, 'utf8'));
    const other = join(data, 'other.json');
    writeFileSync(other, JSON.stringify({ ...receipt, position: '8' }));
    expect((await verify('--data', data, '--receipt', other)).said).toMatch(
      /Position 8: .* not the one of the receipt/,
    );
  });

  it('says what is missing', async () => {
    expect(await verify('--data', join(folder, 'nowhere'))).toMatchObject({ status: 2 });
    expect(await verify('--data', data, '--checkpoint', kept.receipt)).toMatchObject({ status: 2 });
    expect(await verify('--data', data, '--receipt', kept.checkpoint)).toMatchObject({ status: 2 });
    expect(await verify('--data', data, '--key', 'x')).toMatchObject({ status: 2 });
    rmSync(join(data, 'signing.key'));
    expect(await verify('--data', data)).toMatchObject({ status: 2, said: expect.stringContaining('--key') });
    expect(await verify('--data', data, '--key', formatVerifierKey(key))).toMatchObject({ status: 0 });
  });

  async function remakeTree(signer: SigningKey): Promise<void> {
    rmSync(join(data, 'tree.sqlite'));
    const store = openSqliteEventStore(join(data, 'events.sqlite'));
    const evidence = new Evidence({ store, tree: openTree(join(data, 'tree.sqlite')), key: signer });
    evidence.start();
    await evidence.stop();
    await store.close();
  }
});

describe('verify of a receipt alone', () => {
  const alone = (...args: string[]) => verify('--receipt', kept.receipt, '--proof', kept.proof, ...args);

  it('needs the receipt, its proof and the key', async () => {
    const { status, said } = await alone('--key', formatVerifierKey(key));
    expect(said).toMatch(
      /^Proved: the event is leaf 6 of the \d+ that care-ledger\/[0-9a-f]{16} signed, recorded at 20/,
    );
    expect(status).toBe(0);
    expect(JSON.parse((await alone('--key', formatVerifierKey(key), '--json')).said)).toMatchObject({ valid: true });
  });

  it('fails with any other', async () => {
    const other = formatVerifierKey(newSigningKey(key.name));
    expect(await alone('--key', other)).toMatchObject({ status: 1, said: expect.stringContaining('not signed') });
    const quorum = await alone('--key', formatVerifierKey(key), '--quorum', '1');
    expect(quorum).toMatchObject({ status: 1, said: expect.stringContaining('0 of the trusted witnesses') });
    const receipt = JSON.parse(readFileSync(kept.receipt, 'utf8'));
    const changed = join(folder, 'changed.json');
    writeFileSync(changed, JSON.stringify({ ...receipt, recordedAt: '2020-01-01T00:00:00.000Z' }));
    const verdict = await verify('--receipt', changed, '--proof', kept.proof, '--key', formatVerifierKey(key));
    expect(verdict).toMatchObject({ status: 1, said: expect.stringContaining('different instants') });
    expect(await alone()).toMatchObject({ status: 2 });
    expect(await verify('--proof', kept.proof)).toMatchObject({ status: 2 });
  });
});

describe('signing-key', () => {
  it('makes a key once, and shows its public half', async () => {
    const fresh = join(folder, 'fresh');
    const said: string[] = [];
    const terminal = { out: (text: string) => said.push(text), err: () => undefined };
    expect(await run(['signing-key', '--data', fresh], terminal)).toBe(1);
    expect(await run(['signing-key', '--data', fresh, '--origin', 'a b'], terminal)).toBe(2);
    expect(await run(['signing-key', '--data', fresh, '--origin', 'ledger.example/1'], terminal)).toBe(0);
    expect(await run(['signing-key', '--data', fresh, '--origin', 'ledger.example/2'], terminal)).toBe(1);
    expect(await run(['signing-key', '--data', fresh, '--json'], terminal)).toBe(0);
    expect(said[0]).toMatch(/^ledger\.example\/1\+[0-9a-f]{8}\+/);
    expect(JSON.parse(said[1]!)).toEqual({ origin: 'ledger.example/1', verifierKey: said[0] });
  });
});
