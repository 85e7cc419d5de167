import { describe, expect, it } from '@jest/globals';
import { AnswerStore, type KeptAnswer } from './answer-store.js';
import type { Cell } from './cells.js';
import { outlineOf, sizeOf } from './outline.js';

const cellsOf = (answer: number): Cell[] =>
  [10, 0, 25].map((length, row) => ({
    row: `0 {"municipality":"GM${row}"}`,
    count: row === 1 ? 'numerator' : 'denominator',
    shown: row !== 1,
    cases: Float64Array.from({ length }, (_, i) => (answer * 1_000 + i) * 2 ** 21 + row),
  }));

const keptOf = (answer: number): KeptAnswer => ({
  indicator: 'dropout',
  question: `${answer}`,
  position: '1',
  observedUntil: '2025-12-31',
  cells: cellsOf(answer),
  details: { row: ['a'] },
});

describe('the answers that an analyst got', () => {
  const size = sizeOf(outlineOf(cellsOf(0)));

  it.each([
    ['all of them', 1_000],
    ['a few of them', 3.5],
    ['none of them', 0.5],
  ])('have the same outlines and counts with memory for %s', (_, room) => {
    const store = new AnswerStore(':memory:', Math.floor(room * size));
    for (let answer = 0; answer < 40; answer += 1) store.keep('somebody', keptOf(answer), new Date());
    for (let question = 0; question < 2; question += 1) {
      const answers = store.of('somebody');
      expect(answers.map(({ question: asked }) => Number(asked))).toEqual(
        Array.from({ length: 40 }, (__, i) => 39 - i),
      );
      for (const answer of answers) {
        expect(store.outline(answer)).toEqual(outlineOf(cellsOf(Number(answer.question))));
        expect(store.cells(answer)).toEqual(cellsOf(Number(answer.question)));
      }
    }
    store.close();
  });

  it('are kept when they have no counts', () => {
    const store = new AnswerStore(':memory:');
    store.keep('somebody', { ...keptOf(0), cells: [] }, new Date());
    expect(store.outline(store.of('somebody')[0]!)).toEqual(outlineOf([]));
    store.close();
  });
});
