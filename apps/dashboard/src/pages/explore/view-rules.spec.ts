import { describe, expect, it } from '@jest/globals';
import type { IndicatorDto } from '../../api/types.js';
import type { View } from '../../question/question.js';
import {
  besideKind,
  besideOf,
  canOverlay,
  intervalOf,
  pictureOf,
  picturesFor,
  presets,
  questionBeside,
} from './view-rules.js';

const indicator = (shape: string, figure: object = {}) =>
  ({ id: 'x', shape, parameters: {}, definition: { figure } }) as unknown as IndicatorDto;
const view = (from: string, to: string, more: Partial<View> = {}): View => ({
  question: { indicator: 'x', window: { from, to }, by: [], filters: {}, parameters: {}, asOf: '7' },
  ...more,
});

describe('an exploration', () => {
  it('offers the pictures that fit the shape', () => {
    expect(picturesFor(indicator('flow'))).toEqual(['stock', 'flow']);
    expect(picturesFor(indicator('time-to-event'))).toContain('curve');
    expect(picturesFor(indicator('share'))).not.toContain('curve');
    expect(picturesFor(indicator('share', { classes: {} }))).toContain('classes');
  });

  it('starts with a trend, or with bars where it is broken down', () => {
    const whole = view('2024-01-01', '2024-12-31');
    expect(pictureOf(whole, indicator('share'))).toBe('trend');
    expect(pictureOf({ question: { ...whole.question, by: ['sex'] } }, indicator('share'))).toBe('bars');
    expect(pictureOf({ ...whole, picture: 'curve' }, indicator('share'))).toBe('trend');
  });

  it('takes periods that leave a readable number of points', () => {
    expect(intervalOf(view('2024-01-01', '2024-12-31'))).toBe('P1M');
    expect(intervalOf(view('2022-01-01', '2024-12-31'))).toBe('P3M');
    expect(intervalOf(view('2015-01-01', '2024-12-31'))).toBe('P1Y');
    expect(intervalOf(view('2015-01-01', '2024-12-31', { interval: 'P6M' }))).toBe('P6M');
  });

  it('tells from the address how the comparison was chosen', () => {
    const half = view('2024-07-01', '2024-12-31');
    for (const kind of ['none', 'before', 'year-before', 'free', 'known'] as const)
      expect(besideKind({ ...half, beside: besideOf(kind, half) })).toBe(kind);
  });

  it('asks the question beside at its own window or state of knowledge', () => {
    const asked = view('2024-01-01', '2024-12-31', { beside: { window: { from: '2023-01-01', to: '2023-12-31' } } });
    expect(questionBeside(asked)).toMatchObject({ window: { from: '2023-01-01' }, asOf: '7' });
    expect(questionBeside({ ...asked, beside: { asOf: '5' } })).toMatchObject({
      window: { from: '2024-01-01' },
      asOf: '5',
    });
    expect(questionBeside(view('2024-01-01', '2024-12-31'))).toBeNull();
  });

  it('lays a trend and bars over what stands beside them, and no other picture', () => {
    const shown = picturesFor(indicator('time-to-event', { classes: {} })).filter((picture) =>
      canOverlay(view('2024-01-01', '2024-12-31', { picture }), indicator('time-to-event', { classes: {} })),
    );
    expect(shown).toEqual(['trend', 'bars']);
  });

  it('offers no period that has not begun', () => {
    expect(presets('2026-03-01').some(({ from }) => from > '2026-03-01')).toBe(false);
  });
});
