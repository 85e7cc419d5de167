import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { recorded } from '../../testing/events.js';
import { arrivals } from '../../testing/random-history.js';
import type { StreamHistory } from './history.js';
import { BESIDE_CARE, CARE_TABLES, foldCare, foldPerson } from './fold-person.js';

const beside: readonly string[] = BESIDE_CARE;

describe('the tables of care', () => {
  it('come out the same from the events that speak of care alone, whatever is corrected or retracted', () => {
    fc.assert(
      fc.property(arrivals(40), (events) => {
        const streams = new Map<string, StreamHistory>();
        for (const { kind, event } of recorded(events)) {
          const key = `${kind} ${event.subject}`;
          const known = streams.get(key)?.events ?? [];
          streams.set(key, { kind, subject: event.subject, events: [...known, event] });
        }
        const whole = [...streams.values()];
        const care = whole.map((one) => ({ ...one, events: one.events.filter(({ name }) => !beside.includes(name)) }));
        const all = foldPerson({ person: 'p', streams: whole });
        const expected = Object.fromEntries(CARE_TABLES.map((name) => [name, all[name]]));
        expect(foldCare({ person: 'p', streams: care })).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('have no rows of somebody of whom nothing is recorded', () => {
    const none = Object.fromEntries(CARE_TABLES.map((name) => [name, []]));
    expect(foldCare({ person: 'p', streams: [] })).toEqual(none);
  });
});
