import { describe, expect, it } from '@jest/globals';
import { changeOf, historyPath, marksOf, mayBeInAddress, spanOf, type HistoryEvent } from './history.js';

const event = (name: string, effectiveOn: string, more: Partial<HistoryEvent> = {}): HistoryEvent => ({
  id: name,
  source: 'urn:test',
  type: `nl.jeugdhulptrajecten.${name}`,
  position: '1',
  recordedtime: '2024-01-01T00:00:00Z',
  data: { effectiveOn },
  status: 'standing',
  ...more,
});

const moved = event('care-started', '2024-02-01', {
  status: 'corrected',
  changedBy: { source: 'urn:test', id: 'event-corrected', position: '2' },
  effectiveData: { effectiveOn: '2024-03-01' },
});
const correction = event('event-corrected', '2024-07-01');
const ended = event('trajectory-ended', '2024-06-30');

describe('a history on the time line', () => {
  it('has its events on the day that holds, with the day first told, and no mark for a correction', () => {
    const marks = marksOf([moved, correction, event('step-assessed', '2024-02-10')]);
    expect(marks.map(({ event: { id }, day, first }) => [id, day, first])).toEqual([
      ['step-assessed', '2024-02-10', null],
      ['care-started', '2024-03-01', '2024-02-01'],
    ]);
  });

  it('lasts from the start that holds to an end that stands', () => {
    expect(spanOf(marksOf([moved, ended]))).toEqual({ from: '2024-03-01', to: '2024-06-30' });
    expect(spanOf(marksOf([moved, { ...ended, status: 'retracted' }]))).toEqual({ from: '2024-03-01', to: null });
    expect(spanOf(marksOf([{ ...moved, status: 'retracted' }]))).toBeNull();
    expect(spanOf(marksOf([event('client-moved', '2024-01-01')]))).toBeNull();
  });

  it('knows the event that changed another', () => {
    expect(changeOf(moved, [ended, { ...correction, source: 'urn:other' }, correction])).toBe(correction);
    expect(changeOf(ended, [moved, correction])).toBeUndefined();
  });
});

describe('the id of a history', () => {
  it('is written whole into the address of the API', () => {
    expect(historyPath('measure', 'a/b', null)).toBe('/v1/measures/a%2Fb');
    expect(historyPath('trajectory', 'T', '2024-01-01T23:59:59Z')).toBe(
      '/v1/trajectories/T?asOf=2024-01-01T23%3A59%3A59Z',
    );
  });

  it.each([
    ['trajectory', 'T-1', true],
    ['trajectory', '123456789', false],
    ['client', 'p-1', false],
  ] as const)('of a %s, %s, in the address of the page: %s', (kind, id, allowed) => {
    expect(mayBeInAddress(kind, id)).toBe(allowed);
  });
});
