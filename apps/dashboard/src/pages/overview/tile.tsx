import { useAnswer, useSteadyAnswer } from '../../api/use-answer.js';
import type { IndicatorDto, NotePageDto, RowDto, SeriesDto, ValuesDto } from '../../api/types.js';
import { figureOf, followUpOf, type Figure } from '../../figure/figure.js';
import { FIGURES } from '../../figure/texts.js';
import { writeInterval, writeValue } from '../../figure/write-figure.js';
import { ALL_NOTES } from '../../notes/notes.js';
import { NOTES } from '../../notes/texts.js';
import { Sparkline } from '../../pictures/sparkline.js';
import { addDays, addMonths, lastMatureYear, today, yearWindow } from '../../question/days.js';
import { apiPath, writeView } from '../../question/question-url.js';
import type { Question, Window } from '../../question/question.js';
import { Link } from '../../routing/link.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { STATES } from '../../app/texts.js';
import { PROBLEMS, problemText } from '../../text/problems.js';
import { Answered } from '../../ui/state.js';
import { Marked } from '../../ui/marked.js';
import { OVERVIEW } from './texts.js';

/** Years in a tile's trend. */
const YEARS = 6;

export interface TileProps {
  readonly indicator: IndicatorDto;
  readonly filters: Question['filters'];
  /** Filters of what it is compared with; null for nothing. */
  readonly rest: Question['filters'] | null;
  readonly restName: string;
  /** Null: the indicator's last year with complete follow-up. */
  readonly window: Window | null;
  /** Null until it is known: the tile waits. */
  readonly asOf: string | null;
  readonly observedUntil: string | null;
}

/** What a tile asks over a window, or the indicator's last year with complete follow-up. */
export function tileQuestion(
  indicator: IndicatorDto,
  filters: Question['filters'],
  window: Window | null,
  observedUntil: string,
  asOf: string | null,
): Question {
  return {
    indicator: indicator.id,
    version: indicator.version,
    window: window ?? yearWindow(lastMatureYear(observedUntil, followUpOf(indicator))),
    by: [],
    filters,
    parameters: {},
    ...(asOf !== null && { asOf }),
  };
}

/** The address of the API that answers with a tile's trend, whose last period is its figure. */
export const trendPath = (question: Question): string =>
  apiPath({ ...question, window: trendWindow(question.window) }, 'series', { interval: periodOf(question.window) });

/** One indicator: figure, margin, trend, comparison, what is missing, and the way to its definition. */
export function Tile({ indicator, filters, rest, restName, window, asOf, observedUntil }: TileProps) {
  const words = useTexts(FIGURES);
  const language = useLanguage();
  const question = tileQuestion(indicator, filters, window, observedUntil ?? addDays(today(), -1), asOf);
  const isSettled = asOf !== null && observedUntil !== null;
  const series = useSteadyAnswer<SeriesDto>(isSettled ? trendPath(question) : null);
  const name = indicator.name[language];
  return (
    <li className={`tile${series.stale ? ' stale' : ''}`}>
      <h3 className="utrecht-heading-3">
        <Link href={`/explore/${indicator.id}?${writeView({ question })}`}>{name}</Link>
      </h3>
      <Answered answer={series} loading={<div className="tile-waiting" role="status" aria-label={`${name}…`} />}>
        {({ periods }) => {
          const row = periods.at(-1)?.rows[0];
          return (
            <>
              {row && <Headline row={row} indicator={indicator} window={question.window} />}
              <Trend name={name} periods={periods} indicator={indicator.id} />
              {rest ? (
                <Comparison question={{ ...question, filters: rest }} name={restName} />
              ) : (
                <p className="small soft">{restName}</p>
              )}
              <p className="tile-foot small">
                <span>{words[indicator.direction as 'neutral']}</span>
                <Link
                  href={`/definition/${indicator.id}?version=${indicator.version}`}
                  aria-label={`${words.definition}: ${name}`}
                >
                  {words.definition}
                </Link>
              </p>
              <TileNotes indicator={indicator.id} name={name} question={question} />
              {indicator.caveats[0] && (
                <p className="tile-caveat small soft">
                  <Marked text={indicator.caveats[0][language]} />
                </p>
              )}
            </>
          );
        }}
      </Answered>
    </li>
  );
}

/** The notes with the figure, one click away. */
function TileNotes({ indicator, name, question }: { indicator: string; name: string; question: Question }) {
  const t = useTexts(NOTES);
  const answer = useAnswer<NotePageDto>(ALL_NOTES);
  if (answer.state !== 'here') return null;
  const { from, to } = question.window;
  const count = answer.value.notes.filter(
    (note) => note.indicator === indicator && note.window.from <= to && note.window.to >= from,
  ).length;
  if (count === 0) return null;
  return (
    <p className="small">
      <Link href={`/explore/${indicator}?${writeView({ question })}`} aria-label={`${t.notes(count)}: ${name}`}>
        {t.notes(count)}
      </Link>
    </p>
  );
}

