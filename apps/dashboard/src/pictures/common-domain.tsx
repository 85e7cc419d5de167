/** One axis for pictures that stand side by side: what is as high on the page is as much. */
import { createContext, useCallback, useContext, useEffect, useId, useMemo, useState, type ReactNode } from 'react';

type Domain = readonly [number, number];

interface Shared {
  readonly domains: Readonly<Record<string, Domain>>;
  /** Tells the others the domain of one picture; null when it goes. */
  readonly tell: (id: string, domain: Domain | null) => void;
}

const Context = createContext<Shared | null>(null);

/** The pictures within have one axis. */
export function CommonAxis({ children }: { children: ReactNode }) {
  const [domains, setDomains] = useState<Readonly<Record<string, Domain>>>({});
  const tell = useCallback(
    (id: string, domain: Domain | null) =>
      setDomains((known) => {
        const rest = Object.fromEntries(Object.entries(known).filter(([other]) => other !== id));
        return domain ? { ...rest, [id]: domain } : rest;
      }),
    [],
  );
  const shared = useMemo<Shared>(() => ({ domains, tell }), [domains, tell]);
  return <Context value={shared}>{children}</Context>;
}

/** The domain of a picture, widened to those beside it. */
export function useCommonDomain([low, high]: Domain): [number, number] {
  const id = useId();
  const shared = useContext(Context);
  const tell = shared?.tell;
  useEffect(() => {
    tell?.(id, [low, high]);
    return () => tell?.(id, null);
  }, [tell, id, low, high]);
  const all = Object.values(shared?.domains ?? {});
  return [Math.min(low, ...all.map(([one]) => one)), Math.max(high, ...all.map(([, one]) => one))];
}
