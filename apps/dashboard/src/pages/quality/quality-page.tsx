import { useEffect } from 'react';
import { remember } from '../../api/answers.js';
import type { CatalogueDto, IndicatorDto, ValuesDto } from '../../api/types.js';
import { useAnswer, useSteadyAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../app/page-head.js';
import { FIGURES } from '../../figure/texts.js';
import { today, yearWindow } from '../../question/days.js';
import { changeQuery, windowOf } from '../../question/page-query.js';
import { useAddress } from '../../routing/location.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { Button, Select } from '../../ui/controls.js';
import { Answered } from '../../ui/state.js';
import { WindowSelect } from '../../ui/window-select.js';
import { Marked } from '../../ui/marked.js';
import { Delivery } from './delivery.js';
import './quality.css';
import { Rejections } from './rejections.js';
import { Shares } from './shares.js';
import { QUALITY } from './texts.js';

/** How late, how complete and how alive the data are, and what was refused. */
export function QualityPage() {
  const t = useTexts(QUALITY);
  const words = useTexts(FIGURES);
  const formats = useFormats();
  const { query } = useAddress();
  const window = windowOf(query, yearWindow(Number(today().slice(0, 4)) - 1));
  const [asOf, provider] = [query.get('asOf'), query.get('provider')];
  const catalogue = useAnswer<CatalogueDto>('/v1/quality');
  // Asked first: it tells the providers there are, and the state of knowledge at which everything else is asked.
  const path = `/v1/quality/start-delivery/values?from=${window.from}&to=${window.to}&by=provider`;
  const first = useSteadyAnswer<ValuesDto>(asOf ? `${path}&asOf=${asOf}` : path);
  const settled = first.state === 'here' && !first.stale ? first.value : null;
  const change = (changes: Readonly<Record<string, string | null>>, replace = false) =>
    changeQuery('/quality', query, changes, replace);
  useEffect(() => {
    if (asOf !== null || settled === null) return;
    remember(`${path}&asOf=${settled.asOf.position}`, settled);
    change({ asOf: settled.asOf.position }, true);
  });
  return (
    <>
      <PageHead title={t.title}>
        <p className="lead">{t.lead}</p>
      </PageHead>
      <Answered answer={first}>
        {(known) => (
          <>
            <form className="choices no-print" onSubmit={(event) => event.preventDefault()}>
              <WindowSelect label={t.period} window={window} onChange={({ from, to }) => change({ from, to })} />
              <Select
                label={t.provider}
                value={provider ?? ''}
                options={[
                  { value: '', label: t.all },
                  ...providersIn(known, provider).map((id) => ({ value: id, label: id })),
                ]}
                onChange={(id) => change({ provider: id || null })}
              />
              <div className="known small">
                <p>
                  {known.asOf.recordedAt && words.knownAt(formats.instant(known.asOf.recordedAt), known.asOf.position)}.
                </p>
                <Button onClick={() => change({ asOf: null })}>{t.newest}</Button>
              </div>
            </form>
            <Answered answer={catalogue}>
              {({ indicators }) => (
                <>
                  {indicators.map((one) => (
                    <Figure key={one.id} indicator={one} query={questionOf(window, known.asOf.position, provider)} />
                  ))}
                </>
              )}
            </Answered>
          </>
        )}
      </Answered>
      <Rejections />
    </>
  );
}

function Figure({ indicator, query }: { indicator: IndicatorDto; query: string }) {
  const language = useLanguage();
  const words = useTexts(FIGURES);
  return (
    <section className="stack quality-figure">
      <h2 className="utrecht-heading-2">{indicator.name[language]}</h2>
      <p className="lead">
        <Marked text={indicator.explanation[language]} />
      </p>
      {indicator.shape === 'measure' ? (
        <Delivery indicator={indicator} query={query} />
      ) : (
        <Shares indicator={indicator} query={query} />
      )}
      <ul className="caveats small" aria-label={words.caveats}>
        {indicator.caveats.map((caveat) => (
          <li key={caveat.en}>
            <Marked text={caveat[language]} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const questionOf = (window: { from: string; to: string }, asOf: string, provider: string | null): string =>
  new URLSearchParams({ ...window, asOf, ...(provider && { provider }) }).toString();

function providersIn({ rows }: ValuesDto, chosen: string | null): string[] {
  const ids = rows.flatMap(({ group }) => group.provider ?? []);
  return [...new Set([...ids, ...(chosen ? [chosen] : [])])].sort();
}
