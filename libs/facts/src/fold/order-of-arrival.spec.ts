import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stored } from '../../testing/events.js';
import { arrivals, rearranged } from '../../testing/random-history.js';
import { worldOf } from '../../testing/whole-world.js';
import { instrumentRegistry } from './instruments.js';

const registry = instrumentRegistry([{ id: 'STEP', version: '1', scales: [{ code: 'FJ', items: [0, 1, 2, 3] }] }]);

describe('the facts of a set of events', () => {
  it('are the same for any order of arrival in which openings, and what corrections point at, come first', () => {
    const priorities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(arrivals(90), priorities, (events, order) => {
        const other = rearranged(events, order);
        expect(worldOf(stored(other), registry)).toEqual(worldOf(stored(events), registry));
      }),
      { numRuns: 60 },
    );
  });
});
