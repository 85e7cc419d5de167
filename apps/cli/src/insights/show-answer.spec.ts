import { describe, expect, it } from '@jest/globals';
import type { Answer, AnswerRow, Indicator } from './answers.js';
import { showAnswer } from './show-answer.js';

const text = (en: string) => ({ en, nl: en });
const INDICATOR: Indicator = {
  id: 'repeat-referral',
  version: 1,
  shape: 'time-to-event',
  name: text('Repeat referral'),
  explanation: text('Share of ended episodes followed by another one.'),
  source: text('indicators'),
  caveats: [],
  direction: 'lower-is-better',
  parameters: {},
};
const answerOf = (...rows: AnswerRow[]): Answer => ({
  indicator: { id: 'repeat-referral', version: 1 },
  window: { from: '2023-01-01', to: '2023-06-30' },
  parameters: { followUpDays: 365, codes: ['03', '04'] },
  method: 'complete',
  asOf: { position: '184467', recordedAt: '2025-12-31T22:10:05.123Z' },
  observedUntil: '2025-12-30',
  caveats: [text('Beware.')],
  rows,
});
const counts = { immature: 4, lost: 2, missing: 1, excluded: { deceased: 1, other: 2 } };

describe('an answer in the terminal', () => {
  it('shows what is per 1,000 inhabitants as a number, and why there is none', () => {
    const interval = { lower: 15.66, upper: 98.37 };
    const row = (more: object) => ({ group: {}, n: 5, mean: null, ...counts, ...more });
    const lines = (more: object) => showAnswer(answerOf(row({ perThousand: more })), INDICATOR).split('\n');
    expect(lines({ numerator: 4, denominator: 100, value: 40, interval })).toContain(
      'perThousand    40.0    15.7 - 98.4          4  100',
    );
    const none = { numerator: 0, denominator: 0, value: null, interval: null, reason: 'no-population-file' };
    expect(lines(none)).toContain('A dash for a figure: no-population-file.');
  });

  it('shows a rate per person-years, and the persons in it', () => {
    const persons = { numerator: 3, denominator: 40, value: 0.075, interval: { lower: 0.02, upper: 0.2 } };
    const rate = { numerator: 4, denominator: 12.34, value: 32.415, interval: { lower: 8.83, upper: 82.99 } };
    const row = { group: {}, ...rate, ...counts, personDays: 4507, perPersonYears: 100, persons };
    const lines = showAnswer(answerOf(row), INDICATOR).split('\n');
    expect(lines.slice(3, 9)).toEqual([
      'per 100 person-years  95 % interval  events  person-years  missing  immature  lost  excluded',
      '--------------------  -------------  ------  ------------  -------  --------  ----  --------',
      '                32.4     8.8 - 83.0       4          12.3        1         4     2         3',
      '',
      'of which  figure  95 % interval  numerator   n',
      '--------  ------  -------------  ---------  --',
    ]);
    expect(lines[9]).toBe('persons    7.5 %   2.0 - 20.0 %          3  40');
  });

  it('shows the figure with its interval and everything left out of it, and how it was computed', () => {
    const figure = { numerator: 48, denominator: 1212, value: 0.2264, interval: { lower: 0.1752, upper: 0.2873 } };
    const shown = showAnswer(answerOf({ group: { municipality: 'GM0344' }, ...figure, ...counts }), INDICATOR);
    expect(shown.split('\n')).toEqual([
      'Repeat referral (repeat-referral, version 1)',
      '2023-01-01 to 2023-06-30, method complete, followUpDays 365, codes 03,04',
      '',
      'municipality  figure  95 % interval  numerator      n  missing  immature  lost  excluded',
      '------------  ------  -------------  ---------  -----  -------  --------  ----  --------',
      'GM0344        22.6 %  17.5 - 28.7 %         48  1,212        1         4     2         3',
      '',
      'Share of ended episodes followed by another one.',
      'Note: Beware.',
      'As of position 184467, recorded 2025-12-31T22:10:05.123Z; observed until 2025-12-30.',
    ]);
  });

  it('puts a dash for a figure over nothing and says why', () => {
    const nothing = { numerator: 0, denominator: 0, value: null, interval: null, reason: 'no-cases' };
    const shown = showAnswer(answerOf({ group: { region: null }, ...nothing, ...counts }), INDICATOR);
    expect(shown).toMatch(/^- +- +- +0 +0/m);
    expect(shown).toContain('A dash for a figure: no-cases.');
  });

  it('lists classes and figures that stand beside', () => {
    const part = { numerator: 1, denominator: 4, value: 0.25, interval: { lower: 0.05, upper: 0.7 } };
    const shown = showAnswer(
      answerOf({
        group: {},
        value: 0.1,
        denominator: 4,
        ...counts,
        classes: { lighter: part },
        careAfter: part,
        within: { '28': part },
      }),
      INDICATOR,
    );
    expect(shown).toMatch(/^lighter +25\.0 % +5\.0 - 70\.0 % +1 +4$/m);
    expect(shown).toMatch(/^careAfter +25\.0 %/m);
    expect(shown).toMatch(/^within 28 +25\.0 %/m);
  });

  it('shows a measure by its statistics', () => {
    const shown = showAnswer(
      answerOf({
        group: {},
        n: 12,
        mean: 100.25,
        sd: 3,
        median: null,
        p90: 120,
        interval: { lower: 98.34, upper: 102.16 },
        ...counts,
      }),
      INDICATOR,
    );
    expect(shown).toMatch(/^ *12 +100\.3 +98\.3 - 102\.2 +3\.0 +- +120\.0 +1 +4 +2 +3$/m);
  });

  it('shows stocks and steps of a flow', () => {
    const stock = { opening: 3, in: 4, out: 4, closing: 3, active: 7 };
    const steps = [{ from: '02', to: null, count: 3 }];
    const shown = showAnswer(answerOf({ group: {}, records: stock, transitions: steps, ...counts }), INDICATOR);
    expect(shown).toMatch(/^records +3 +4 +4 +3 +7$/m);
    expect(shown).toMatch(/^02 +out +3$/m);
  });
});
