import { describe, expect, it } from '@jest/globals';
import type { AssessmentScores } from '#libs/trajectory';
import { event, trajectory } from '../../testing/events.js';
import { folded } from '../../testing/folded.js';
import { instrumentRegistry, type InstrumentDefinition } from './instruments.js';

const STEP: InstrumentDefinition = {
  id: 'STEP',
  version: '2',
  scales: [
    { code: 'FJ', items: [0, 1, 2, 3, 4] },
    { code: 'KO', items: [5, 6] },
  ],
};

const assessed = (scores: AssessmentScores, version = '2', instruments = [STEP]) =>
  folded(
    'assessment',
    [
      ...trajectory('T1', 'p', '2023-01-01'),
      event('step-assessed', 'T1', {
        effectiveOn: '2023-02-01',
        moment: 'start',
        instrument: { id: 'STEP', version },
        scores,
      }),
    ],
    ['rankInPerson', 'scale', 'score'],
    instruments,
  );

describe('assessments', () => {
  it('give a row per scale that was scored', () => {
    expect(assessed({ KO: 2.5, FJ: 4, ZZ: 1 })).toEqual([
      [2, 'FJ', 4],
      [2, 'KO', 2.5],
      [2, 'ZZ', 1],
    ]);
  });

  it('give the mean of the answered items when at least 80 % of them are', () => {
    expect(assessed([5, null, 3, 2, 1, 4, 4])).toEqual([
      [2, 'FJ', 2.75],
      [2, 'KO', 4],
    ]);
  });

  it('give no score below that', () => {
    expect(assessed([5, null, 3, null, 1, 4, null])).toEqual([
      [2, 'FJ', null],
      [2, 'KO', null],
    ]);
  });

  it('take items that are not in the list as not answered', () => {
    expect(assessed([1, 1, 1, 1])).toEqual([
      [2, 'FJ', 1],
      [2, 'KO', null],
    ]);
  });

  it('stay visible where no scale can be told', () => {
    expect(assessed([1, 2, 3], '9')).toEqual([[2, null, null]]);
    expect(assessed([1, 2, 3], '2', [])).toEqual([[2, null, null]]);
    expect(assessed({})).toEqual([[2, null, null]]);
  });
});

describe('the registry of instruments', () => {
  it.each([
    ['is defined twice', [STEP, STEP]],
    ['has no scales', [{ ...STEP, scales: [] }]],
    ['names a scale twice', [{ ...STEP, scales: [STEP.scales[0]!, STEP.scales[0]!] }]],
    ['scale FJ needs items', [{ ...STEP, scales: [{ code: 'FJ', items: [] }] }]],
    ['scale FJ needs items', [{ ...STEP, scales: [{ code: 'FJ', items: [0.5] }] }]],
  ])('refuses an instrument that %s', (message, definitions) => {
    expect(() => instrumentRegistry(definitions)).toThrow(`instrument STEP version 2: ${message}`);
  });
});
