import { useCallback, useRef, useSyncExternalStore } from 'react';
import { follow, look, type Answer } from './answers.js';

const NOTHING: Answer<never> = { state: 'loading' };

/** The answer to an address of the API, kept up to date; null asks nothing yet. */
export function useAnswer<T>(path: string | null): Answer<T> {
  const subscribe = useCallback(
    (listener: () => void) => (path === null ? () => undefined : follow(path, listener)),
    [path],
  );
  return useSyncExternalStore(subscribe, () => (path === null ? NOTHING : look(path))) as Answer<T>;
}

/** The same, showing the last answer while the next is on its way, so that a picture does not flicker. */
export function useSteadyAnswer<T>(path: string | null): Answer<T> & { readonly stale: boolean } {
  const now = useAnswer<T>(path);
  const last = useRef<Answer<T>>(now);
  if (now.state !== 'loading') last.current = now;
  const stale = now.state === 'loading' && last.current.state === 'here';
  return { ...(stale ? last.current : now), stale };
}
