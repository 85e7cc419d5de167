/** Persons per 1,000 inhabitants. */
import type { IndicatorDefinition, MeasureBody } from '../language/definition.js';
import type { Dimension, SettledQuestion } from '../question/question.js';
import { isPopulationDimension, populationParts, populationTable } from '../sql/population.js';
import { run } from './compile.js';
import type { Group, PerThousand, Reason } from './rows.js';
import { share } from './share.js';
import type { View } from './view.js';

const PER = 1000;

/** Computes the figure of every group; the function gives that of one. */
export async function perThousandOf(
  view: View,
  definition: IndicatorDefinition,
  figure: MeasureBody,
  question: SettledQuestion,
): Promise<(group: Group) => PerThousand> {
  const { population } = figure;
  const [table] = await run(view, definition, question, populationTable);
  const asks = (name: Dimension): boolean => question.by.includes(name) || question.filters[name] !== undefined;
  const never: Reason | null =
    Number(table!['count']) === 0
      ? 'no-population-file'
      : asks('ageBand') && table!['ages'] !== true
        ? 'population-not-by-age'
        : asks('sex') && table!['sexes'] !== true
          ? 'population-not-by-sex'
          : null;
  if (never) return () => without(0, 0, never);
  const rows = await run(view, definition, question, (one) =>
    populationParts(one, { ...figure, population: population! }, question),
  );
  const dimensions = question.by.filter(isPopulationDimension);
  const countOf = (part: string, by: readonly Dimension[], group: Group): number => {
    const row = rows.find(
      (one) => one['part'] === part && by.every((name) => (one[`by.${name}`] ?? null) === group[name]),
    );
    return Number(row?.['count'] ?? 0);
  };
  return (group) => perThousand(countOf('persons', question.by, group), countOf('inhabitants', dimensions, group));
}

const without = (numerator: number, denominator: number, reason: Reason): PerThousand => ({
  numerator,
  denominator,
  value: null,
  interval: null,
  reason,
});

function perThousand(persons: number, inhabitants: number): PerThousand {
  if (inhabitants === 0) return without(persons, 0, 'no-population');
  if (persons > inhabitants) return without(persons, inhabitants, 'population-too-small');
  const { value, interval } = share(persons, inhabitants);
  return {
    numerator: persons,
    denominator: inhabitants,
    value: value! * PER,
    interval: { ...interval!, lower: interval!.lower * PER, upper: interval!.upper * PER },
  };
}
