/** Severity assessments (STEP), one row per scale. */
import { compareText, type AssessmentScores, type Instrument } from '#libs/trajectory';
import type { FactRow } from '#libs/fact-schema';
import { named } from './history.js';
import type { InstrumentRegistry, ScaleDefinition } from './instruments.js';
import type { RecordContext } from './record-context.js';

interface ScaleScore {
  readonly scale: string | null;
  readonly score: number | null;
}

/** An assessment from which no scale can be told still shows that there was one. */
const NO_SCALE: readonly ScaleScore[] = [{ scale: null, score: null }];

/** One row per scale of each assessment. */
export function assessmentRows(
  { history, recordOf }: RecordContext,
  instruments: InstrumentRegistry,
): FactRow<'assessment'>[] {
  return named(history.all, 'step-assessed').flatMap(({ event, rank }) => {
    const { moment, instrument, scores, effectiveOn } = event.data;
    const scales = scaleScores(instrument, scores, instruments);
    return (scales.length > 0 ? scales : NO_SCALE).map(({ scale, score }) => ({
      person: history.person,
      trajectory: event.subject,
      record: recordOf(event.subject),
      on: effectiveOn,
      rankInPerson: rank,
      moment,
      instrument: instrument.id,
      version: instrument.version,
      scale,
      score,
    }));
  });
}

function scaleScores(
  instrument: Instrument,
  scores: AssessmentScores,
  instruments: InstrumentRegistry,
): readonly ScaleScore[] {
  if (isItemList(scores)) {
    const scales = instruments.scalesOf(instrument.id, instrument.version) ?? [];
    return scales.map((scale) => ({ scale: scale.code, score: meanOfItems(scale, scores) }));
  }
  return Object.entries(scores)
    .sort(([a], [b]) => compareText(a, b))
    .map(([scale, score]) => ({ scale, score }));
}

function isItemList(scores: AssessmentScores): scores is readonly (number | null)[] {
  return Array.isArray(scores);
}

/** Mean of the answered items when at least 80 % are answered, else null. */
function meanOfItems(scale: ScaleDefinition, scores: readonly (number | null)[]): number | null {
  const answered = scale.items.map((item) => scores[item] ?? null).filter((score) => score !== null);
  if (answered.length * 10 < scale.items.length * 8) return null;
  return answered.reduce((sum, score) => sum + score, 0) / answered.length;
}
