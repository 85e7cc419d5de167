import { describe, expect, it } from '@jest/globals';
import { answer } from '../answer/answer.js';
import { BUILT_IN } from '../catalogue/index.js';
import type { IndicatorDefinition } from '../language/definition.js';
import { parseQuestion, settle } from '../question/parse-question.js';

/** The statements of a figure, over tables that are empty. */
async function statementsOf(definition: IndicatorDefinition): Promise<string[]> {
  const { question } = parseQuestion(definition, { from: '2023-01-01', to: '2023-12-31' }, 'values');
  const statements: string[] = [];
  const query = (sql: string): Promise<[]> => {
    statements.push(sql);
    return Promise.resolve([]);
  };
  await answer({ schema: 'main', query }, definition, settle(question!, '2024-12-31'));
  return statements;
}

const builtIn = (id: string): IndicatorDefinition => BUILT_IN.find((one) => one.id === id)!;
const readings = (sql: string, table: string): number => sql.split(`main."${table}"`).length - 1;

describe('values over related units', () => {
  it('of the same units are computed by one join, by their id alone', async () => {
    const [sql] = await statementsOf(builtIn('goals-realised'));
    expect(readings(sql!, 'goal')).toBe(1);
    expect(sql).toContain('AS u ON u."record" = c."case.id"');
    expect(sql).not.toContain('EXISTS');
  });

  it('inside one another are computed once each, however often they stand in the figure', async () => {
    const [sql] = await statementsOf(builtIn('severity-reduction'));
    // The lookups of both assessments, the scales at the start, and their scores at the end.
    expect(readings(sql!, 'assessment')).toBe(4);
  });

  it('that speak of a value of the figure itself are computed after it, case by case', async () => {
    const later = {
      ...builtIn('regular-ending'),
      figure: {
        shape: 'share',
        cases: { unit: 'record', index: { field: 'endOn' } },
        values: { days: { daysBetween: [{ field: 'startOn' }, { field: 'endOn' }] } },
        numerator: {
          exists: { unit: 'cost', where: { compare: [{ field: 'amountCents' }, '>', { value: 'days' }] } },
        },
      },
    } as const satisfies IndicatorDefinition;
    const [sql] = await statementsOf(later);
    expect(sql).toContain('EXISTS (SELECT 1 FROM main."cost"');
  });
});
