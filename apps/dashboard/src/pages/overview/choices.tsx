import { FIGURES } from '../../figure/texts.js';
import { addDays, halfYearWindow, today, yearWindow } from '../../question/days.js';
import { changeQuery } from '../../question/page-query.js';
import type { Window } from '../../question/question.js';
import { valueName } from '../../text/codes.js';
import { useFormats } from '../../text/formats.js';
import { useLanguage, useTexts } from '../../text/language.js';
import { Button, Select } from '../../ui/controls.js';
import type { Place, Places } from './places.js';
import { OVERVIEW } from './texts.js';

/** What the overview is of: an area, a period, and what was known. */
export function Choices({
  places,
  place,
  window,
  query,
  known,
}: {
  places: Places;
  place: Place;
  window: Window | null;
  query: URLSearchParams;
  /** Null where it is not known yet. */
  known: {
    readonly asOf: string | null;
    readonly recordedAt: string | null;
    readonly observedUntil: string | null;
  };
}) {
  const t = useTexts(OVERVIEW);
  const words = useTexts(FIGURES);
  const language = useLanguage();
  const formats = useFormats();
  const windows = recentWindows(known.observedUntil ?? addDays(today(), -1));
  const keyOf = ({ from, to }: Window) => `${from}/${to}`;
  const change = (changes: Readonly<Record<string, string | null>>) => changeQuery('/', query, changes);
  const area = (kind: 'region' | 'municipality', id: string) => ({
    value: `${kind}:${id}`,
    label: valueName(kind, id, language),
  });
  const areas = (kind: 'region' | 'municipality', ids: readonly string[]) =>
    // The area of the address is there before the others are known.
    [...new Set([...ids, ...(place?.kind === kind ? [place.id] : [])])]
      .map((id) => area(kind, id))
      .sort((a, b) => a.label.localeCompare(b.label, language));
  return (
    <form className="choices no-print" onSubmit={(event) => event.preventDefault()}>
      <Select
        label={t.place}
        value={place ? `${place.kind}:${place.id}` : ''}
        options={[
          { value: '', label: t.everywhere },
          { label: t.regions, options: areas('region', places.regions) },
          {
            label: t.municipalities,
            options: areas(
              'municipality',
              places.municipalities.map(({ id }) => id),
            ),
          },
        ]}
        onChange={(chosen) => {
          const [kind, ...id] = chosen.split(':');
          change({ region: null, municipality: null, ...(kind && { [kind]: id.join(':') }) });
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
          change({ from, to });
        }}
      />
      <div className="known small">
        <p>
          {known.recordedAt && known.asOf && `${words.knownAt(formats.instant(known.recordedAt), known.asOf)}. `}
          {known.recordedAt && known.observedUntil && `${words.observedUntil(formats.day(known.observedUntil))}.`}
        </p>
        <Button onClick={() => change({ asOf: null })}>{t.newest}</Button>
      </div>
    </form>
  );
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
