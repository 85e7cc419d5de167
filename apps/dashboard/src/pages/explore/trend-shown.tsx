import type { AnswerDto, IndicatorDto, SeriesDto } from '../../api/types.js';
import { useSteadyAnswer } from '../../api/use-answer.js';
import { figureOf } from '../../figure/figure.js';
import { TrendPicture } from '../../pictures/trend-picture.js';
import { chartOf, type TrendSeries } from '../../pictures/trend-series.js';
import { apiPath } from '../../question/question-url.js';
import type { Interval, Question, View } from '../../question/question.js';
import { useFormats } from '../../text/formats.js';
import { useTexts } from '../../text/language.js';
import { Answered } from '../../ui/state.js';
import { BesideTable } from './beside-table.js';
import { useAnswerNames, usePictureWords } from './picture-words.js';
import { FiguresTable, type FigureRow } from './tables.js';
import { EXPLORE } from './texts.js';
import { intervalOf } from './view-rules.js';

/** The course over the window, and over it the course of what stands beside the question. */
export function TrendShown({
  view,
  indicator,
  overlay,
}: {
  view: View;
  indicator: IndicatorDto;
  overlay: Question | null;
}) {
  const t = useTexts(EXPLORE);
  const { title, fileName } = usePictureWords(indicator, 'trend');
  const namesOf = useAnswerNames();
  const interval = intervalOf(view);
  const answer = useSteadyAnswer<SeriesDto>(seriesPath(view.question, interval));
  const second = useSteadyAnswer<SeriesDto>(overlay && seriesPath(overlay, interval));
  const seriesOf = useSeries(indicator.id);
  const picture = (own: SeriesDto, other: SeriesDto | null) => {
    const [name, otherName] = namesOf(own, other);
    const series = seriesOf(own, name);
    const beside = other ? seriesOf(other, otherName) : undefined;
    return (
      <>
        {view.question.by.length > 0 && <p className="small soft">{t.trendWhole}</p>}
        <BesideTable
          picture={<TrendPicture title={title} fileName={fileName} series={series} beside={beside} />}
          table={<FiguresTable caption={title} rows={rowsOf(series, beside)} periods />}
        />
      </>
    );
  };
  return (
    <Answered answer={answer}>
      {(own) => (overlay ? <Answered answer={second}>{(other) => picture(own, other)}</Answered> : picture(own, null))}
    </Answered>
  );
}

const seriesPath = (question: Question, interval: Interval): string =>
  apiPath({ ...question, by: [] }, 'series', { interval });

function useSeries(indicator: string): (answer: AnswerDto & Pick<SeriesDto, 'periods'>, name: string) => TrendSeries {
  const formats = useFormats();
  return ({ periods }, name) => ({
    name,
    points: periods.map(({ window, rows }) => ({
      label: formats.window(window),
      short: formats.shortWindow(window),
      figure: figureOf(rows[0] ?? { group: {}, suppressed: false, value: null }, indicator),
    })),
  });
}

/** Period by period, each of both answers where there are two. */
function rowsOf(series: TrendSeries, beside: TrendSeries | undefined): FigureRow[] {
  const signals = chartOf(series.points)?.signals ?? [];
  const longest = Math.max(series.points.length, beside?.points.length ?? 0);
  return Array.from({ length: longest }, (_, index) => {
    const [own, other] = [series.points[index], beside?.points[index]];
    return [
      ...(own ? [{ ...own, rules: signals[index], ...(beside && { of: series.name }) }] : []),
      ...(other && beside ? [{ ...other, of: beside.name }] : []),
    ];
  }).flat();
}
