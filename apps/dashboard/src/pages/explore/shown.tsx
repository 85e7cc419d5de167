import type { CurveDto, FlowsDto, IndicatorDto, RowDto, SeriesDto, ValuesDto } from '../../api/types.js';
import { useSteadyAnswer } from '../../api/use-answer.js';
import { figureOf } from '../../figure/figure.js';
import { BarsPicture } from '../../pictures/bars-picture.js';
import { CurvePicture } from '../../pictures/curve-picture.js';
import { FlowPicture } from '../../pictures/flow-picture.js';
import { FunnelPicture } from '../../pictures/funnel-picture.js';
import { StockPicture } from '../../pictures/stock-picture.js';
import { PICTURES_TEXTS } from '../../pictures/texts.js';
import { chartOf, TrendPicture } from '../../pictures/trend-picture.js';
import { apiPath, flowsPath } from '../../question/question-url.js';
import type { View } from '../../question/question.js';
import { groupName } from '../../text/codes.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { Answered } from '../../ui/state.js';
import { CurveTable, FiguresTable, FlowTable, StockTable } from './tables.js';
import { EXPLORE } from './texts.js';
import { curveMethod, intervalOf, pictureOf } from './view-rules.js';

interface Props {
  readonly view: View;
  readonly indicator: IndicatorDto;
}

/** The picture that a view asks for, with its table. */
export function Shown({ view, indicator, values }: Props & { values: ValuesDto }) {
  switch (pictureOf(view, indicator)) {
    case 'trend':
      return <Trend view={view} indicator={indicator} />;
    case 'bars':
      return <Bars view={view} indicator={indicator} />;
    case 'funnel':
      return <Funnel view={view} indicator={indicator} />;
    case 'curve':
      return <Curve view={view} indicator={indicator} />;
    case 'classes':
      return <Classes values={values} indicator={indicator} />;
    case 'flow':
    case 'stock':
      return <Flows view={view} indicator={indicator} />;
  }
}

function usePictureWords(indicator: IndicatorDto, picture: string) {
  const language = useLanguage();
  const { names } = useTexts(PICTURES_TEXTS);
  const unit = (indicator.definition as { figure?: { cases?: { unit?: string } } }).figure?.cases?.unit;
  return {
    title: `${indicator.name[language]}: ${names[picture]!.toLowerCase()}`,
    fileName: `${indicator.id}-${picture}`,
    nameOf: (group: Readonly<Record<string, string | null>>, whole: string) =>
      groupName(group, language, unit) || whole,
  };
}

function Trend({ view, indicator }: Props) {
  const t = useTexts(EXPLORE);
  const formats = useFormats();
  const words = usePictureWords(indicator, 'trend');
  const path = apiPath({ ...view.question, by: [] }, 'series', { interval: intervalOf(view) });
  const answer = useSteadyAnswer<SeriesDto>(path);
  return (
    <Answered answer={answer}>
      {({ periods }) => {
        const points = periods.map(({ window, rows }) => ({
          label: formats.window(window),
          figure: figureOf(rows[0] ?? { group: {}, suppressed: false, value: null }, indicator.id),
        }));
        return (
          <>
            {view.question.by.length > 0 && <p className="small soft">{t.trendWhole}</p>}
            <TrendPicture {...words} points={points} />
            <FiguresTable caption={words.title} rows={points} signals={chartOf(points)?.signals} />
          </>
        );
      }}
    </Answered>
  );
}

function Bars({ view, indicator }: Props) {
  const t = useTexts(EXPLORE);
  const { nameOf, ...words } = usePictureWords(indicator, 'bars');
  const answer = useSteadyAnswer<ValuesDto>(apiPath(view.question, 'values'));
  return (
    <Answered answer={answer}>
      {({ rows }) => {
        const bars = rows.map((row) => ({ label: nameOf(row.group, t.total), figure: figureOf(row, indicator.id) }));
        return (
          <>
            <BarsPicture {...words} bars={bars} />
            <FiguresTable caption={words.title} rows={bars} />
          </>
        );
      }}
    </Answered>
  );
}

function Funnel({ view, indicator }: Props) {
  const { nameOf, ...words } = usePictureWords(indicator, 'funnel');
  const answer = useSteadyAnswer<ValuesDto>(apiPath({ ...view.question, by: ['provider'] }, 'values'));
  return (
    <Answered answer={answer}>
      {({ rows }) => {
        const named = rows.map((row) => ({ label: nameOf(row.group, ''), row }));
        return (
          <>
            <FunnelPicture {...words} indicator={indicator.id} rows={named} />
            <FiguresTable
              caption={words.title}
              rows={named.map(({ label, row }) => ({ label, figure: figureOf(row, indicator.id) }))}
            />
          </>
        );
      }}
    </Answered>
  );
}

function Curve({ view, indicator }: Props) {
  const { nameOf, ...words } = usePictureWords(indicator, 'curve');
  const method = curveMethod(view.question.method);
  const answer = useSteadyAnswer<CurveDto>(apiPath({ ...view.question, method }, 'curve'));
  return (
    <Answered answer={answer}>
      {({ rows, parameters }) => {
        const named = rows.map((row) => ({ label: nameOf(row.group, ''), row }));
        const until = typeof parameters.followUpDays === 'number' ? parameters.followUpDays : 365;
        return (
          <>
            <CurvePicture {...words} rows={named.slice(0, 2)} until={until} />
            <CurveTable caption={words.title} rows={named} until={until} />
          </>
        );
      }}
    </Answered>
  );
}

function Classes({ values, indicator }: { values: ValuesDto; indicator: IndicatorDto }) {
  const language = useLanguage();
  const { nameOf, ...words } = usePictureWords(indicator, 'classes');
  const terms = (indicator.definition as { terms?: Record<string, { nl: string; en: string }> }).terms ?? {};
  const bars = values.rows.flatMap((row) =>
    Object.entries((row as RowDto & { classes?: Record<string, RowDto> }).classes ?? {}).map(([key, part]) => ({
      label: [nameOf(row.group, ''), terms[key]?.[language] ?? key].filter(Boolean).join(', '),
      figure: figureOf({ ...part, group: {}, suppressed: row.suppressed }, ''),
    })),
  );
  return (
    <>
      <BarsPicture {...words} bars={bars} />
      <FiguresTable caption={words.title} rows={bars} />
    </>
  );
}

function Flows({ view, indicator }: Props) {
  const t = useTexts(EXPLORE);
  const picture = pictureOf(view, indicator);
  const { nameOf, ...words } = usePictureWords(indicator, picture);
  const answer = useSteadyAnswer<FlowsDto>(flowsPath(view.question));
  return (
    <Answered answer={answer}>
      {({ rows }) =>
        rows.map((row, index) => {
          const label = nameOf(row.group, '');
          const title = label ? `${words.title} (${label})` : words.title;
          return (
            <div key={index} className="shown">
              {label && row.suppressed && <p className="small">{t.persons}</p>}
              {picture === 'stock' ? (
                <>
                  <StockPicture title={title} fileName={words.fileName} row={row} />
                  <StockTable caption={title} row={row} />
                </>
              ) : (
                <>
                  <FlowPicture title={title} fileName={words.fileName} steps={row.transitions} />
                  <FlowTable caption={title} steps={row.transitions} />
                </>
              )}
            </div>
          );
        })
      }
    </Answered>
  );
}
