import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { event } from '../../testing/events.js';
import type { CareEvent } from './care-event.js';
import { keyOf } from './key.js';
import { compareEvents } from './order.js';
import { EVENT_NAMES, EVENT_TYPES, eventNameOf, typeOf } from './registry.js';
import { compareText } from './text.js';

describe('event types', () => {
  it('lists the types of the contract, each in its stream', () => {
    expect(EVENT_NAMES).toHaveLength(32);
    const opening = EVENT_NAMES.filter((name) => EVENT_TYPES[name].opens);
    expect(opening).toEqual(['intake-registered', 'protection-measure-imposed', 'probation-started']);
    expect(EVENT_NAMES.filter((name) => EVENT_TYPES[name].kind === 'any')).toEqual([
      'event-corrected',
      'event-retracted',
    ]);
  });

  it('goes from name to type and back', () => {
    expect(typeOf('care-started')).toBe('nl.jeugdhulptrajecten.care-started');
    for (const name of EVENT_NAMES) expect(eventNameOf(typeOf(name))).toBe(name);
  });

  it.each(['care-started', 'nl.jeugdhulptrajecten.care-stopped', 'nl.jeugdhulptrajecten.constructor', ''])(
    'does not know %j',
    (type) => expect(eventNameOf(type)).toBeNull(),
  );
});

describe('order of events', () => {
  const before = (a: CareEvent, b: CareEvent): void => {
    expect(compareEvents(a, b)).toBeLessThan(0);
    expect(compareEvents(b, a)).toBeGreaterThan(0);
  };
  const start = event('m', 'care-started', '2024-01-10');

  it('goes by day first', () => before(event('z', 'trajectory-ended', '2024-01-09'), start));
  it('then by type', () => before(start, event('a', 'waiting-paused', '2024-01-10')));
  it('then by time, none first', () => before(start, { ...start, id: 'a', time: '2024-01-10T08:00:00Z' }));
  it('then by instant, not by how it is written', () =>
    before(
      { ...start, id: 'z', time: '2024-01-10T09:30:00+02:00' },
      { ...start, id: 'a', time: '2024-01-10T08:00:00Z' },
    ));
  it('then by source', () => before({ ...start, source: 'a', id: 'z' }, { ...start, source: 'b', id: 'a' }));
  it('then by id', () => before({ ...start, id: 'B' }, { ...start, id: 'a' }));
  it('tells no event from itself', () => expect(compareEvents(start, { ...start })).toBe(0));

  it('compares texts by code point', () => {
    const points = (text: string): number[] => [...text].map((character) => character.codePointAt(0)!);
    const reference = (a: string, b: string): number => {
      const [x, y] = [points(a), points(b)];
      const at = x.findIndex((point, i) => point !== y[i]);
      return at < 0 ? x.length - y.length : (x[at] ?? -1) - (y[at] ?? -1);
    };
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '\uE000', '\uFFFD', '\u{1F600}', '\u{10000}') });
    fc.assert(fc.property(text, text, (a, b) => Math.sign(compareText(a, b)) === Math.sign(reference(a, b))));
  });
});

it('gives different keys to different pairs of source and id', () => {
  expect(keyOf({ source: 'b', id: 'a' })).not.toBe(keyOf({ source: '', id: 'ab' }));
  expect(keyOf({ source: 'a', id: '1:b' })).not.toBe(keyOf({ source: 'ba', id: '1:' }));
});
