import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DatabaseSync } from '@photostructure/sqlite';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessLog, WrongLogKeyError } from './access-log.js';
import type { Look, Viewer } from './entry.js';

const KEY = Buffer.alloc(32, 3);
const ANN: Viewer = {
  who: 'ann',
  roles: ['provider'],
  organisation: 'p1',
  session: 's-1',
  address: '10.0.0.1',
  request: 'r-1',
};
const look = (clients: Look['clients'], more: Partial<Look> = {}): Look => ({
  action: 'read',
  object: 'trajectory',
  id: 'T-1',
  clients,
  ...more,
});

describe('the access log', () => {
  let folder: string;
  let path: string;
  let instant: Date;
  let log: AccessLog;

  const open = (key: Uint8Array = KEY, years?: number) => new AccessLog({ path, key, years, now: () => instant });
  /** Works on the file as somebody with access to it would. */
  const onFile = (sql: string, triggers = true): void => {
    const db = new DatabaseSync(path);
    try {
      if (!triggers) db.exec('DROP TRIGGER entry_stays; DROP TRIGGER entry_kept; DROP TRIGGER entry_client_kept');
      db.exec(sql);
    } finally {
      db.close();
    }
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'care-ledger-log-'));
    path = join(folder, 'access-log.sqlite');
    instant = new Date('2026-01-01T10:00:00Z');
    log = open();
  });
  afterEach(async () => {
    log.close();
    await rm(folder, { recursive: true });
  });

  it('tells who looked at a client, on whose behalf, when, from where, and at what', async () => {
    log.append(ANN, look(['c1'], { detail: { revision: 3 } }));
    log.append({ ...ANN, who: 'bob' }, look(['c2', 'c1', 'c2'], { object: 'events', id: undefined }));
    log.append(ANN, look(['c3']));
    log.append(ANN, look('everyone', { action: 'export', object: 'facts', id: undefined }));
    log.append(ANN, look([], { outcome: 'refused' }));
    expect(log.list({ clients: ['c1'] }).map(({ number, who }) => [number, who])).toEqual([
      [1, 'ann'],
      [2, 'bob'],
      [4, 'ann'],
    ]);
    expect(log.list({ clients: ['c2', 'c3'] }).map(({ number }) => number)).toEqual([2, 3, 4]);
    expect(log.list({ clients: ['never'] }).map(({ number }) => number)).toEqual([4]);
    expect(log.list()[0]).toEqual({
      number: 1,
      at: '2026-01-01T10:00:00.000Z',
      ...ANN,
      action: 'read',
      object: 'trajectory',
      reference: expect.stringMatching(/^[\w-]{22}$/),
      detail: { revision: 3 },
      clients: [expect.stringMatching(/^[\w-]{22}$/)],
      outcome: 'given',
    });
    expect(log.list({ after: 2, limit: 2 }).map(({ number }) => number)).toEqual([3, 4]);
    expect((await stat(path)).mode & 0o077).toBe(0);
  });

  it('keeps references that only its key can make', () => {
    log.append(ANN, look(['c1']));
    log.close();
    const other = new AccessLog({ path: ':memory:', key: Buffer.alloc(32, 4) });
    other.append(ANN, look(['c1']));
    log = open();
    expect(JSON.stringify(log.list())).not.toMatch(/c1|T-1/);
    expect(other.list()[0]!.clients).not.toEqual(log.list()[0]!.clients);
    other.close();
    expect(() => open(Buffer.alloc(32, 4))).toThrow(WrongLogKeyError);
  });

  it('is added to by several at once, in one chain', () => {
    const other = open();
    for (let turn = 0; turn < 5; turn++) {
      log.append(ANN, look(['c1']));
      other.append(ANN, look(['c2']));
    }
    other.close();
    expect(log.verify()).toMatchObject({ entries: 10, head: { number: 10 }, fault: null });
  });

  it.each([
    ['UPDATE entry SET text = text', 'never changed'],
    ['DELETE FROM entry WHERE number = 1', 'kept for its time'],
    ['DELETE FROM entry_client', 'kept for its time'],
    ['UPDATE entry_client SET number = 2', 'never changed'],
  ])('refuses: %s', (sql, words) => {
    log.append(ANN, look(['c1']));
    expect(() => onFile(sql)).toThrow(words);
    expect(log.verify().fault).toBeNull();
  });

  it.each([
    [`UPDATE entry SET text = replace(text, 'ann', 'bob') WHERE number = 2`, 2],
    ['DELETE FROM entry WHERE number = 2', 2],
    ['DELETE FROM entry_client WHERE number = 3', 3],
    [`INSERT INTO entry_client VALUES ('somebody', 1)`, 1],
    ['DELETE FROM entry WHERE number = 1; UPDATE entry SET number = number - 1', 1],
  ])('shows that somebody went round the triggers: %s', (sql, number) => {
    for (const client of ['c1', 'c2', 'c3']) log.append(ANN, look([client]));
    onFile(sql, false);
    expect(log.verify().fault).toMatchObject({ number });
  });

  it('shows that the newest entries are gone, or all were made anew, to who noted the head', () => {
    for (const client of ['c1', 'c2', 'c3']) log.append(ANN, look([client]));
    const { head } = log.verify();
    expect(log.verify(head).fault).toBeNull();
    log.append(ANN, look(['c4']));
    expect(log.verify(head).fault).toBeNull();
    expect(log.verify({ ...head, hash: '00' }).fault).toMatchObject({ number: 3 });
    onFile('DELETE FROM entry_client WHERE number > 2; DELETE FROM entry WHERE number > 2', false);
    expect(log.verify().fault).toBeNull();
    expect(log.verify(head).fault).toMatchObject({ number: 3, what: expect.stringContaining('missing') });
  });

  it('lets go of what is older than its time, and of nothing else, and stays one chain', () => {
    log.append(ANN, look(['c1']));
    instant = new Date('2028-01-01T10:00:00Z');
    log.append(ANN, look(['c2']));
    instant = new Date('2030-12-31T10:00:00Z');
    log.append(ANN, look(['c3']));
    expect(log.list()).toHaveLength(3);
    instant = new Date('2031-01-02T10:00:00Z');
    log.append(ANN, look(['c4']));
    expect(log.list().map(({ number }) => number)).toEqual([2, 3, 4]);
    expect(log.list({ clients: ['c1'] })).toEqual([]);
    expect(log.verify()).toMatchObject({ entries: 3, head: { number: 4 }, fault: null });
    expect(() => onFile('DELETE FROM entry WHERE number = 2')).toThrow('kept for its time');
    instant = new Date('2050-01-01T10:00:00Z');
    log.append(ANN, look(['c5']));
    expect(log.verify()).toMatchObject({ entries: 1, head: { number: 5 }, fault: null });
  });

  it('keeps entries as long as it is told', () => {
    log.append(ANN, look(['c1']));
    log.close();
    log = open(KEY, 10);
    instant = new Date('2035-12-31T10:00:00Z');
    log.append(ANN, look(['c2']));
    expect(log.list()).toHaveLength(2);
  });
});
