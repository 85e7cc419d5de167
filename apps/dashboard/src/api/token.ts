/** The bearer token of a server with access on: in this tab's session storage, gone when the tab closes. */
const KEY = 'care-ledger.token';

export function readToken(): string | null {
  return sessionStorage.getItem(KEY);
}

/** Keeps a token; null forgets it. */
export function keepToken(token: string | null): void {
  if (token === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, token);
}
