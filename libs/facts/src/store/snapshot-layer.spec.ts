import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { plainCodec } from '#libs/codec';
import { event, intake, stored } from '../../testing/events.js';
import { query } from '../duckdb/sql.js';
import { foldPerson } from '../fold/fold-person.js';
import { instrumentRegistry } from '../fold/instruments.js';
import { applyEvents } from './apply.js';
import { closeDatabase, openDatabase, type Database } from './open-database.js';
import { SnapshotLayer } from './snapshot-layer.js';

const instruments = instrumentRegistry([]);
const moved = (client: string) => event('client-moved', client, { effectiveOn: '2023-03-01', municipality: 'GM0363' });
const events = stored([intake('T1', 'p'), intake('T2', 'q'), moved('p'), moved('q')]);

describe('a layer of a snapshot', () => {
  let database: Database;
  afterEach(() => closeDatabase(database));

  it('can be covered after that failed, at first and when rows were in it already', async () => {
    database = await openDatabase(':memory:', 'spec', { threads: '1' });
    const connection = await database.instance.connect();
    const fold = jest.fn(foldPerson);
    const kind = { name: 'spec', tables: ['trajectory'], without: [], unkept: null, fold } as const;
    const layer = new SnapshotLayer({ connection, order: 2n, instruments }, 'layer', kind);
    const ids = async () => {
      const rows = await Promise.all(
        layer.selects('trajectory').map((sql) => query(connection, `${sql} ORDER BY "id"`)),
      );
      return rows.flat().map(({ id }) => id);
    };
    const apply = (from: number, to: number) =>
      applyEvents(database.writer, plainCodec(), events.slice(from, to), instruments);
    const failing = async (order: bigint) => {
      fold.mockImplementationOnce(() => {
        throw new Error('cannot be read');
      });
      await expect(layer.cover(order)).rejects.toThrow('cannot be read');
    };

    await apply(0, 3);
    await failing(3n);
    expect(await ids()).toEqual([]);
    await layer.cover(3n);
    expect(await ids()).toEqual(['T1']);
    await apply(3, 4);
    await failing(4n);
    expect(await ids()).toEqual(['T1']);
    await layer.cover(4n);
    expect(await ids()).toEqual(['T1', 'T2']);
    connection.disconnectSync();
  });
});
