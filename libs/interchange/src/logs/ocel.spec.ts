import { describe, expect, it } from '@jest/globals';
import type { PersonHistory } from '#libs/facts';
import { ocelFaults, type Ocel } from '../../testing/check-ocel.js';
import { ANNA, BRAM, joined, NOBODY, of } from '../../testing/persons.js';
import { ocelLog } from './ocel.js';

async function log(...persons: readonly PersonHistory[]): Promise<Ocel> {
  return JSON.parse(await joined(ocelLog(() => of(...persons)))) as Ocel;
}

describe('an OCEL 2.0 log', () => {
  it('has the structure of the standard', async () => {
    expect(ocelFaults(await log(ANNA, BRAM, NOBODY))).toEqual([]);
    expect(ocelFaults(await log())).toEqual([]);
  });

  it('has persons, their streams, and who provides as objects', async () => {
    const { objects } = await log(ANNA, BRAM, NOBODY);
    expect(objects.map(({ id }) => id).sort()).toEqual([
      'institution:GI-1',
      'institution:GI-2',
      'measure:M1',
      'person:anna',
      'person:bram',
      'provider:A',
      'provider:Zorg "A&B" <x>',
      'trajectory:T1',
      'trajectory:T2',
      'trajectory:T3',
    ]);
    const measure = objects.find(({ id }) => id === 'measure:M1')!;
    expect(measure.relationships).toEqual([
      { objectId: 'person:anna', qualifier: 'client' },
      { objectId: 'institution:GI-1', qualifier: 'institution' },
      { objectId: 'institution:GI-2', qualifier: 'institution' },
    ]);
  });

  it('gives attributes of objects the day from which they hold', async () => {
    const { objects } = await log(ANNA);
    const { attributes } = objects.find(({ id }) => id === 'person:anna')!;
    expect(attributes.filter(({ name }) => name === 'municipality')).toEqual([
      { name: 'municipality', time: '2023-01-01T00:00:00.000Z', value: 'GM0344' },
      { name: 'municipality', time: '2023-04-01T00:00:00.000Z', value: 'GM0363' },
    ]);
    expect(objects.find(({ id }) => id === 'trajectory:T1')!.attributes).toContainEqual({
      name: 'endReason',
      time: '2023-06-30T00:00:00.000Z',
      value: '01',
    });
  });

  it('relates each event to its person, its stream and who provides', async () => {
    const { events } = await log(ANNA, BRAM);
    expect(events).toHaveLength(16);
    const started = events.find(({ type }) => type === 'care-started')!;
    expect(started.relationships.map(({ objectId }) => objectId)).toEqual([
      'person:anna',
      'trajectory:T1',
      'provider:Zorg "A&B" <x>',
    ]);
    const moved = events.find(({ type }) => type === 'client-moved')!;
    expect(moved.relationships).toEqual([{ objectId: 'person:anna', qualifier: 'client' }]);
  });
});

describe('the check of a log', () => {
  it('finds what is not declared, mistyped or not there', () => {
    const wrong: Ocel = {
      objectTypes: [{ name: 'person', attributes: [{ name: 'sex', type: 'text' }] }],
      eventTypes: [{ name: 'e', attributes: [{ name: 'n', type: 'integer' }] }],
      objects: [],
      events: [
        {
          id: '1',
          type: 'e',
          time: '2023-01-01',
          attributes: [
            { name: 'n', value: 1.5 },
            { name: 'm', value: 1 },
          ],
          relationships: [{ objectId: 'person:x', qualifier: 'client' }],
        },
      ],
    };
    expect(ocelFaults(wrong)).toEqual([
      'e: time',
      'e: n is no integer',
      'e: m is not declared',
      'e: no object person:x',
      'object type person: type text',
    ]);
  });
});
