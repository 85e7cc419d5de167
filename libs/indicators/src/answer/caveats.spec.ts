import { describe, expect, it } from '@jest/globals';
import { BUILT_IN } from '../catalogue/index.js';
import { SEVERAL_GROUPS } from '../catalogue/common.js';
import type { FigureBody, IndicatorDefinition } from '../language/definition.js';
import { caveatsOf } from './caveats.js';

const text = { nl: 'tekst', en: 'text' };
const defined = (figure: FigureBody): IndicatorDefinition => ({
  id: 'own-one',
  version: 1,
  name: text,
  explanation: text,
  source: text,
  caveats: [text],
  direction: 'neutral',
  parameters: {},
  figure,
});
const cases = { unit: 'record', index: { field: 'endOn' } };
const persons = { ...cases, distinct: 'person' } as const;
const asked = (by: readonly 'sex'[]) => ({ by, parameters: {} });

describe('the caveats of an answer', () => {
  it.each<[string, FigureBody]>([
    ['share', { shape: 'share', cases: persons, numerator: true }],
    ['measure', { shape: 'measure', cases: persons }],
    [
      'further figure',
      { shape: 'measure', cases, further: { of: { shape: 'share', cases: persons, numerator: true } } },
    ],
    ['stock', { shape: 'flow', stocks: { all: { unit: 'record', start: 'x', end: 'y', distinct: 'person' } } }],
    [
      'rate',
      {
        shape: 'rate',
        cases,
        atRisk: { from: { field: 'startOn' }, until: { field: 'endOn' } },
        events: { unit: 'offence', on: { field: 'on' } },
      },
    ],
  ])('say of a breakdown of persons that groups do not add up: %s', (_what, figure) => {
    expect(caveatsOf(defined(figure), asked(['sex']))).toEqual([text, SEVERAL_GROUPS]);
    expect(caveatsOf(defined(figure), asked([]))).toEqual([text]);
  });

  it('say nothing of it where cases are counted: these add up', () => {
    const figure: FigureBody = { shape: 'share', cases, numerator: true };
    expect(caveatsOf(defined(figure), asked(['sex']))).toEqual([text]);
  });

  it('are those of the catalogue, where it is said once', () => {
    for (const definition of BUILT_IN) {
      const parameters = Object.fromEntries(
        Object.entries(definition.parameters).map(([name, { default: value }]) => [name, value]),
      );
      expect(caveatsOf(definition, { by: ['sex'], parameters })).toEqual(definition.caveats);
    }
  });
});
