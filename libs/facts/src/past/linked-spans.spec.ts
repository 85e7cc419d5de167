import { describe, expect, it } from '@jest/globals';
import { event, history, intake, retraction, type OnStream } from '../../testing/events.js';
import { linkedSpans } from './linked-spans.js';
import { MOST_FOLDED } from './past-rows.js';

const linked = event('clients-linked', 'p-a', { effectiveOn: '2023-03-01', otherClient: 'p-b' });
const events = [
  intake('T1', 'p-b', { effectiveOn: '2023-01-01' }),
  intake('T2', 'p-a', { effectiveOn: '2023-02-01' }),
  linked,
  retraction(linked),
];

const spansOf = (all: readonly OnStream[], person: string) =>
  linkedSpans(['p-a', 'p-b'], history('p-a', all).streams, MOST_FOLDED.filling)!
    .get(person)!
    .map(({ event: { subject }, since, until }) => [subject, Number(since), until === null ? null : Number(until)]);

describe('when events stood of clients who were linked at some time', () => {
  it('is told of the person that they were then', () => {
    expect(spansOf(events.slice(0, 3), 'p-a')).toEqual([
      ['T1', 3, null],
      ['T2', 2, null],
      ['p-a', 3, null],
    ]);
    expect(spansOf(events.slice(0, 3), 'p-b')).toEqual([['T1', 1, 3]]);
  });

  it('is told of each again when they turn out not to be one', () => {
    expect(spansOf(events, 'p-a')).toEqual([
      ['T1', 3, 4],
      ['T2', 2, null],
      ['p-a', 3, 4],
    ]);
    expect(spansOf(events, 'p-b')).toEqual([
      ['T1', 1, 3],
      ['T1', 4, null],
    ]);
  });

  it('is left out where there are so many events that it takes long', () => {
    expect(linkedSpans(['p-a', 'p-b'], history('p-a', events).streams, 15)).toBeNull();
    expect(linkedSpans(['p-a', 'p-b'], history('p-a', events).streams, 16)).not.toBeNull();
  });
});
