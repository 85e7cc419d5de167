import { SEVERAL_GROUPS } from '../catalogue/common.js';
import type { FigureBody, FurtherBody, IndicatorDefinition, Text } from '../language/definition.js';
import { figureOf } from '../language/figure-of.js';
import type { SettledQuestion } from '../question/question.js';

/** What a reader of an answer must know: the definition's caveats and, of a breakdown of persons, that groups do not add up (indicators.md section 5). */
export function caveatsOf(
  definition: IndicatorDefinition,
  { by, parameters }: Pick<SettledQuestion, 'by' | 'parameters'>,
): readonly Text[] {
  const { caveats } = definition;
  const said = caveats.some(({ en }) => en === SEVERAL_GROUPS.en);
  return by.length === 0 || said || !countsPersons(figureOf(definition, parameters))
    ? caveats
    : [...caveats, SEVERAL_GROUPS];
}

/** Whether somebody with several cases is counted once in each group, in the figure itself or beside it. */
function countsPersons(body: FigureBody | FurtherBody): boolean {
  if (body.shape === 'flow') return Object.values(body.stocks).some((stock) => stock.distinct !== undefined);
  const further = 'further' in body ? Object.values(body.further ?? {}) : [];
  return body.shape === 'rate' || body.cases.distinct !== undefined || further.some(countsPersons);
}
