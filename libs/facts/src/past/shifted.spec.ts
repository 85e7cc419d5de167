import { describe, expect, it } from '@jest/globals';
import { correction, event, history, trajectory } from '../../testing/events.js';
import type { OnStream } from '../../testing/events.js';
import { foldPerson } from '../fold/fold-person.js';
import { MOST_FOLDED, pastRows } from './past-rows.js';
import { shiftedOrders } from './shifted.js';
import { standingSpans } from './standing-spans.js';

const care = trajectory('T1', 'p', '2023-01-01', '2023-06-30');
const plan = event('plan-established', 'T1', { effectiveOn: '2023-02-01', form: 'written', goals: [] });
const early = event('plan-established', 'T1', { effectiveOn: '2022-12-31', form: 'written', goals: [] });

const shifted = (events: readonly OnStream[], after = 0n) => {
  const { person, streams } = history('p', events);
  const spans = standingSpans(person, streams, MOST_FOLDED.filling)!;
  const past = pastRows(['p'], streams, after)!.filter(({ table }) => table === 'trajectory');
  return shiftedOrders(spans, after, past, foldPerson({ person, streams }).trajectory).map(({ since, until }) => [
    Number(since),
    Number(until),
  ]);
};

describe('the orders as of which rows are not simply the oldest of the newest', () => {
  it('are none where everything came in its order and stands', () => {
    expect(shifted([...care, plan].slice(0, 2))).toEqual([]);
    expect(shifted([...care.slice(0, 2), plan, ...care.slice(2)])).toEqual([]);
  });

  it('go from when the first later event stood until something came in before it', () => {
    expect(shifted([...care, plan])).toEqual([[3, 4]]);
    expect(shifted([...care.slice(0, 2), plan, early])).toEqual([[1, 4]]);
  });

  it('go from when an event stood until it was corrected', () => {
    expect(shifted([...care.slice(0, 2), plan, correction(plan, { form: 'oral' })])).toEqual([[3, 4]]);
  });

  it('go from the first event beside care until its trajectory got a record', () => {
    const started = trajectory('T1', 'p', '2023-03-01')[1]!;
    expect(shifted([care[0]!, plan, started])).toEqual([[2, 3]]);
  });

  it('are given again only where they ended later than what is known', () => {
    expect(shifted([...care.slice(0, 2), plan, correction(plan, { form: 'oral' })], 3n)).toEqual([[3, 4]]);
    expect(shifted([...care.slice(0, 2), plan, correction(plan, { form: 'oral' })], 4n)).toEqual([]);
  });
});