function Headline({ row, indicator, window }: { row: RowDto; indicator: IndicatorDto; window: Window }) {
  const words = useTexts(FIGURES);
  const formats = useFormats();
  const figure = figureOf(row, indicator.id);
  return (
    <>
      <Value figure={figure} />
      <ClassesLine row={row} figure={figure} />
      <dl className="tile-counts small">
        <Count term={words.period} text={formats.window(window)} />
        <Count term={words.n} count={figure.n} hidden={row.suppressed} />
        <Count term={words.missing} count={figure.missing} hidden={row.suppressed} />
        <Count term={words.immature} count={figure.immature} hidden={row.suppressed} />
      </dl>
    </>
  );
}

function Value({ figure }: { figure: Figure }) {
  const words = useTexts(FIGURES);
  const states = useTexts(STATES);
  const formats = useFormats();
  if (figure.hidden)
    return (
      <p className="tile-value">
        <strong>{states.hidden}</strong> <span className="small">{states.hiddenExplanation}</span>
      </p>
    );
  if (figure.value === null)
    return (
      <p className="tile-value">
        <span>{figure.reason ? (words.reason[figure.reason] ?? figure.reason) : states.empty}</span>
      </p>
    );
  return (
    <p className="tile-value">
      <strong>{writeValue(figure.value, figure.unit, formats)}</strong> {figure.unit === 'days' && `${words.days} `}
      <span>{figure.lower === null ? words.noInterval : writeInterval(figure, formats)}</span>
    </p>
  );
}

/** For a figure that is a difference of classes: the two classes with their margins. */
function ClassesLine({ row, figure }: { row: RowDto; figure: Figure }) {
  const t = useTexts(OVERVIEW);
  const formats = useFormats();
  const { classes } = row as RowDto & { classes?: Record<string, RowDto> };
  if (!classes || figure.unit !== 'net' || figure.value === null) return null;
  return (
    <p className="small">
      {Object.entries(t.classes)
        .filter(([key]) => classes[key])
        .map(([key, label]) => {
          const part = figureOf(classes[key]!, '');
          return `${label} ${writeValue(part.value, 'share', formats)} (${writeInterval(part, formats)})`;
        })
        .join(' · ')}
    </p>
  );
}

function Count({
  term,
  count,
  text,
  hidden = false,
}: {
  term: string;
  count?: number | null;
  text?: string;
  hidden?: boolean;
}) {
  const states = useTexts(STATES);
  const formats = useFormats();
  return (
    <div>
      <dt>{term}</dt>
      <dd>{text ?? (count === null && hidden ? states.hidden : formats.count(count))}</dd>
    </div>
  );
}

function Trend({ name, periods, indicator }: { name: string; periods: SeriesDto['periods']; indicator: string }) {
  const t = useTexts(OVERVIEW);
  const formats = useFormats();
  const points = periods.map(({ window, rows }) => ({
    label: formats.window(window),
    figure: figureOf(rows[0] ?? { group: {}, suppressed: false, value: null }, indicator),
  }));
  return (
    <Sparkline
      points={points}
      label={t.trend(name, points.length, points[0]?.label ?? '', points.at(-1)?.label ?? '')}
    />
  );
}

function Comparison({ question, name }: { question: Question; name: string }) {
  const states = useTexts(STATES);
  const problems = useTexts(PROBLEMS);
  const formats = useFormats();
  const answer = useSteadyAnswer<ValuesDto>(apiPath(question, 'values'));
  if (answer.state === 'loading') return <p className="small soft">{name}: …</p>;
  if (answer.state === 'refused')
    return <p className="small soft">{`${name}: ${problemText(answer.problem, problems).title}`}</p>;
  const figure = figureOf(answer.value.rows[0] ?? { group: {}, suppressed: false }, question.indicator);
  return (
    <p className="small">
      {name}:{' '}
      {figure.hidden
        ? states.hidden
        : `${writeValue(figure.value, figure.unit, formats)} (${writeInterval(figure, formats)})`}
    </p>
  );
}

/** The window of a tile's trend: as many periods like the last one. */
function trendWindow(window: Window): Window {
  const months = periodOf(window) === 'P1Y' ? 12 : 6;
  return { from: addMonths(window.from, -(YEARS - 1) * months), to: window.to };
}

/** A trend of halves for half a year, of years for anything longer. */
function periodOf({ from, to }: Window): 'P6M' | 'P1Y' {
  return from.slice(0, 4) === to.slice(0, 4) && !(from.endsWith('01-01') && to.endsWith('12-31')) ? 'P6M' : 'P1Y';
}
