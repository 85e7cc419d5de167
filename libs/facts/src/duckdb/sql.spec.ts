import { afterEach, describe, expect, it } from '@jest/globals';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { optional, required, type FactTable } from '#libs/fact-schema';
import { appendRows, createTableSql, inTransaction, query } from './sql.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const TABLE: FactTable = {
  about: 'Two texts',
  columns: { first: required('VARCHAR', 'Always there'), second: optional('VARCHAR', 'Where known') },
};

describe('loading rows', () => {
  const closing: (() => void)[] = [];
  afterEach(() => closing.splice(0).forEach((close) => close()));

  async function opened(): Promise<DuckDBConnection> {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    closing.push(() => {
      connection.disconnectSync();
      instance.closeSync();
    });
    await connection.run(createTableSql('main', 'pair', TABLE));
    return connection;
  }

  it('leaves nothing behind, after a failure, that a later transaction would meet', async () => {
    const connection = await opened();
    for (let i = 0; i < 5; i++) {
      const broken = [{ first: 'a', second: null }, { second: 'no first' }];
      const loading = inTransaction(connection, () => appendRows(connection, null, 'pair', TABLE, broken));
      await expect(loading).rejects.toThrow(/NOT NULL/);
    }
    await inTransaction(connection, async () => {
      await query(connection, 'SELECT 1');
      for (let i = 0; i < 2; i++) {
        collect();
        await turn();
      }
      await appendRows(connection, null, 'pair', TABLE, [{ first: 'whole', second: null }]);
    });
    expect(await query(connection, 'FROM pair')).toEqual([{ first: 'whole', second: null }]);
  });
});
