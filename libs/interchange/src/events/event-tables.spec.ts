import { describe, expect, it } from '@jest/globals';
import { ANNA, NOBODY } from '../../testing/persons.js';
import { EVENT_TABLES, eventRows, standingEventRows } from './event-tables.js';

type Row = Record<string, unknown>;

describe('events as tables', () => {
  const raw = eventRows(ANNA.person, ANNA.streams) as Row[];
  const standing = standingEventRows(ANNA) as Row[];

  it('fills every column of its table and no other', () => {
    for (const row of raw) expect(Object.keys(row)).toEqual(Object.keys(EVENT_TABLES.event.columns));
    for (const row of standing) expect(Object.keys(row)).toEqual(Object.keys(EVENT_TABLES.standingEvent.columns));
    for (const [table, rows] of [
      ['event', raw],
      ['standingEvent', standing],
    ] as const) {
      for (const [column, { nullable }] of Object.entries(EVENT_TABLES[table].columns)) {
        if (!nullable) for (const row of rows) expect(row[column]).not.toBeNull();
      }
    }
  });

  it('keeps what was recorded as it was sent, and says what became of it', () => {
    expect(raw).toHaveLength(14);
    const ended = raw.filter(({ name }) => name === 'trajectory-ended');
    expect(ended).toHaveLength(1);
    const correction = raw.find(({ name }) => name === 'event-corrected')!;
    expect(ended[0]).toMatchObject({ status: 'corrected', changedBySource: 'urn:test', changedById: correction['id'] });
    expect(ended[0]!['data']).toBe('{"effectiveOn":"2023-06-30","endReason":"02"}');
    expect(raw.find(({ name }) => name === 'waiting-paused')).toMatchObject({ status: 'retracted' });
  });

  it('gives what stands with the data that holds, in order', () => {
    expect(standing).toHaveLength(11);
    expect(standing.map(({ rankInPerson }) => rankInPerson)).toEqual([...standing.keys()]);
    const ended = standing.find(({ name }) => name === 'trajectory-ended')!;
    expect(ended).toMatchObject({ corrected: true, data: '{"effectiveOn":"2023-06-30","endReason":"01"}' });
    expect(standing.filter(({ corrected }) => corrected)).toHaveLength(1);
  });

  it('has no standing event of one whose opening is retracted', () => {
    expect(standingEventRows(NOBODY)).toEqual([]);
    expect(eventRows(null, NOBODY.streams)).toMatchObject([
      { person: null, status: 'retracted' },
      { status: 'standing' },
    ]);
  });
});
