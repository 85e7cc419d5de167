import { useEffect } from 'react';
import { remember } from '../../api/answers.js';
import type { CatalogueDto, IndicatorDto, ValuesDto } from '../../api/types.js';
import { useAnswer, useSteadyAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../app/page-head.js';
import type { PageProps } from '../../app/page-props.js';
import { CommonAxis } from '../../pictures/common-domain.js';
import { addDays, today } from '../../question/days.js';
import { apiPath, readView, writeView } from '../../question/question-url.js';
import type { View } from '../../question/question.js';
import { goTo, useAddress } from '../../routing/location.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { Answered } from '../../ui/state.js';
import { Marked } from '../../ui/marked.js';
import { Choices } from './choices.js';
import './explore.css';
import { Result } from './result.js';
import { EXPLORE } from './texts.js';
import { canOverlay, questionBeside, startWindow } from './view-rules.js';

/** What an exploration begins with when no indicator is named. */
const FIRST = 'repeat-referral';

/** One indicator: any question, drawn the way it needs, with the same figures as a table. */
export function ExplorePage({ subject }: PageProps) {
  const { query } = useAddress();
  const id = subject ?? FIRST;
  const version = query.get('version');
  const catalogue = useAnswer<CatalogueDto>('/v1/indicators');
  const older = useAnswer<IndicatorDto>(
    version === null || isLatest(catalogue, id, version)
      ? null
      : `/v1/indicators/${encodeURIComponent(id)}?version=${encodeURIComponent(version)}`,
  );
  return (
    <Answered answer={catalogue}>
      {({ indicators }) => {
        const latest = indicators.find((one) => one.id === id);
        if (latest && (version === null || String(latest.version) === version))
          return <Exploration indicator={latest} indicators={indicators} query={query} />;
        return (
          <Answered answer={older}>
            {(indicator) => <Exploration indicator={indicator} indicators={indicators} query={query} />}
          </Answered>
        );
      }}
    </Answered>
  );
}

function isLatest(catalogue: ReturnType<typeof useAnswer<CatalogueDto>>, id: string, version: string): boolean {
  if (catalogue.state !== 'here') return true; // not known yet: nothing else is asked before
  return catalogue.value.indicators.some((one) => one.id === id && String(one.version) === version);
}

function Exploration({
  indicator,
  indicators,
  query,
}: {
  indicator: IndicatorDto;
  indicators: readonly IndicatorDto[];
  query: URLSearchParams;
}) {
  const t = useTexts(EXPLORE);
  const language = useLanguage();
  const view = readView(indicator.id, query, startWindow(indicator, addDays(today(), -1)));
  const { question } = view;
  const show = (next: View, replace = false) => goTo(addressOf(next), { replace });
  // The first answer names the state of knowledge; from then on the address holds it, and everything else is asked at it.
  const first = useSteadyAnswer<ValuesDto>(apiPath(question, 'values'));
  const settled = first.state === 'here' && !first.stale ? first.value : null;
  const pinned = question.asOf !== undefined && question.version !== undefined && query.has('from');
  useEffect(() => {
    if (settled === null || pinned) return;
    const known = { ...question, asOf: question.asOf ?? settled.asOf.position, version: settled.indicator.version };
    remember(apiPath(known, 'values'), settled);
    show({ ...view, question: known }, true);
  });
  const beside = questionBeside(view);
  const overlay = view.overlay && canOverlay(view, indicator) ? beside : null;
  const other = beside && (
    <Beside view={{ ...view, question: beside, beside: undefined }} indicator={indicator} pictured={overlay === null} />
  );
  return (
    <>
      <PageHead title={t.title(indicator.name[language])}>
        <p className="lead">
          <Marked text={indicator.explanation[language]} />
        </p>
      </PageHead>
      <div className="explore">
        <Choices view={view} indicator={indicator} indicators={indicators} answer={settled} onView={show} />
        <div className="answers">
          <Answered answer={first}>
            {(values) => (
              <div className={`results${beside && !overlay ? ' two' : ''}${first.stale ? ' stale' : ''}`}>
                <CommonAxis>
                  <Result
                    view={pinned ? view : null}
                    values={values}
                    indicator={indicator}
                    overlay={overlay}
                    companion={overlay && other}
                    apart={beside !== null && overlay === null}
                  />
                  {!overlay && other}
                </CommonAxis>
              </div>
            )}
          </Answered>
        </div>
      </div>
    </>
  );
}

/** The answer beside the answer; its picture lies over the other when it has none of its own. */
function Beside({ view, indicator, pictured }: { view: View; indicator: IndicatorDto; pictured: boolean }) {
  const answer = useSteadyAnswer<ValuesDto>(apiPath(view.question, 'values'));
  return (
    <Answered answer={answer}>
      {(values) => <Result view={view} values={values} indicator={indicator} pictured={pictured} apart />}
    </Answered>
  );
}

/** The address that shows a view. */
const addressOf = (view: View): string => `/explore/${encodeURIComponent(view.question.indicator)}?${writeView(view)}`;
