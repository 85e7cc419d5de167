import { useEffect, type ReactNode } from 'react';
import type { CatalogueDto, ValuesDto } from '../../api/types.js';
import { useAnswer, useSteadyAnswer } from '../../api/use-answer.js';
import { PageHead } from '../../app/page-head.js';
import { FIGURES } from '../../figure/texts.js';
import { addDays, halfYearWindow, monthStart, today, yearWindow } from '../../question/days.js';
import type { Window } from '../../question/question.js';
import { goTo, useAddress } from '../../routing/location.js';
import { valueName } from '../../text/codes.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { Button, Select } from '../../ui/controls.js';
import { Answered } from '../../ui/state.js';
import { OUTCOME_SET, TEN } from './indicator-sets.js';
import './overview.css';
import { filtersOf, placesIn, restOf, type Place, type Places } from './places.js';
import { OVERVIEW } from './texts.js';
import { Tile } from './tile.js';

/** A region or municipality at a glance: the ten indicators and the outcome set as small multiples. */
export function OverviewPage() {
  const t = useTexts(OVERVIEW);
  const language = useLanguage();
  const { query } = useAddress();
  const place = placeIn(query);
  const asOf = query.get('asOf');
  const catalogue = useAnswer<CatalogueDto>('/v1/indicators');
  // One small question first: it tells which areas there are, and the position at which all others are asked.
  // It is of whole months, as an analyst with protected small numbers must ask.
  const span = { from: `${Number(today().slice(0, 4)) - 5}-01-01`, to: addDays(monthStart(today()), -1) };
  const areas = useSteadyAnswer<ValuesDto>(
    `/v1/indicators/regular-ending/values?from=${span.from}&to=${span.to}&by=region,municipality${asOf ? `&asOf=${asOf}` : ''}`,
  );
  const position = areas.state === 'here' ? areas.value.asOf.position : null;
  useEffect(() => {
    if (asOf === null && position !== null) goTo(address(query, { asOf: position }), { replace: true });
  });
  const placeName = place ? valueName(place.kind, place.id, language) : t.everywhere;
  return (
    <>
      <PageHead title={t.title(placeName)}>
        <p className="lead">{t.lead}</p>
      </PageHead>
      <Answered answer={areas}>
        {(known) => (
          <>
            <Choices places={placesIn(known)} place={place} query={query} known={known} />
            <Answered answer={catalogue}>
              {({ indicators }) => {
                const places = placesIn(known);
                const rest = restOf(place, places);
                const tiles = (ids: readonly string[]): ReactNode =>
                  ids.map((id) => {
                    const indicator = indicators.find((one) => one.id === id);
                    return indicator ? (
                      <Tile
                        key={id}
                        indicator={indicator}
                        filters={filtersOf(place)}
                        rest={rest}
                        restName={
                          rest
                            ? place?.kind === 'region'
                              ? t.restOfCountry
                              : t.restOfRegion
                            : place
                              ? t.noneToCompare
                              : t.noRest
                        }
                        window={windowIn(query)}
                        asOf={known.asOf.position}
                        observedUntil={known.observedUntil}
                      />
                    ) : null;
                  });
                return (
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
                );
              }}
            </Answered>
          </>
        )}
      </Answered>
    </>
  );
}

function Choices({
  places,
  place,
  query,
  known,
}: {
  places: Places;
  place: Place;
  query: URLSearchParams;
  known: ValuesDto;
}) {
  const t = useTexts(OVERVIEW);
  const words = useTexts(FIGURES);
  const language = useLanguage();
  const formats = useFormats();
  const windows = recentWindows(known.observedUntil);
  const window = windowIn(query);
  const keyOf = ({ from, to }: Window) => `${from}/${to}`;
  const area = (kind: 'region' | 'municipality', id: string) => ({
    value: `${kind}:${id}`,
    label: valueName(kind, id, language),
  });
  const byName = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label, language);
  return (
    <form className="choices no-print" onSubmit={(event) => event.preventDefault()}>
      <Select
        label={t.place}
        value={place ? `${place.kind}:${place.id}` : ''}
        options={[
          { value: '', label: t.everywhere },
          { label: t.regions, options: places.regions.map((id) => area('region', id)).sort(byName) },
          {
            label: t.municipalities,
            options: places.municipalities.map(({ id }) => area('municipality', id)).sort(byName),
          },
        ]}
        onChange={(chosen) => {
          const [kind, ...id] = chosen.split(':');
          goTo(address(query, { region: null, municipality: null, ...(kind && { [kind]: id.join(':') }) }));
        }}
      />
      <Select
        label={t.period}
        value={window ? keyOf(window) : ''}
        options={[
          { value: '', label: t.mature },
          ...windows.map((one) => ({ value: keyOf(one), label: formats.window(one) })),
          ...(window && !windows.some((one) => keyOf(one) === keyOf(window))
            ? [{ value: keyOf(window), label: formats.window(window) }]
            : []),
        ]}
        onChange={(chosen) => {
          const [from = null, to = null] = chosen === '' ? [] : chosen.split('/');
          goTo(address(query, { from, to }));
        }}
      />
      <div className="known small">
        <p>
          {known.asOf.recordedAt && words.knownAt(formats.instant(known.asOf.recordedAt), known.asOf.position)}
          {'. '}
          {words.observedUntil(formats.day(known.observedUntil))}.
        </p>
        <Button onClick={() => goTo(address(query, { asOf: null }))}>{t.newest}</Button>
      </div>
    </form>
  );
}

function placeIn(query: URLSearchParams): Place {
  for (const kind of ['municipality', 'region'] as const) {
    const id = query.get(kind);
    if (id) return { kind, id };
  }
  return null;
}

function windowIn(query: URLSearchParams): Window | null {
  const [from, to] = [query.get('from'), query.get('to')];
  return from && to ? { from, to } : null;
}

/** Years and halves that an overview offers, newest first. */
function recentWindows(observedUntil: string): Window[] {
  const last = Number(observedUntil.slice(0, 4));
  return Array.from({ length: 6 }, (_, back) => last - back).flatMap((year) => [
    yearWindow(year),
    halfYearWindow(year, 2),
    halfYearWindow(year, 1),
  ]);
}

/** This page's address with some parameters changed; null takes one away. */
function address(query: URLSearchParams, changes: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return next.size > 0 ? `/?${next.toString()}` : '/';
}
