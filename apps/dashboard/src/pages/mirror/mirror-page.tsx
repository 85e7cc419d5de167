import { useEffect } from 'react';
import type { CatalogueDto, ValuesDto } from '../../api/types.js';
import { useAnswer, useSteadyAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../app/page-head.js';
import type { PageProps } from '../../app/page-props.js';
import { FIGURES } from '../../figure/texts.js';
import { addDays, lastMatureYear, monthStart, today, yearWindow } from '../../question/days.js';
import { changeQuery } from '../../question/page-query.js';
import type { Window } from '../../question/question.js';
import { goTo, useAddress } from '../../routing/location.js';
import { useFormats } from '../../text/formats.js';
import { useTexts } from '../../text/language.js';
import { Button, Select } from '../../ui/controls.js';
import { Answered } from '../../ui/state.js';
import { OUTCOME_SET, TEN } from '../overview/indicator-sets.js';
import { OVERVIEW } from '../overview/texts.js';
import './mirror.css';
import { MirrorFlow } from './mirror-flow.js';
import { MirrorItem } from './mirror-item.js';
import { MIRROR } from './texts.js';

/** Days after an end in which care that follows counts as a step. */
const STEP_DAYS = 30;

/** One provider beside the others together, to print and talk about. */
export function MirrorPage({ subject: provider }: PageProps) {
  const t = useTexts(MIRROR);
  const words = useTexts(FIGURES);
  const formats = useFormats();
  const { path, query } = useAddress();
  const [asOf, from, to] = [query.get('asOf'), query.get('from'), query.get('to')];
  const window: Window | null = from && to ? { from, to } : null;
  const catalogue = useAnswer<CatalogueDto>('/v1/indicators');
  const span = { from: `${Number(today().slice(0, 4)) - 5}-01-01`, to: addDays(monthStart(today()), -1) };
  const first = useSteadyAnswer<ValuesDto>(
    `/v1/indicators/regular-ending/values?from=${span.from}&to=${span.to}&by=provider${asOf ? `&asOf=${asOf}` : ''}`,
  );
  const position = first.state === 'here' ? first.value.asOf.position : null;
  useEffect(() => {
    if (asOf === null && position !== null) changeQuery(path, query, { asOf: position }, true);
  });
  return (
    <>
      <PageHead title={provider ? t.title(provider) : t.choose}>
        <p className="lead">{t.lead}</p>
      </PageHead>
      <Answered answer={first}>
        {(known) => (
          <>
            <Choices provider={provider} providers={providersIn(known)} window={window} />
            <p className="small soft">
              {known.asOf.recordedAt && words.knownAt(formats.instant(known.asOf.recordedAt), known.asOf.position)}.
            </p>
            {provider && (
              <Answered answer={catalogue}>
                {({ indicators }) => (
                  <>
                    {(
                      [
                        [t.ten, TEN],
                        [t.outcome, OUTCOME_SET],
                      ] as const
                    ).map(([heading, ids]) => (
                      <section key={heading} className="stack">
                        <h2 className="utrecht-heading-2">{heading}</h2>
                        <ul className="mirror-list">
                          {ids
                            .flatMap((id) => indicators.find((one) => one.id === id) ?? [])
                            .map((indicator) => (
                              <MirrorItem
                                key={indicator.id}
                                indicator={indicator}
                                provider={provider}
                                window={window}
                                asOf={known.asOf.position}
                                observedUntil={known.observedUntil}
                              />
                            ))}
                        </ul>
                      </section>
                    ))}
                    <MirrorFlow
                      provider={provider}
                      window={window ?? yearWindow(lastMatureYear(known.observedUntil, STEP_DAYS))}
                      asOf={known.asOf.position}
                    />
                  </>
                )}
              </Answered>
            )}
          </>
        )}
      </Answered>
    </>
  );
}

function Choices({
  provider,
  providers,
  window,
}: {
  provider: string | null;
  providers: readonly string[];
  window: Window | null;
}) {
  const t = useTexts(MIRROR);
  const overview = useTexts(OVERVIEW);
  const { path, query } = useAddress();
  const formats = useFormats();
  const years = Array.from({ length: 6 }, (_, back) => yearWindow(Number(today().slice(0, 4)) - back));
  const free = window && !years.some((year) => keyOf(year) === keyOf(window)) ? [window] : [];
  const windows = [...free, ...years];
  const search = query.size > 0 ? `?${query.toString()}` : '';
  return (
    <form className="choices no-print" onSubmit={(event) => event.preventDefault()}>
      <Select
        label={t.provider}
        value={provider ?? ''}
        options={[{ value: '', label: t.choice }, ...providers.map((id) => ({ value: id, label: id }))]}
        onChange={(id) => goTo(`/mirror${id ? `/${encodeURIComponent(id)}` : ''}${search}`)}
      />
      <Select
        label={t.period}
        value={window ? keyOf(window) : ''}
        options={[
          { value: '', label: overview.mature },
          ...windows.map((one) => ({ value: keyOf(one), label: formats.window(one) })),
        ]}
        onChange={(key) => {
          const { from, to } = windows.find((one) => keyOf(one) === key) ?? { from: null, to: null };
          changeQuery(path, query, { from, to });
        }}
      />
      <div className="known tools">
        <Button onClick={() => changeQuery(path, query, { asOf: null })}>{t.newest}</Button>
        {provider && <Button onClick={() => print()}>{t.print}</Button>}
      </div>
    </form>
  );
}

const keyOf = ({ from, to }: Window): string => `${from}/${to}`;

/** In the order of their ids, never of their figures. */
const providersIn = ({ rows }: ValuesDto): string[] =>
  [...new Set(rows.flatMap(({ group }) => group.provider ?? []))].sort();
