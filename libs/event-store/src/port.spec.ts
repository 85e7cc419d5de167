import { describe, expect, it } from '@jest/globals';
import { StoreClosedError, StoreUnavailableError, WrongExpectedRevisionError } from './errors.js';
import { BEGINNING, comparePositions, isPosition, positionOrder } from './position.js';

describe('positions', () => {
  it('are ordered as numbers, not as texts', () => {
    const places = ['10', '9', '100', BEGINNING, '9223372036854775807', '9223372036854775806'];
    expect(places.sort(comparePositions)).toEqual([
      BEGINNING,
      '9',
      '10',
      '100',
      '9223372036854775806',
      '9223372036854775807',
    ]);
    expect(comparePositions('7', '7')).toBe(0);
  });

  it('of a store with two numbers are ordered by the first', () => {
    expect(positionOrder('900-880')).toBe(900n);
    expect(comparePositions('900-880', '1000-10')).toBeLessThan(0);
  });

  it.each(['0', '184467', '900-880', '9223372036854775807'])('%p is one', (text) =>
    expect(isPosition(text)).toBe(true),
  );

  it.each(['', '-1', '1.5', '1e3', ' 1', '1\n', '1-', '1-2-3', '0x1', '12345678901234567890', 'head'])(
    '%p is none',
    (text) => expect(isPosition(text)).toBe(false),
  );
});

describe('errors', () => {
  it('say what was expected and what is there, without naming the stream', () => {
    expect(new WrongExpectedRevisionError('client-p-x', 3, 4).message).toBe(
      'Expected the stream to be at revision 3, but it is at revision 4.',
    );
    expect(new WrongExpectedRevisionError('client-p-x', 'must-exist', null).message).toBe(
      'Expected the stream to have an event, but it has no event.',
    );
    expect(new WrongExpectedRevisionError('client-p-x', 'must-not-exist', 0).message).toBe(
      'Expected the stream to have no event, but it is at revision 0.',
    );
  });

  it('tell a closed store from one that may answer later', () => {
    expect(new StoreClosedError()).toBeInstanceOf(StoreUnavailableError);
    expect(new StoreClosedError().retryable).toBe(false);
  });
});
