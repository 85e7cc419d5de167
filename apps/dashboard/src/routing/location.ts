/** The address bar as a store: who looks is told of every change, by a link, a form, or the browser's own buttons. */
import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const current = () => location.pathname + location.search;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}

/** Path and query of the address. */
export function useAddress(): { readonly path: string; readonly query: URLSearchParams } {
  const address = useSyncExternalStore(subscribe, current);
  const [path = '/', query = ''] = address.split('?', 2);
  return { path, query: new URLSearchParams(query) };
}

/** Goes to an address of these pages. `replace` leaves no step for the browser's back button. */
export function goTo(address: string, { replace = false } = {}): void {
  if (address === current()) return;
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  for (const listener of [...listeners]) listener();
}
