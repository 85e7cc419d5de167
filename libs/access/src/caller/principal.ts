/** Who calls, and what they may do (contract section 4, 'who may do what'). */

/** What somebody may do; one caller can have several. */
export const ROLES = ['provider', 'analyst', 'researcher', 'auditor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The caller of a request. */
export interface Principal {
  /** Of the token or the issuer's account; never a name of a person who is in the ledger. */
  readonly id: string;
  readonly roles: readonly Role[];
  /** Whose cases a provider reads: the `provider` (or institution) of the facts. */
  readonly provider?: string;
  /** The `source`s whose events a provider may write. */
  readonly sources?: readonly string[];
  /** What an analyst sees, by the table of municipalities and regions. */
  readonly regions?: readonly string[];
  /** Of the issuer's session or token, for the access log. */
  readonly session?: string;
  /** Whether access is open: nobody says who they are, and everything is allowed and exact. */
  readonly open: boolean;
}

/** Everyone, where access is open. */
export const OPEN_CALLER: Principal = Object.freeze({ id: 'open', roles: ROLES, open: true });

/** Whether a caller has one of some roles. */
export function hasRole({ roles }: Principal, ...wanted: readonly Role[]): boolean {
  return wanted.some((role) => roles.includes(role));
}
