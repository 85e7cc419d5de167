import type { IndicatorDto, ValuesDto } from '../../api/types.js';
import { DIMENSIONS, type Dimension } from '../../question/dimensions.js';
import { METHODS, INTERVALS, type Interval, type Method, type Picture, type View } from '../../question/question.js';
import { goTo } from '../../routing/location.js';
import { DIMENSION_NAMES } from '../../text/codes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { PICTURES_TEXTS } from '../../pictures/texts.js';
import { Select } from '../../ui/controls.js';
import { TEN } from '../overview/indicator-sets.js';
import type { ChoiceProps } from './choice-props.js';
import { FilterChoice } from './filter-choice.js';
import { KnownChoice } from './known-choice.js';
import { ParameterFields } from './parameter-fields.js';
import { PeriodChoice } from './period-choice.js';
import { EXPLORE } from './texts.js';
import { canOverlay, intervalOf, pictureOf, picturesFor } from './view-rules.js';

/** Everything that makes the question. Each change goes to the address, and from there to the answer. */
export function Choices({
  view,
  indicator,
  indicators,
  answer,
  onView,
}: ChoiceProps & {
  readonly indicator: IndicatorDto;
  readonly indicators: readonly IndicatorDto[];
  readonly answer: ValuesDto | null;
}) {
  const t = useTexts(EXPLORE);
  const pictures = useTexts(PICTURES_TEXTS);
  const dimensions = useTexts(DIMENSION_NAMES);
  const language = useLanguage();
  const { question } = view;
  const ask = (change: Partial<View['question']>) => onView({ ...view, question: { ...question, ...change } });
  const option = (one: IndicatorDto) => ({ value: one.id, label: one.name[language] });
  const ten = TEN.flatMap((id) => indicators.filter((one) => one.id === id));
  const others = indicators.filter((one) => !ten.includes(one) && (one.retiredAt === null || one.id === indicator.id));
  const by = (index: 0 | 1) => question.by[index] ?? '';
  const breakDown = (index: 0 | 1, value: string) => {
    const next = [...question.by];
    next.splice(index, 1, ...(value === '' ? [] : [value as Dimension]));
    ask({ by: [...new Set(index === 0 && value === '' ? [] : next)] });
  };
  const picture = pictureOf(view, indicator);
  return (
    <form className="question no-print" aria-label={t.question} onSubmit={(event) => event.preventDefault()}>
      <Select
        label={t.indicator}
        value={indicator.id}
        options={[
          { label: t.ten, options: ten.map(option) },
          { label: t.others, options: others.map(option) },
        ]}
        onChange={(id) => goTo(otherIndicator(id, view))}
      />
      <PeriodChoice view={view} observedUntil={answer?.observedUntil ?? null} onView={onView} />
      <Select
        label={t.picture}
        value={picture}
        options={picturesFor(indicator).map((value) => ({ value, label: pictures.names[value]! }))}
        onChange={(value) => onView({ ...view, picture: value as Picture })}
      />
      {picture === 'trend' && (
        <Select
          label={t.interval}
          value={intervalOf(view)}
          options={INTERVALS.map((value) => ({ value, label: t.intervals[value]! }))}
          onChange={(value) => onView({ ...view, interval: value as Interval })}
        />
      )}
      <details className="more" open={isWide()}>
        <summary>{t.more}</summary>
        <div className="stack">
          {indicator.shape === 'time-to-event' && (
            <Select
              label={t.method}
              value={question.method ?? 'complete'}
              options={METHODS.map((value) => ({ value, label: t.methods[value]! }))}
              onChange={(value) => ask({ method: value === 'complete' ? undefined : (value as Method) })}
            />
          )}
          <Select
            label={t.breakdown}
            value={by(0)}
            options={[
              { value: '', label: t.noBreakdown },
              ...DIMENSIONS.map((value) => ({ value, label: dimensions[value] })),
            ]}
            onChange={(value) => breakDown(0, value)}
          />
          {question.by.length > 0 && (
            <Select
              label={t.and}
              value={by(1)}
              options={[
                { value: '', label: t.noBreakdown },
                ...DIMENSIONS.filter((value) => value !== by(0)).map((value) => ({ value, label: dimensions[value] })),
              ]}
              onChange={(value) => breakDown(1, value)}
            />
          )}
          <FilterChoice view={view} onView={onView} />
          <KnownChoice view={view} answer={answer} overlays={canOverlay(view, indicator)} onView={onView} />
          <ParameterFields view={view} indicator={indicator} onView={onView} />
        </div>
      </details>
    </form>
  );
}

/** Whether there is room beside the answer; elsewhere the lesser choices stay closed, so that the answer is near. */
const isWide = (): boolean => matchMedia('(min-width: 62rem)').matches;

/** Another indicator over the same window, breakdown and filters, at the same state of knowledge. */
function otherIndicator(id: string, { question }: View): string {
  const query = new URLSearchParams({ from: question.window.from, to: question.window.to });
  if (question.by.length > 0) query.set('by', question.by.join(','));
  for (const [name, values] of Object.entries(question.filters)) query.set(name, values.join(','));
  if (question.asOf) query.set('asOf', question.asOf);
  return `/explore/${encodeURIComponent(id)}?${query.toString()}`;
}
