import { useState, type ReactNode } from 'react';
import { STATES } from '../../app/texts.js';
import type { IndicatorDto, ValuesDto } from '../../api/types.js';
import { figureOf } from '../../figure/figure.js';
import { FIGURES } from '../../figure/texts.js';
import { writeInterval, writeValue } from '../../figure/write-figure.js';
import { Notes } from '../../notes/notes.js';
import { downloadCsv } from '../../pictures/download.js';
import { PICTURES_TEXTS } from '../../pictures/texts.js';
import { apiPath } from '../../question/question-url.js';
import type { Question, View } from '../../question/question.js';
import { Link } from '../../routing/link.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { Button } from '../../ui/controls.js';
import { Marked } from '../../ui/marked.js';
import { OfAnswer } from '../../ui/of-answer.js';
import { Shown } from './shown.js';
import { EXPLORE } from './texts.js';

/** One answer: the figure, the picture with its table, what to mind, and where it comes from. */
export function Result({
  view,
  values,
  indicator,
  overlay = null,
  companion,
  pictured = true,
  apart = false,
}: {
  /** Null until its state of knowledge is known. */
  view: View | null;
  values: ValuesDto;
  indicator: IndicatorDto;
  /** What is laid over the picture. */
  overlay?: Question | null;
  /** The figure of what is laid over, beside its own. */
  companion?: ReactNode;
  /** Whether it has a picture of its own. */
  pictured?: boolean;
  /** Whether another answer stands beside it, so that its parts need names of their own. */
  apart?: boolean;
}) {
  const t = useTexts(EXPLORE);
  const words = useTexts(FIGURES);
  const pictures = useTexts(PICTURES_TEXTS);
  const formats = useFormats();
  const language = useLanguage();
  const name = indicator.name[language];
  const { window, asOf, observedUntil, caveats = [] } = values;
  const [failed, setFailed] = useState(false);
  const which = `${formats.window(window)}, ${t.knownAt(asOf.position)}`;
  return (
    <OfAnswer value={apart ? which : ''}>
      <section className="result" aria-label={`${name}, ${which}`}>
        <div className="heads">
          <div className="stack">
            <h2 className="utrecht-heading-2">{formats.window(window)}</h2>
            <Headline values={values} indicator={indicator} />
          </div>
          {companion}
        </div>
        {view && pictured && <Shown view={view} indicator={indicator} values={values} overlay={overlay} />}
        {pictured && (
          <ul className="caveats small" aria-label={words.caveats}>
            {caveats.map((caveat) => (
              <li key={caveat.en}>
                <Marked text={caveat[language]} />
              </li>
            ))}
          </ul>
        )}
        <p className="small soft">
          {asOf.recordedAt && `${words.knownAt(formats.instant(asOf.recordedAt), asOf.position)}. `}
          {words.observedUntil(formats.day(observedUntil))}.
        </p>
        {view && (
          <div className="tools no-print">
            <Button
              onClick={() => {
                setFailed(false);
                downloadCsv(apiPath(view.question, 'values'), `${indicator.id}-${window.from}-${window.to}`).catch(() =>
                  setFailed(true),
                );
              }}
            >
              {pictures.csv}
            </Button>
            {pictured && <CopyLink />}
            {pictured && (
              <Link
                className="utrecht-link utrecht-link--html-a tool-link"
                href={`/definition/${indicator.id}?version=${values.indicator.version}`}
              >
                {t.definition}
              </Link>
            )}
          </div>
        )}
        {failed && <DownloadFailed />}
        {pictured && <Notes values={values} question={view?.question ?? null} />}
      </section>
    </OfAnswer>
  );
}

function DownloadFailed() {
  const states = useTexts(STATES);
  return <p role="alert">{states.refused}</p>;
}

function CopyLink() {
  const t = useTexts(EXPLORE);
  const [copied, setCopied] = useState(false);
  return (
    <Button onClick={() => void navigator.clipboard.writeText(location.href).then(() => setCopied(true))}>
      {copied ? t.copied : t.copy}
    </Button>
  );
}

/** The figure over the whole window, when the answer is not broken down. */
function Headline({ values, indicator }: { values: ValuesDto; indicator: IndicatorDto }) {
  const words = useTexts(FIGURES);
  const states = useTexts(STATES);
  const formats = useFormats();
  const row = values.rows[0];
  if (!row || values.by.length > 0 || indicator.shape === 'flow') return null;
  const figure = figureOf(row, indicator.id);
  const counts = [
    [figure.unit === 'rate' ? words.personYears : words.n, figure.n],
    [words.missing, figure.missing],
    [words.immature, figure.immature],
    [words.lost, figure.lost],
    [words.excluded, figure.excluded],
  ] as const;
  return (
    <div className="headline">
      {figure.hidden ? (
        <p>
          <strong className="big">{states.hidden}</strong> {states.hiddenExplanation}
        </p>
      ) : figure.value === null ? (
        <p>{figure.reason ? (words.reason[figure.reason] ?? figure.reason) : states.empty}</p>
      ) : (
        <p>
          <strong className="big">{writeValue(figure.value, figure.unit, formats)}</strong>{' '}
          {figure.unit === 'days' && words.days}
          {figure.unit === 'rate' && words.perPersonYears(row.perPersonYears ?? 1)}{' '}
          <span>
            {figure.lower === null ? words.noInterval : `${words.interval} ${writeInterval(figure, formats)}`}
          </span>
        </p>
      )}
      {row.perThousand && !figure.hidden && (
        <p>
          {row.perThousand.value === null
            ? words.noPerThousand
            : words.perThousand(
                formats.number(row.perThousand.value),
                `${formats.number(row.perThousand.interval?.lower)} – ${formats.number(row.perThousand.interval?.upper)}`,
              )}
        </p>
      )}
      <dl className="tile-counts small">
        {counts.map(([term, count]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{count === null && row.suppressed ? states.hidden : formats.count(count)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
