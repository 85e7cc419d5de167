import { describe, expect, it } from '@jest/globals';
import { event, intake, retraction, stored, trajectory, correction } from '../../testing/events.js';
import { openFactStore, type FactStore } from './fact-store.js';
import { readPerson, type PersonText } from './person-texts.js';

async function readAll(facts: FactStore, asOf?: string): Promise<PersonText[]> {
  return facts.withView(asOf, async (view) => {
    const all: PersonText[] = [];
    for await (const portion of view.people()) {
      all.push(...portion);
      await view.query(`SELECT count(*) FROM ${view.schema}."person"`); // in between
    }
    return all;
  });
}

/** Person -> its streams with the number of events of each; and the streams of nobody. */
async function outline(facts: FactStore, asOf?: string) {
  const read = (await readAll(facts, asOf)).map(readPerson);
  const persons = read
    .filter(({ history }) => history.streams.length > 0)
    .map(({ history }) => [history.person, ...history.streams.map((one) => `${one.subject} ${one.events.length}`)]);
  return { persons, unowned: read.flatMap(({ unowned }) => unowned.map(({ subject }) => subject)) };
}

describe('everything recorded about every person', () => {
  it('follows links and corrections of the client, as of each position', async () => {
    const moved = intake('T2', 'b');
    const facts = await openFactStore(':memory:');
    await facts.apply(
      stored([
        ...trajectory('T1', 'c', '2023-01-01'), // positions 1, 2
        moved, // 3
        event('clients-linked', 'd', { effectiveOn: '2023-02-01', otherClient: 'c' }), // 4
        correction(moved, { client: { pseudonym: 'a' } }), // 5
      ]),
    );
    expect(await outline(facts, '3')).toEqual({
      persons: [
        ['b', 'T2 1'],
        ['c', 'T1 2'],
      ],
      unowned: [],
    });
    expect(await outline(facts, '4')).toEqual({
      persons: [
        ['b', 'T2 1'],
        ['c', 'd 1', 'T1 2'],
      ],
      unowned: [],
    });
    expect(await outline(facts)).toEqual({
      persons: [
        ['a', 'T2 2'],
        ['c', 'd 1', 'T1 2'],
      ],
      unowned: [],
    });
    expect(await outline(facts, '0')).toEqual({ persons: [], unowned: [] });
    await facts.close();
  });

  it('tells of a stream that belongs to nobody once, whoever it named', async () => {
    const opening = intake('T1', 'b');
    const facts = await openFactStore(':memory:');
    await facts.apply(
      stored([intake('T2', 'b'), opening, correction(opening, { client: { pseudonym: 'a' } }), retraction(opening)]),
    );
    expect(await outline(facts)).toEqual({ persons: [['b', 'T2 1']], unowned: ['T1'] });
    expect(await outline(facts, '3')).toEqual({
      persons: [
        ['a', 'T1 2'],
        ['b', 'T2 1'],
      ],
      unowned: [],
    });
    await facts.close();
  });

  it('reads more persons than fit in a portion, by pseudonym, each once', async () => {
    const names = Array.from({ length: 4201 }, (_, i) => `p${String(i).padStart(4, '0')}`);
    const facts = await openFactStore(':memory:');
    await facts.apply(stored([...names].reverse().map((name) => intake(`T-${name}`, name))));
    expect((await readAll(facts)).map(({ person }) => person)).toEqual(names);
    await facts.close();
  });
});
