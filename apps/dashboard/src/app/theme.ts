/** Light or dark: what the system prefers until the reader switches; the choice stays in this browser. */
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const KEY = 'care-ledger.theme';
const preference = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

const chosen = (): Theme | null => {
  const kept = localStorage.getItem(KEY);
  return kept === 'light' || kept === 'dark' ? kept : null;
};

const theme = (): Theme => chosen() ?? (preference.matches ? 'dark' : 'light');

function apply(): void {
  document.documentElement.dataset.theme = theme();
  for (const listener of [...listeners]) listener();
}

/** Puts the theme on the document, and keeps it with the system's. */
export function startTheme(): void {
  apply();
  preference.addEventListener('change', apply);
}

export function chooseTheme(next: Theme): void {
  localStorage.setItem(KEY, next);
  apply();
}

export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, theme);
}
