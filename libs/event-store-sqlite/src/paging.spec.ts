import { describe, expect, it } from '@jest/globals';
import { DatabaseSync } from '@photostructure/sqlite';
import { readAll } from './read-all.js';
import { Reader } from './reader.js';
import { prepareSchema } from './schema.js';

/** A ledger of so many events; every `rareEach`th is of type `rare`, and data has this many bytes. */
function ledger(count: number, rareEach: number, bytes: number): Reader {
  const db = new DatabaseSync(':memory:');
  prepareSchema(db);
  db.exec("INSERT INTO stream VALUES (1, 's'); INSERT INTO kind VALUES (1, 'rare', x''), (2, 'common', x'')");
  const insert = db.prepare(
    'INSERT INTO events (id, stream, revision, kind, recorded_at, data) VALUES (randomblob(16), 1, ?, ?, 0, zeroblob(?))',
  );
  db.exec('BEGIN');
  for (let n = 0; n < count; n += 1) insert.run(n, n % rareEach === 0 ? 1 : 2, bytes);
  db.exec('COMMIT');
  return new Reader(db);
}

describe('pages', () => {
  it('end by bytes, so that large events do not fill the memory', () => {
    const reader = ledger(20, 1, 1024 * 1024);
    expect(reader.pageByPosition(0n, 100n, 1_000)).toHaveLength(4);
    const { events, whole } = reader.pageOfStream('s', 2, 1_000);
    expect(events.map(({ revision }) => revision)).toEqual([2, 3, 4, 5]);
    expect(whole).toBe(false);
    expect(reader.pageOfStream('s', 17, 1_000)).toMatchObject({ events: { length: 3 }, whole: true });
  });

  it('find rare events over more positions than are looked through at once', async () => {
    const reader = ledger(65_000, 21_000, 1);
    const seen: string[] = [];
    for await (const { position } of readAll(reader, { types: ['rare'] })) seen.push(position);
    expect(seen).toEqual(['1', '21001', '42001', '63001']);
    const some: string[] = [];
    for await (const { position } of readAll(reader, { types: ['rare'], limit: 2, after: '1' })) some.push(position);
    expect(some).toEqual(['21001', '42001']);
  });

  it('take a position beyond all others as the end', async () => {
    const reader = ledger(3, 1, 1);
    for await (const _ of readAll(reader, { after: '9999999999999999999' })) throw new Error('nothing is there');
    const seen: string[] = [];
    for await (const { position } of readAll(reader, { until: '9999999999999999999' })) seen.push(position);
    expect(seen).toEqual(['1', '2', '3']);
  });
});
