/** The query of the pages that ask several figures at once: a window, and a state of knowledge. */
import { goTo } from '../routing/location.js';
import { halfYearWindow, yearWindow } from './days.js';
import type { Window } from './question.js';

/** Goes to this path with some parameters changed; null takes one away. */
export function changeQuery(
  path: string,
  query: URLSearchParams,
  changes: Readonly<Record<string, string | null>>,
  replace = false,
): void {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  goTo(next.size > 0 ? `${path}?${next.toString()}` : path, { replace });
}

/** The window that a query names, or another. */
export function windowOf(query: URLSearchParams, otherwise: Window): Window {
  const [from, to] = [query.get('from'), query.get('to')];
  return from && to ? { from, to } : otherwise;
}

/** Years and halves up to a day, newest first, and the one that is chosen. */
export function windowsUntil(last: string, chosen: Window): Window[] {
  const year = Number(last.slice(0, 4));
  const windows = Array.from({ length: 6 }, (_, back) => year - back)
    .flatMap((one) => [yearWindow(one), halfYearWindow(one, 2), halfYearWindow(one, 1)])
    .filter(({ from }) => from <= last);
  return windows.some(({ from, to }) => from === chosen.from && to === chosen.to) ? windows : [chosen, ...windows];
}
