import { useEffect, type ReactNode } from 'react';
import { remember } from '../../api/answers.js';
import type { CatalogueDto, IndicatorDto, SeriesDto, ValuesDto } from '../../api/types.js';
import { useAnswer, useSteadyAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../app/page-head.js';
import { addDays, monthStart, today } from '../../question/days.js';
import { changeQuery } from '../../question/page-query.js';
import type { Window } from '../../question/question.js';
import { useAddress } from '../../routing/location.js';
import { valueName } from '../../text/codes.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { Refused } from '../../ui/refused.js';
import { Choices } from './choices.js';
import { OUTCOME_SET, TEN } from './indicator-sets.js';
import './overview.css';
import { filtersOf, NOWHERE, placeIn, placesIn, restOf, type Place } from './places.js';
import { OVERVIEW } from './texts.js';
import { Tile, tileQuestion, trendPath } from './tile.js';

/** A region or municipality at a glance: the ten indicators and the outcome set as small multiples. */
export function OverviewPage() {
  const t = useTexts(OVERVIEW);
  const language = useLanguage();
  const { query } = useAddress();
  const place = placeIn(query);
  const window = windowIn(query);
  const catalogue = useAnswer<CatalogueDto>('/v1/indicators');
  const known = useKnowledge(catalogue.state === 'here' ? catalogue.value.indicators : [], place, window, query);
  const areas = useSteadyAnswer<ValuesDto>(known.asOf === null ? null : `${areasPath()}&asOf=${known.asOf}`);
  const places = areas.state === 'here' ? placesIn(areas.value) : NOWHERE;
  const rest = restOf(place, places);
  const refused = [catalogue, known.answer, areas].find((one) => one.state === 'refused');
  const restName =
    place === null ? t.noRest : rest ? t.rest[place.kind] : areas.state === 'here' ? t.noneToCompare : t.waitForRest;
  const tiles = (ids: readonly string[]): ReactNode =>
    ids.map((id) => {
      const indicator =
        catalogue.state === 'here' ? catalogue.value.indicators.find((one) => one.id === id) : undefined;
      if (indicator === undefined)
        return catalogue.state === 'here' ? null : <li key={id} className="tile tile-waiting" />;
      return (
        <Tile
          key={id}
          indicator={indicator}
          filters={filtersOf(place)}
          rest={rest}
          restName={restName}
          window={window}
          asOf={known.asOf}
          observedUntil={known.observedUntil}
        />
      );
    });
  return (
    <>
      <PageHead title={t.title(place ? valueName(place.kind, place.id, language) : (known.scope ?? t.everywhere))}>
        <p className="lead">{t.lead}</p>
      </PageHead>
      <Choices places={places} place={place} window={window} query={query} known={known} />
      {refused?.state === 'refused' && <Refused problem={refused.problem} />}
      {(refused === undefined || refused === areas) && (
        <>
          <section className="stack">
            <h2 className="utrecht-heading-2">{t.ten}</h2>
            <ul className="tiles">{tiles(TEN)}</ul>
          </section>
          <section className="stack">
            <h2 className="utrecht-heading-2">{t.outcome}</h2>
            <ul className="tiles">{tiles(OUTCOME_SET)}</ul>
          </section>
        </>
      )}
    </>
  );
}

/** Which areas there are. Whole months, as an analyst with protected small numbers must ask. */
function areasPath(): string {
  const [from, to] = [`${Number(today().slice(0, 4)) - 5}-01-01`, addDays(monthStart(today()), -1)];
  return `/v1/indicators/regular-ending/values?from=${from}&to=${to}&by=region,municipality`;
}

/** The tile that is asked first: it stands in the first row, and takes the server little. */
const FIRST = 'regular-ending';

/**
 * The state of knowledge of the whole page. Its address names it; where it does not, one tile is asked without, and what its answer names
 * holds for all others. So the first picture waits for nothing.
 */
function useKnowledge(
  indicators: readonly IndicatorDto[],
  place: Place,
  window: Window | null,
  query: URLSearchParams,
) {
  const asked = query.get('asOf');
  const indicator = indicators.find(({ id }) => id === FIRST);
  const question = indicator && tileQuestion(indicator, filtersOf(place), window, addDays(today(), -1), asked);
  const answer = useSteadyAnswer<SeriesDto>(question ? trendPath(question) : null);
  const value = answer.state === 'here' ? answer.value : null;
  const position = value !== null && !answer.stale ? value.asOf.position : null;
  // Before the tile itself asks, which it does as soon as it is drawn.
  if (asked === null && position !== null) remember(trendPath({ ...question!, asOf: position }), value);
  useEffect(() => {
    if (asked === null && position !== null) changeQuery('/', query, { asOf: position }, true);
  });
  return {
    answer,
    asOf: asked ?? position,
    recordedAt: value?.asOf.recordedAt ?? null,
    // What the server limited a reader to who asked for everything.
    scope: value?.filters.region?.join(', ') ?? null,
    // With a window of its own nothing depends on it.
    observedUntil: value?.observedUntil ?? (window ? addDays(today(), -1) : null),
  };
}

function windowIn(query: URLSearchParams): Window | null {
  const [from, to] = [query.get('from'), query.get('to')];
  return from && to ? { from, to } : null;
}
