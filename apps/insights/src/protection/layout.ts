import {
  CODE_VALUES,
  figureOf,
  meanInterval,
  SHIPPED,
  type Beside,
  type FigureBody,
  type FurtherBody,
  type IndicatorDefinition,
  type SettledQuestion,
} from '#libs/indicators';
import type { AnswerLayout, FigureLayout, KnownValues, NumberKind } from '#libs/privacy';

/** What the protection of an answer has to know beside its rows. */
export function layoutOf(
  definition: IndicatorDefinition,
  question: Pick<SettledQuestion, 'by' | 'filters' | 'parameters'>,
): AnswerLayout {
  const trusted = SHIPPED.some(({ id }) => id === definition.id);
  return {
    by: question.by,
    known: knownValues(question),
    figure: figureLayout(figureOf(definition, question.parameters), trusted),
  };
}

/** Values that a breakdown shows whether or not it has them: every code, or those that were asked for. */
function knownValues({ filters }: Pick<SettledQuestion, 'filters'>): KnownValues {
  return { ...CODE_VALUES, ...filters };
}

/** @param trusted whether numbers are known to be what they are for; in a definition made by a user a sum can be a count in disguise */
function figureLayout(body: FigureBody | FurtherBody, trusted: boolean): FigureLayout {
  if (body.shape === 'flow') return {};
  const apart = Object.keys(body.apart ?? {}).map((name) => [name, 'count'] as const);
  if (body.shape === 'time-to-event' || body.shape === 'rate') return { numbers: Object.fromEntries(apart) };
  const beside = Object.entries(body.beside ?? {}).flatMap(([name, one]) => {
    const kind = kindOf(one, body, trusted);
    return kind ? [[name, kind] as const] : [];
  });
  const further = 'further' in body ? Object.entries(body.further ?? {}) : [];
  const value = body.shape === 'share' ? body.value : undefined;
  return {
    numbers: Object.fromEntries([...apart, ...beside]),
    ...(value && 'class' in value && { numeratorClass: value.class }),
    ...(body.shape === 'measure' && { meanInterval }),
    further: Object.fromEntries(further.map(([name, one]) => [name, figureLayout(one, trusted)])),
  };
}

function kindOf(beside: Beside, body: FigureBody | FurtherBody, trusted: boolean): NumberKind | null {
  if (typeof beside !== 'object') return null;
  if ('count' in beside) return body.shape === 'measure' ? 'part' : null;
  if (!trusted) return null;
  if ('divide' in beside && body.shape === 'measure') return 'ratio';
  if ('mean' in beside && ofLookup(beside.mean) && body.shape === 'share') return 'over-numerator';
  return 'sum' in beside || 'mean' in beside || 'divide' in beside ? 'over-all' : null;
}

/** Whether a value is that of something looked up, which only those with the property have. */
const ofLookup = (value: unknown): boolean => typeof value === 'object' && value !== null && 'of' in value;
