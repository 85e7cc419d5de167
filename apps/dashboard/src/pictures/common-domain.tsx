/** Axes in common for pictures that stand side by side: what is as high, or as far, on the page is as much. */
import { createContext, useCallback, useContext, useEffect, useId, useMemo, useState, type ReactNode } from 'react';

type Domain = readonly [number, number];

interface Shared {
  /** By axis and picture. */
  readonly domains: Readonly<Record<string, Domain>>;
  /** Tells the others the domain of one axis of one picture; null when it goes. */
  readonly tell: (key: string, domain: Domain | null) => void;
}

const Context = createContext<Shared | null>(null);

/** The pictures within have their axes in common. */
export function CommonAxis({ children }: { children: ReactNode }) {
  const [domains, setDomains] = useState<Readonly<Record<string, Domain>>>({});
  const tell = useCallback(
    (key: string, domain: Domain | null) =>
      setDomains((known) => {
        const rest = Object.fromEntries(Object.entries(known).filter(([other]) => other !== key));
        return domain ? { ...rest, [key]: domain } : rest;
      }),
    [],
  );
  const shared = useMemo<Shared>(() => ({ domains, tell }), [domains, tell]);
  return <Context value={shared}>{children}</Context>;
}

/** The domain of an axis of a picture, widened to the same axis of those beside it; null for a picture that has none. */
export function useCommonDomain(own: Domain | null, axis = 'value'): [number, number] {
  const key = `${axis} ${useId()}`;
  const shared = useContext(Context);
  const tell = shared?.tell;
  const [low, high] = own ?? [null, null];
  useEffect(() => {
    tell?.(key, low === null || high === null ? null : [low, high]);
    return () => tell?.(key, null);
  }, [tell, key, low, high]);
  const others = Object.entries(shared?.domains ?? {}).filter(([other]) => other.startsWith(`${axis} `));
  const all = [...(own ? [own] : []), ...others.map(([, domain]) => domain)];
  return all.length === 0 ? [0, 1] : [Math.min(...all.map(([one]) => one)), Math.max(...all.map(([, one]) => one))];
}
