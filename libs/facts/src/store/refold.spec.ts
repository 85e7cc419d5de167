import { describe, expect, it } from '@jest/globals';
import { plainCodec } from '#libs/codec';
import { correction, event, intake, stored, trajectory } from '../../testing/events.js';
import { NO_INSTRUMENTS } from '../fold/instruments.js';
import { applyEvents } from './apply.js';
import { closeDatabase, openDatabase } from './open-database.js';
import { personsConcerned } from './refold.js';

describe('persons and what concerns them', () => {
  it('are the same by one look-up as when it is told first who is one person', async () => {
    const database = await openDatabase(':memory:', 'v', {});
    const connection = database.writer;
    const moved = intake('T2', 'b');
    const link = event('clients-linked', 'd', { effectiveOn: '2023-02-01', otherClient: 'c' });
    const arrived = [...trajectory('T1', 'c', '2023-01-01'), moved, link, ...trajectory('T3', 'e', '2023-01-01')];
    const events = stored([...arrived, correction(moved, { client: { pseudonym: 'a' } })]);
    await applyEvents(connection, plainCodec(), events, NO_INSTRUMENTS);

    const read = async (few?: number) => {
      const { persons, portions } = await personsConcerned({ connection }, ['a', 'b', 'c', 'd', 'e'], few);
      const all: (readonly [string, ...string[]])[] = [];
      for await (const portion of portions) {
        for (const { person, clients, streams } of portion) {
          const told = streams.map(({ subject, events: own }) => `${subject} ${own.length}`).sort();
          all.push([`${person}: ${[...clients].sort().join(' ')}`, ...told]);
        }
      }
      expect(all).toHaveLength(persons.length);
      return all.sort();
    };
    const expected = [
      ['a: a', 'T2 2'],
      ['b: b', 'T2 2'],
      ['c: c d', 'T1 2', 'd 1'],
      ['e: e', 'T3 2'],
    ];
    expect(await read()).toEqual(expected);
    expect(await read(1)).toEqual(expected);
    closeDatabase(database);
  });
});
